"""When a workshop takes place, in words, as far as it is known."""

from dataclasses import dataclass

from babel import Locale

from facilitator.dates import (
    date_in_words,
    hour_in_words,
    known_parts,
    weekday_in_words,
)
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import PartOfDay

WHOLE_DATE = 3  # parts


@dataclass(frozen=True)
class _Words:
    """What a language puts between the parts; like Babel's patterns, not messages."""

    comma: str
    after_weekday: tuple[str, str, str]  # morning, afternoon, evening
    after_date: tuple[str, str, str]
    between: str
    since: str
    until: str


_AFTER_ARABIC = (" صباحا", " بعد الزوال", " مساء")
_WORDS = {
    "ar": _Words(
        comma="، ",
        after_weekday=_AFTER_ARABIC,
        after_date=_AFTER_ARABIC,
        between="من الساعة {starts} إلى {ends}",
        since="ابتداء من الساعة {starts}",
        until="إلى غاية الساعة {ends}",
    ),
    "fr": _Words(
        comma=", ",
        after_weekday=(" matin", " après-midi", " soir"),
        after_date=(", dans la matinée", ", dans l’après-midi", ", dans la soirée"),
        between="de {starts} à {ends}",
        since="à partir de {starts}",
        until="jusqu’à {ends}",
    ),
    "en": _Words(
        comma=", ",
        after_weekday=(" morning", " afternoon", " evening"),
        after_date=(", in the morning", ", in the afternoon", ", in the evening"),
        between="from {starts} to {ends}",
        since="from {starts}",
        until="until {ends}",
    ),
}
_PARTS_OF_DAY = (PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.EVENING)


def when(workshop: Workshop, locale: Locale | str) -> str:
    """Return when the workshop takes place, in the language of `locale`.

    Empty when nothing is known. A part of the day is said only without hours, a
    weekday by itself only without a whole date.
    """
    locale = Locale.parse(locale) if isinstance(locale, str) else locale
    words = _WORDS[locale.language]
    hours = _hours(workshop, words)
    pieces = _days(workshop, locale)
    if not hours and workshop.part_of_day:
        pieces = _with_part_of_day(workshop, pieces, words)
    return words.comma.join([*pieces, hours] if hours else pieces)


def _days(workshop: Workshop, locale: Locale) -> list[str]:
    """Return the weekday unless the date tells it, then the date."""
    pieces = []
    if workshop.weekday is not None and not _has_whole_date(workshop):
        pieces.append(weekday_in_words(workshop.weekday, locale))
    if workshop.held_on:
        pieces.append(date_in_words(workshop.held_on, locale))
    return pieces


def _with_part_of_day(
    workshop: Workshop, pieces: list[str], words: _Words
) -> list[str]:
    part = _PARTS_OF_DAY.index(workshop.part_of_day or PartOfDay.MORNING)
    if not pieces:
        return [words.after_date[part].strip(", ")]
    if workshop.weekday is not None and not _has_whole_date(workshop):
        return [pieces[0] + words.after_weekday[part], *pieces[1:]]
    return [*pieces[:-1], pieces[-1] + words.after_date[part]]


def _hours(workshop: Workshop, words: _Words) -> str:
    known = {
        "starts": hour_in_words(workshop.starts or ""),
        "ends": hour_in_words(workshop.ends or ""),
    }
    if workshop.starts and workshop.ends:
        return words.between.format(**known)
    if workshop.starts:
        return words.since.format(**known)
    return words.until.format(**known) if workshop.ends else ""


def _has_whole_date(workshop: Workshop) -> bool:
    return len(known_parts(workshop.held_on)) == WHOLE_DATE
