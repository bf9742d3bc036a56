"""Which automatic copies are kept. Pure.

What counts is the order in which copies were made, which their names carry, and not
the clock alone: a clock that jumps back must not make the newest copy the oldest.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LATEST = 12  # copies: the last hour, one every 5 minutes
HOURS = 24  # one copy an hour
DAYS = 30  # one copy a day
OLDEST = timedelta(days=DAYS)

STEM = "facilitator-auto"
_NAME = re.compile(rf"{STEM}-(\d{{6,}})-(\d{{8}}-\d{{6}})\.db")
_MOMENT = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, order=True)
class Kept:
    """An automatic copy: its place in the order, and when, by the room's clock."""

    number: int
    at: datetime  # naive

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{STEM}-{self.number:06}-{self.at:{_MOMENT}}.db"


def kept_as(name: str) -> Kept | None:
    """Return the copy that a file of this name is; None when it is no such copy."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return Kept(int(found[1]), datetime.strptime(found[2], _MOMENT))  # noqa: DTZ007 -- of the wall
    except ValueError:  # no such day or hour
        return None


def next_copy(copies: Iterable[Kept], at: datetime) -> Kept:
    """Return what the next copy is called; no other one ever had its number."""
    numbers = [copy.number for copy in copies]
    return Kept(max(numbers, default=0) + 1, at.replace(microsecond=0, tzinfo=None))


def superfluous(copies: Iterable[Kept], at: datetime) -> list[Kept]:
    """Return the copies that need not be kept any longer, the oldest first.

    Kept are the last 12 whatever their age, and of the last 30 days the last one of
    each of 24 hours and of each of 30 days that have one.
    """
    newest_first = sorted(copies, reverse=True)
    latest = newest_first[:LATEST]
    young = [copy for copy in newest_first if copy.at > at - OLDEST]
    hourly = _last_of_each(young, lambda copy: copy.at.replace(minute=0, second=0))
    daily = _last_of_each(young, lambda copy: copy.at.date())
    kept = {*latest, *hourly[:HOURS], *daily[:DAYS]}
    return sorted(set(newest_first) - kept)


def _last_of_each(
    newest_first: Iterable[Kept], bucket: Callable[[Kept], object]
) -> list[Kept]:
    found: dict[object, Kept] = {}
    for copy in newest_first:
        found.setdefault(bucket(copy), copy)
    return list(found.values())
