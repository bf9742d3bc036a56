"""Dates of which a part may be unknown, and hours: reading them, saying them.

A partial date is an ISO date without its unknown end: 2023, 2023-03, 2023-03-06.
"""

import re
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, get_day_names

from facilitator.clock import local
from facilitator.errors import N_, RuleBroken
from facilitator.texts import clean_line, western

FIRST_YEAR, LAST_YEAR = 1900, 2100

# Babel's own full dates have a comma that Moroccan documents do not write.
_PATTERNS = {1: "y", 2: "LLLL y", 3: "EEEE d MMMM y"}
_HOUR = re.compile(r"([0-9]{1,2})(?:\s*[:.hH]\s*([0-9]{2})?)?|([0-9]{2})([0-9]{2})")


class DayWithoutMonth(RuleBroken):
    """A day of no month."""

    message = N_("Please choose the month as well.")


class MonthWithoutYear(RuleBroken):
    """A month of no year."""

    message = N_("Please type the year as well.")


class NoSuchDay(RuleBroken):
    """The 31st of a month with 30 days."""

    message = N_("That month has no such day.")


class NotAnHour(RuleBroken):
    """Not a time of day."""

    message = N_("Please type the hour like 9:30 or 14:00.")


def partial_date(year: int | None, month: int | None, day: int | None) -> str | None:
    """Return the partial date of what is known, None when nothing is.

    Raises:
        DayWithoutMonth, MonthWithoutYear: a hole in the middle.
        NoSuchDay: the calendar does not have it.
    """
    if day and not month:
        raise DayWithoutMonth()
    if month and not year:
        raise MonthWithoutYear()
    if not year:
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise NoSuchDay() from error
    formats = (f"{year:04}", f"-{month or 0:02}", f"-{day or 0:02}")
    return "".join(formats[: 1 + bool(month) + bool(day)])


def known_parts(value: str | None) -> list[int]:
    """Return year, month and day of a partial date, as far as they are known."""
    return [int(part) for part in value.split("-")] if value else []


def date_in_words(value: str, locale: Locale | str) -> str:
    """Return a partial date as people write it, a full one with its weekday."""
    parts = known_parts(value)
    whole = date(*[*parts, 1, 1][:3])
    return format_date(whole, _PATTERNS[len(parts)], locale=locale)


def day_in_words(at: datetime, locale: Locale | str) -> str:
    """Return the day of a moment, on the calendar of the room, as people write it."""
    return date_in_words(local(at).date().isoformat(), locale)


def weekday_in_words(weekday: int, locale: Locale | str) -> str:
    """Return the name of a day of the week; Monday is 0."""
    return str(get_day_names("wide", "stand-alone", locale=locale)[weekday])


def read_hour(typed: str) -> str | None:
    """Return the time of day that was typed as HH:MM, None for nothing.

    Understands 9, 9:30, 09.30, 9h, 9h30 and 0930, in any digits.

    Raises:
        NotAnHour: it is none of these.
    """
    value = western(clean_line(typed))
    if not value:
        return None
    match = _HOUR.fullmatch(value)
    if not match:
        raise NotAnHour()
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 -- a day's
        raise NotAnHour()
    return f"{hour:02}:{minute:02}"


def hour_in_words(value: str) -> str:
    """Return HH:MM as people write it: 9:00."""
    return value.removeprefix("0")


def moment_in_words(at: datetime, locale: Locale | str) -> dict[str, str]:
    """Return the `day` and the `hour` of a moment, on the clocks of the room."""
    here = local(at)
    day = date_in_words(here.date().isoformat(), locale)
    return {"day": day, "hour": hour_in_words(f"{here:%H:%M}")}
