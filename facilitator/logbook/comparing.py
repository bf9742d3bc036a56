"""Where a digest that was printed stands in a log that has grown since.

A chain that is cut at its end is whole: only who holds a later digest sees the cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.logbook.chain import Broken, broken_in
from facilitator.logbook.models import Act
from facilitator.logbook.rules import ACCOUNT_ERASED, PURGED


@dataclass(frozen=True)
class Place:
    """Where a digest stands: at `act`, the `number`-th of `count` acts.

    `broken` is the first break that concerns the acts up to there. After a purge
    (`is_erased`) these are only known to be as the purge left them.
    """

    act: Act
    number: int
    count: int
    broken: Broken | None
    is_erased: bool


def place_of(chain: str, acts: Sequence[Act], digest: str) -> Place | None:
    """Return where a digest, or its beginning, stands in the acts of a chain.

    None: nowhere. It is of another log, or this one was cut or made anew.
    """
    found = [
        (number, act)
        for number, act in enumerate(acts, 1)
        if act.digest and act.digest.startswith(digest)
    ]
    if not found:
        return None
    number, act = found[0]
    seals = [seal for seal in acts if seal.kind in (PURGED, ACCOUNT_ERASED)]
    last = max([act.id, *(seal.id for seal in seals)])  # vouches for those before it
    breaks = [one for one in broken_in(chain, acts) if one.act_id <= last]
    return Place(
        act=act,
        number=number,
        count=len(acts),
        broken=min(breaks, key=lambda one: one.act_id, default=None),
        is_erased=any(s.id > act.id for s in seals if s.kind == PURGED),
    )
