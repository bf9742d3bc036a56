"""What a vote decides, beyond what is asked: how many win, by which rule. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from facilitator.voting.rules import Outcome

MAJORITY: Final = 80  # per cent of yes and reservations among yes, reservations, no
QUORUM: Final = 50  # per cent of the valid voting codes
GROUPS: Final = ("gender", "age", "belonging")  # what a ballot's card may ask


@dataclass(frozen=True)
class Terms:
    """How a vote is decided. Opening fixes them all; before, None is "as proposed".

    `seats` is how many win; `hard` that a tie across the last seat is broken by
    lower cost and then the public order, else all who are tied win. `per_axis`
    gives marks and seats to each axis apart. `one_per_axis` keeps a seat for each
    axis. `dice` lets the room roll digits after the close that go into the public
    order. `budget` is in centimes. `majority` and `quorum` are per cent, for a
    consent check. `groups` are asked on the ballot's card, a subset of `GROUPS`.
    Source: VOTING, "Exact definitions".
    """

    outcome: Outcome | None = None
    seats: int | None = None
    hard: bool = False
    per_axis: bool = False
    one_per_axis: bool = False
    dice: bool = False
    budget: int | None = None
    majority: int = MAJORITY
    quorum: int = QUORUM
    groups: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return them as the plain values that the database keeps."""
        return asdict(self)


def read_terms(kept: Mapping[str, Any]) -> Terms:
    """Return what `Terms.plain` wrote; what is not there is as in `Terms()`."""
    given = dict(kept)
    if given.get("outcome") is not None:
        given["outcome"] = Outcome(given["outcome"])
    given["groups"] = tuple(given.get("groups", ()))
    return Terms(**given)
