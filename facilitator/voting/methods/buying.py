"""What equal shares bought, as plain facts. Pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from facilitator.counting.deadline import Deadline
from facilitator.counting.equal_shares import Allocation, reached, votes_missing

LONGEST: Final = 2.0  # seconds for saying what the losers lacked

Ballots = Sequence[Mapping[str, int]]


def purchase_facts(
    bought: Allocation,
    costs: Mapping[str, int],
    ballots: Ballots,
    order: Sequence[str],
) -> dict[str, Any]:
    """Return the winners with their price, and how far each loser was.

    "missing" is null where the answer was not found within 2 seconds for all
    losers, the nearest first. Source: VOTING, "Explained to participants".
    """
    won = set(bought.winners)
    return {
        "winners": list(bought.winners),
        "drawn": [list(group) for group in bought.drawn],
        "purchases": [
            {
                "option": one.option,
                "cost": one.cost,
                "how": str(one.how),
                "price": written(one.price),
                "payers": one.payers,
            }
            for one in bought.bought
        ],
        "spent": bought.spent,
        "left": bought.left,
        "share": written(bought.share),
        **_lacking(bought, costs, ballots, order),
        "represented": sum(not won.isdisjoint(ballot) for ballot in ballots),
    }


def written(value: Fraction | None) -> str | None:
    """Return a fraction as text, "3/7"; None as None."""
    return None if value is None else f"{value.numerator}/{value.denominator}"


def _lacking(
    bought: Allocation,
    costs: Mapping[str, int],
    ballots: Ballots,
    order: Sequence[str],
) -> dict[str, Any]:
    near = reached(bought, costs, ballots)
    losers = sorted(near, key=lambda option: (-near[option], order.index(option)))
    deadline = Deadline(LONGEST)
    return {
        "reached": {option: int(near[option] * 100) for option in losers},
        "missing": {
            option: votes_missing(
                option, bought, costs, ballots, order, deadline=deadline
            )
            for option in losers
        },
    }
