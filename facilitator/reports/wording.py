"""How an edition says things: labels, counts, dates and numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Protocol

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from facilitator.reports import labels
from facilitator.reports.outcome import Channels, Language, PartialDate, Workshop
from facilitator.texts import Sentence

# Moroccan month names and Western digits in Arabic.
_LOCALES: Final = {"ar": "ar_MA", "fr": "fr", "en": "en_GB"}
_CLOCK: Final = {"ar": "HH:mm", "fr": "H 'h' mm", "en": "HH:mm"}
_COMMA: Final = {"ar": "، ", "fr": ", ", "en": ", "}


class Words(Protocol):
    """A catalogue in the edition's language.

    `gettext.NullTranslations`, Babel's and Flask-Babel's translations are all
    of this kind.
    """

    def gettext(self, message: str, /) -> str:
        """The message in the catalogue's language."""

    def ngettext(self, singular: str, plural: str, num: int, /) -> str:
        """The form of the message that goes with `num`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one edition. `None` in is `None` out: not recorded."""

    language: Language
    words: Words

    @property
    def locale(self) -> Locale:
        """Babel's locale for the edition."""
        return Locale.parse(_LOCALES[self.language])

    def say(self, message: str, **params: str) -> str:
        """A marked message in the edition's language."""
        said = self.words.gettext(message)
        return said % params if params else said

    def said(self, sentence: Sentence) -> str:
        """A sentence of the domain in the edition's language."""
        words = self.words
        return sentence.said(
            lambda message, **values: words.gettext(message) % values,
            lambda one, many, **values: (
                words.ngettext(one, many, values["num"]) % values
            ),
        )

    def count(self, forms: tuple[str, str], num: int | None) -> str | None:
        """A counted thing, such as "12 votes"."""
        if num is None:
            return None
        return self.words.ngettext(*forms, num) % {"num": self.number(num)}

    def number(self, num: int | None) -> str | None:
        """A whole number, grouped as the language does."""
        return None if num is None else format_decimal(num, locale=self.locale)

    def day(self, day: PartialDate) -> str | None:
        """As much of the date as is known, in words."""
        if day.year is None:
            return self._weekday(day)
        if not day.day and day.weekday is not None:
            whole = PartialDate(day.year, day.month)
            return self.listed([self._weekday(day), self.day(whole)])
        pattern = "y" if not day.month else "EEEE d MMMM y" if day.day else "MMMM y"
        if self.language == "fr" and day.day == 1:
            pattern = pattern.replace("d ", "d'er' ")
        known = date(day.year, day.month or 1, day.day or 1)
        return format_date(known, pattern, locale=self.locale)

    def _weekday(self, day: PartialDate) -> str | None:
        if day.weekday is None:
            return None
        return str(self.locale.days["stand-alone"]["wide"][day.weekday])

    def clock(self, at: time | datetime) -> str:
        """The hour and minute."""
        wall = at.timetz() if isinstance(at, datetime) else at
        pattern = _CLOCK[self.language]
        said = format_time(wall.replace(tzinfo=None), pattern, locale=self.locale)
        return said.replace(" ", "\u00a0")

    def moment(self, at: datetime | None) -> str | None:
        """The day and the hour."""
        if at is None:
            return None
        day = self.day(PartialDate(at.year, at.month, at.day))
        return self.listed([day, self.clock(at)])

    def when(self, workshop: Workshop) -> str | None:
        """The day of the workshop; says so where only a part is known."""
        day = self.day(workshop.date)
        if day is None or workshop.date.day:
            return day
        return f"{day} ({self.say(labels.DATE_INCOMPLETE)})"

    def hours(self, workshop: Workshop) -> str | None:
        """The hours of the workshop, or the part of the day."""
        if workshop.starts and workshop.ends:
            start, end = self.clock(workshop.starts), self.clock(workshop.ends)
            return self.say(labels.FROM_TO, start=start, end=end)
        if workshop.starts:
            return self.say(labels.FROM_TIME, start=self.clock(workshop.starts))
        if workshop.ends:
            return self.say(labels.UNTIL, end=self.clock(workshop.ends))
        part = workshop.part_of_day
        return self.say(labels.PART_OF_DAY[part]) if part else None

    def how_many(self, num: int | None) -> str | None:
        """A whole number, or the word for none at all."""
        return self.say(labels.NONE) if num == 0 else self.number(num)

    def numbered(self, numbers: Sequence[int]) -> str:
        """How many things, and their numbers; the word for none at all."""
        if not numbers:
            return self.say(labels.NONE)
        return f"{self.number(len(numbers))} ({self.listed(map(str, numbers))})"

    def channels(self, channels: Channels | None) -> str | None:
        """In which ways ballots came in."""
        if channels is None:
            return None
        return self.say(
            labels.CHANNELS,
            phone=self.number(channels.phone) or "",
            table=self.number(channels.table) or "",
            paper=self.number(channels.paper) or "",
        )

    def language_name(self, tag: str) -> str:
        """A language, named in the edition's language."""
        if tag in labels.LANGUAGE_NAMES:
            return self.say(labels.LANGUAGE_NAMES[tag])
        return str(self.locale.languages.get(tag, tag))

    def listed(self, parts: Iterable[str | None]) -> str:
        """The parts that are there, after each other."""
        return _COMMA[self.language].join(part for part in parts if part)
