"""Where a rehearsal stands with its robots."""

from datetime import timedelta
from enum import StrEnum

from facilitator.errors import N_, RuleBroken

MOST = 20  # robots in a rehearsal. Source: UX requirement 16
MOST_SETS = 10  # rehearsals with robots at a time: each is a process of its own
BEAT = timedelta(seconds=10)  # between two signs of life
SILENCE = timedelta(seconds=30)  # after which a set is gone, with its server


class Phase(StrEnum):
    """What there is to say of a rehearsal's robots."""

    NONE = "none"  # nobody asked for them
    WAITING = "waiting"  # at the door of a workshop that is not open
    COMING = "coming"
    HERE = "here"
    LEFT = "left"
    LOST = "lost"  # they could not come, or something ended them


UNDERWAY = frozenset({Phase.WAITING, Phase.COMING, Phase.HERE})


class OnlyInRehearsals(RuleBroken):
    """What robots say would stand beside what people say."""

    message = N_("Robots take part in rehearsals only.")


class TooManyRobots(RuleBroken):
    """The computer has other things to do."""

    message = N_("Robots take part in many other rehearsals just now. Try again later.")
    status = 503


def phase_of(
    *, is_open: bool, seated: int, silence: timedelta, has_ended: bool, failed: bool
) -> Phase:
    """Return the phase of a set that was let in, `silence` after its last sign."""
    if has_ended:
        return Phase.LOST if failed else Phase.LEFT
    if silence > SILENCE:
        return Phase.LOST
    if not is_open:
        return Phase.WAITING
    return Phase.HERE if seated else Phase.COMING
