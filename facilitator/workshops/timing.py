"""The timer of a step, as pages show it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.workshops.models import Progress


@dataclass(frozen=True)
class Timing:
    """When the step ends and what the server's clock says: milliseconds since 1970.

    `ends` is None while the timer stands still. `left` and `total` are seconds; `left`
    is negative once the time is up.
    """

    ends: int | None
    now: int
    left: int
    total: int


def timing_of(progress: Progress | None, at: datetime) -> Timing | None:
    """Return the timer of the current step, None where it has none.

    A laptop's clock may jump back: never is more time left than the step was given.
    """
    if progress is None or progress.ends_at is None:
        return None
    paused = timedelta(seconds=progress.paused_for or 0)
    given = max(progress.ends_at - progress.entered_at - paused, timedelta(0))
    counted_to = progress.paused_at or at
    ends = min(progress.ends_at, counted_to + given)
    return Timing(
        ends=None if progress.paused_at else _milliseconds(ends),
        now=_milliseconds(at),
        left=round((ends - counted_to).total_seconds()),
        total=round(given.total_seconds()),
    )


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
