"""Until when a workshop's personal data is kept.

DRAFT. The months proposed, and that a purge leaves counts and results, were not
checked by anybody qualified against law 09-08 and the practice of the CNDP.
"""

import calendar
from datetime import date

from facilitator.clock import local, now
from facilitator.workshops.models import Workshop

USUAL_MONTHS = 12  # proposed for a new workshop; our own figure, no legal advice
ANNOUNCED_DAYS = 30  # before the day, on the desk
_WHOLE_DATE = len("2023-03-06")


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or the last day of a shorter one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def kept_until(workshop: Workshop) -> date | None:
    """Return the day on which personal data is erased, if it is to be.

    Counted from the end, else from the opening or, when that is later, from the
    day announced. None for one that never opened (nobody joined it), that was
    purged, or whose organiser has not said for how long.
    """
    if workshop.opened_at is None or workshop.purged_at or not workshop.kept_months:
        return None
    return months_after(_last_day(workshop), workshop.kept_months)


def days_left(workshop: Workshop) -> int | None:
    """Return how many days are left until `kept_until`, 0 on that day and after."""
    day = kept_until(workshop)
    return None if day is None else max(0, (day - local(now()).date()).days)


def is_announced(workshop: Workshop) -> bool:
    """Whether the desk says already that the day is near."""
    left = days_left(workshop)
    return left is not None and left <= ANNOUNCED_DAYS


def _last_day(workshop: Workshop) -> date:
    if workshop.ended_at:
        return local(workshop.ended_at).date()
    opened = local(workshop.opened_at or workshop.created_at).date()
    held_on = workshop.held_on or ""
    if len(held_on) < _WHOLE_DATE:
        return opened
    return max(opened, date.fromisoformat(held_on))
