"""The Method of Equal Shares, from the ballots to what is bought. Exact.

0. Options that no ballot names, that fewer ballots than the threshold name, or that
   cost more than there is are dropped. If all others can be paid, they are, unless
   the completion is "none".
1. Reserved options are bought, whatever their votes, and their cost is taken from
   the budget; what is dearer than the rest of it is dropped.
2. Everybody who voted has the same share. The option with the lowest price for a
   unit of utility that its supporters can pay is bought, again and again: each pays
   the same for a unit, or all he has left. Ties: lower cost, more votes, tie order.
   Options that cost nothing are bought first.
3. With "add1" the share grows by a step and all is bought anew, until the outcome
   would cost more than there is; the last that did not stands.
4. With a filling, what is left goes to the options with the most votes; what does
   not fit is skipped. Ties: lower cost, tie order.

Source: VOTING, "Exact definitions", M; Peters, Pierczyński, Skowron, "Proportional
participatory budgeting with additive utilities" (NeurIPS 2021).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from facilitator.counting.allocation import (
    Allocation,
    Completion,
    Helped,
    How,
    Purchase,
    Terms,
    Utility,
    helped,
    reached,
)
from facilitator.counting.deadline import CountTooLong, Deadline
from facilitator.counting.search import least
from facilitator.counting.shares import grouped
from facilitator.counting.steps import Count, ReservedTooDear
from facilitator.counting.ties import others, places

__all__ = [
    "Allocation",
    "Completion",
    "Helped",
    "How",
    "Purchase",
    "ReservedTooDear",
    "Terms",
    "Utility",
    "equal_shares",
    "fair_shortlist",
    "helped",
    "reached",
    "usual_threshold",
    "votes_missing",
]
LEAST_VOTES: Final = 2  # what an option needs to be counted, and
LEAST_PERCENT: Final = 3  # of the ballots
MOST_TIED: Final = 12  # options for each of which another order is tried


def usual_threshold(voters: int) -> int:
    """Return how many ballots must name an option: 2, and 3 % of `voters`.

    Source: VOTING, "Exact definitions", M, step 0.
    """
    return max(LEAST_VOTES, -(-LEAST_PERCENT * voters // 100))


def equal_shares(
    costs: Mapping[str, int],
    budget: int,
    ballots: Iterable[Mapping[str, int]],
    order: Sequence[str],
    *,
    utility: Utility = Utility.COST,
    step: int | Fraction | None = None,
    threshold: int = 0,
    reserved: Sequence[str] = (),
    completion: Completion = Completion.ADD1_FILL,
    deadline: Deadline | None = None,
) -> Allocation:
    """Buy options with equal shares of `budget` for everybody who voted.

    By the steps of this module. Money in cents. A ballot gives each option it names
    a whole value above 0 (1 for a sticker, or points); blank ballots count for
    nothing. `step` is what a share grows by, None for 1 % of it in whole cents, at
    least 1; `threshold` is in ballots.

    `drawn` names the ties within which `order` chose and not all won. Where there is
    none, all ties that were met are named if another order has other winners:
    reversed, or with one of the tied first; or, unasked, if there are very many.
    Source: VOTING, "Exact definitions", M.

    Raises:
        ReservedTooDear: the reserved options cost more than `budget`.
        CountTooLong: `deadline` is over.
        ValueError: `order` is no order of the options, or a ballot names another.
    """
    terms = Terms(utility, step, threshold, tuple(reserved), completion)
    return _counted(costs, budget, ballots, order, terms, deadline)


def fair_shortlist(
    ballots: Iterable[Mapping[str, int]],
    options: Iterable[str],
    seats: int,
    order: Sequence[str],
    *,
    deadline: Deadline | None = None,
) -> Allocation:
    """Return `seats` options such that every group of people has its part of them.

    Equal shares with every cost 1 and the budget `seats`, steps of exactly 1 % of a
    share, then filled by most votes. `winners` are the options; never more than
    `seats`.
    Source: VOTING, "Exact definitions", S, "fair N".

    Raises:
        CountTooLong: `deadline` is over.
        ValueError: `order` is no order of the options, or a ballot names another.
    """
    costs = dict.fromkeys(options, 1)
    terms = Terms(is_percent=True)
    return _counted(costs, seats, ballots, order, terms, deadline)


def votes_missing(
    option: str,
    allocation: Allocation,
    costs: Mapping[str, int],
    ballots: Sequence[Mapping[str, int]],
    order: Sequence[str],
    *,
    deadline: Deadline,
) -> int | None:
    """Return how many more ballots for `option` alone would have had it bought.

    Each such ballot is a new one that gives `option` the value 1 and names nothing
    else; all is counted anew on the same terms. The number returned suffices, one
    fewer does not, both by a count; because the rule is not monotone a smaller
    number might suffice too. 0 for what was bought. None when it is dearer than
    the budget, when twice the ballots would not do, or when `deadline` is over.
    Source: VOTING, "Explained to participants"; Boehmer et al., "Evaluation of project
    performance in participatory budgeting" (IJCAI 2024), adding singletons.

    Raises:
        ValueError: as `equal_shares`.
    """
    if option in allocation.winners:
        return 0
    if costs[option] > allocation.budget:
        return None

    def suffices(more: int) -> bool:
        deadline.check()
        groups = grouped(costs, [*ballots, *([{option: 1}] * more)])
        terms, budget = allocation.terms, allocation.budget
        again = Count(costs, budget, groups, order, terms, deadline)
        return option in again.result().winners

    try:
        return least(suffices, 2 * max(len(ballots), 1))
    except CountTooLong:
        return None


def _counted(
    costs: Mapping[str, int],
    budget: int,
    ballots: Iterable[Mapping[str, int]],
    order: Sequence[str],
    terms: Terms,
    deadline: Deadline | None,
) -> Allocation:
    """Count, and see whether the tie order decided something out of sight."""
    places(order, costs)
    if len(set(terms.reserved)) != len(terms.reserved):
        raise ValueError("an option is reserved twice")
    groups = grouped(costs, ballots)
    count = Count(costs, budget, groups, order, terms, deadline)
    found = count.result()
    if found.drawn or not count.ties:
        return found
    met = count.met()
    if sum(len(tie) for tie in met) > MOST_TIED:
        return replace(found, drawn=met)
    for other in others(order, met):
        again = Count(costs, budget, groups, other, terms, deadline).result()
        if set(again.winners) != set(found.winners):
            return replace(found, drawn=met)
    return found
