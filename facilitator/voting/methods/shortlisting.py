"""From scores to a shortlist: the first N, or N by equal shares. Pure.

What points, stars and stickers have in common. Source: VOTING, "Exact
definitions", S and P.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from facilitator.counting.deadline import Deadline
from facilitator.counting.equal_shares import Allocation, Utility, equal_shares
from facilitator.counting.margins import ballots_to_change
from facilitator.counting.scores import of_marks, of_values
from facilitator.counting.shortlist import (
    Shortlist,
    firsts_of_groups,
    one_per_group,
    top,
)
from facilitator.voting.methods.buying import purchase_facts
from facilitator.voting.methods.counting import Box
from facilitator.voting.methods.tallying import Spreads, tallies
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Option, Spec
from facilitator.voting.terms import Terms

LONGEST: Final = 30.0  # seconds that the count of a vote may take
FEWEST, MOST = 3, 10  # seats that are proposed
Ballots = Sequence[Mapping[str, int]]


def fill_shortlist(terms: Terms, options: Sequence[Option]) -> Terms:
    """Return the terms with an outcome, and with seats where they are counted.

    Proposed is a quarter of the options, 3 to 10; 1 of each axis apart.
    """
    outcome = terms.outcome or Outcome.ORDER
    if outcome is Outcome.ORDER:
        return replace(terms, outcome=outcome, seats=None)
    proposed = 1 if terms.per_axis else min(MOST, max(FEWEST, -(-len(options) // 4)))
    seats = min(terms.seats or proposed, len(options))
    return replace(terms, outcome=outcome, seats=seats)


def shortlist(
    spec: Spec,
    box: Box,
    ballots: Ballots,
    *,
    utility: Utility = Utility.COST,
    spread: Spreads | None = None,
) -> Count:
    """Count ballots that give options values, by the outcome of the terms."""
    scores = of_values([option.id for option in spec.options], ballots)
    if spec.terms.outcome is Outcome.ORDER or not spec.terms.seats:
        lines = tallies(spec, scores, spreads=spread)
        return Count(lines, {"outcome": str(Outcome.ORDER)})
    support = of_marks(scores, ballots)
    plain = most_voted(spec, box, scores, len(ballots), support)
    if spec.terms.outcome is Outcome.TOP:
        facts = {
            "outcome": str(Outcome.TOP),
            "winners": list(plain.winners),
            "drawn": [list(group) for group in plain.drawn],
            "margin": _margin(spec, box, scores, plain, utility),
        }
        return Count(tallies(spec, scores, plain.winners, spread), facts)
    return _fair(spec, box, ballots, scores, utility, spread)


def most_voted(
    spec: Spec,
    box: Box,
    scores: Mapping[str, int],
    ballots: int,
    support: Mapping[str, int],
) -> Shortlist:
    """Return the options with the highest scores, as the terms say.

    `support` is on how many of the `ballots` each is named.
    """
    seats, hard, costs = spec.terms.seats or 0, spec.terms.hard, _costs(spec)
    if spec.terms.per_axis:
        return _by_axis(spec, box, scores)
    if spec.terms.one_per_axis:
        groups = {option.id: option.axis for option in spec.options}
        return one_per_group(
            scores,
            groups,
            ballots,
            seats,
            box.order,
            hard=hard,
            costs=costs,
            support=support,
        )
    return top(scores, seats, box.order, hard=hard, costs=costs)


def _by_axis(spec: Spec, box: Box, scores: Mapping[str, int]) -> Shortlist:
    """Return the first of each axis apart, the axes in their order."""
    found = [
        top(
            {o.id: scores[o.id] for o in spec.options if o.axis == axis.number},
            spec.terms.seats or 0,
            box.order,
            hard=spec.terms.hard,
            costs=_costs(spec),
        )
        for axis in spec.axes
    ]
    return Shortlist(
        tuple(winner for one in found for winner in one.winners),
        tuple(group for one in found for group in one.drawn),
    )


def _fair(
    spec: Spec,
    box: Box,
    ballots: Ballots,
    scores: Mapping[str, int],
    utility: Utility,
    spread: Spreads | None,
) -> Count:
    """Buy seats with equal shares; beside it stands who had the most votes."""
    seats = spec.terms.seats or 0
    costs = dict.fromkeys(scores, 1)
    reserved: tuple[str, ...] = ()
    if spec.terms.one_per_axis:
        groups = {option.id: option.axis for option in spec.options}
        support = of_marks(scores, ballots)
        firsts = firsts_of_groups(
            scores, groups, len(ballots), box.order, support=support
        )
        reserved = tuple(sorted(firsts, key=lambda o: -scores[o])[:seats])
    bought = equal_shares(
        costs,
        seats,
        ballots,
        box.order,
        utility=utility,
        step=Fraction(max(seats, 1), 100 * max(len(ballots), 1)),
        reserved=reserved,
        deadline=Deadline(LONGEST),
    )
    plain = top(scores, seats, box.order, hard=True)
    facts = {
        "outcome": str(Outcome.FAIR),
        **purchase_facts(bought, costs, ballots, box.order),
        "plain": list(plain.winners),
        "margin": margin(scores, bought),
    }
    return Count(tallies(spec, scores, bought.winners, spread), facts)


def margin(scores: Mapping[str, int], bought: Allocation) -> dict[str, Any] | None:
    """Return the winner with the fewest votes beside the loser with the most."""
    return _edge(scores, bought.winners, None)


def _margin(
    spec: Spec,
    box: Box,
    scores: Mapping[str, int],
    found: Shortlist,
    utility: Utility,
) -> dict[str, Any] | None:
    """Return how firm a list of the first is; exact for stickers over all axes."""
    is_plain = not (spec.terms.per_axis or spec.terms.one_per_axis)
    if spec.terms.per_axis:
        return None
    ballots = (
        ballots_to_change(
            scores,
            spec.terms.seats or 0,
            box.order,
            hard=spec.terms.hard,
            costs=_costs(spec),
        )
        if is_plain and utility is Utility.COST
        else None
    )
    return _edge(scores, found.winners, ballots)


def _edge(
    scores: Mapping[str, int], winners: Sequence[str], ballots: int | None
) -> dict[str, Any] | None:
    losers = [option for option in scores if option not in winners]
    if not winners or not losers:
        return None
    last = min(winners, key=lambda option: scores[option])
    next_ = max(losers, key=lambda option: scores[option])
    return {
        "last": last,
        "next": next_,
        "votes": scores[last] - scores[next_],
        "ballots": ballots,
    }


def _costs(spec: Spec) -> dict[str, int] | None:
    """Return what the options cost, None where one has no cost."""
    costs = {option.id: option.cost for option in spec.options}
    known = {one: cost for one, cost in costs.items() if cost is not None}
    return known if len(known) == len(costs) else None
