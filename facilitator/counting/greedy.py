"""Most votes first, as most cities count their participatory budgets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from facilitator.counting.ties import Drawn, decided, places


@dataclass(frozen=True)
class Funded:
    """What is funded, in the order of taking; costs in cents."""

    winners: tuple[str, ...]
    spent: int
    left: int
    drawn: Drawn


def greedy(
    costs: Mapping[str, int],
    budget: int,
    scores: Mapping[str, int],
    order: Sequence[str],
    *,
    skip: bool = True,
    threshold: int = 0,
) -> Funded:
    """Fund the options with the most votes first while the budget lasts.

    What does not fit is skipped; without `skip` it ends the count. Ties: lower
    cost, then `order`. An option with no votes, or fewer than `threshold`, is never
    funded.
    Source: VOTING, "Exact definitions", M, the simple alternative; Rey, Schmidt,
    Maly: "The (computational) social choice take on indivisible participatory
    budgeting" (2023), greedy cardinality welfare with cost satisfaction.

    Raises:
        ValueError: `order` is no order of the options.
    """
    worth = {option: Fraction(scores[option]) for option in costs}
    kept = _kept(costs, scores, threshold)
    return _taken(kept, costs, budget, worth, order, skip=skip)


def per_cost(
    costs: Mapping[str, int],
    budget: int,
    scores: Mapping[str, int],
    order: Sequence[str],
    *,
    skip: bool = True,
    threshold: int = 0,
) -> Funded:
    """Fund the options with the most votes for their money first.

    Free options come first, by votes. The rest, ties too, is
    as in `greedy`.
    Source: as in `greedy`, greedy welfare with cardinality satisfaction.

    Raises:
        ValueError: `order` is no order of the options.
    """
    free = [option for option in costs if costs[option] == 0]
    above = sum(scores[option] for option in costs) + 1  # more than any ratio
    worth = {
        option: Fraction(scores[option], cost) if cost else Fraction(above)
        for option, cost in costs.items()
    }
    worth |= {option: Fraction(above + scores[option]) for option in free}
    kept = _kept(costs, scores, threshold)
    return _taken(kept, costs, budget, worth, order, skip=skip)


def _kept(
    costs: Mapping[str, int], scores: Mapping[str, int], threshold: int
) -> list[str]:
    return [option for option in costs if scores[option] >= max(1, threshold)]


def _taken(
    kept: Sequence[str],
    costs: Mapping[str, int],
    budget: int,
    worth: Mapping[str, Fraction],
    order: Sequence[str],
    *,
    skip: bool,
) -> Funded:
    """Take options by `worth`, then lower cost, then `order`, while money lasts.

    Options that are equal in both are all taken or not until the money runs out:
    which of them are is the one thing that `order` decides.
    """
    at = places(order, costs)
    groups: dict[tuple[Fraction, int], list[str]] = {}
    for option in sorted(kept, key=at.__getitem__):
        groups.setdefault((-worth[option], costs[option]), []).append(option)
    winners: list[str] = []
    left = budget
    for key in sorted(groups):
        fitting = len(groups[key]) if key[1] == 0 else max(0, left // key[1])
        taken = groups[key][:fitting]
        winners += taken
        left -= key[1] * len(taken)
        if not skip and len(taken) < len(groups[key]):
            break
    drawn = decided(groups.values(), winners, at)
    return Funded(tuple(winners), budget - left, left, drawn)
