"""What the tie order decided is said; against every order there is."""

from collections.abc import Callable, Collection
from itertools import permutations

import pytest

from facilitator.counting.equal_shares import Completion, equal_shares, fair_shortlist
from facilitator.counting.greedy import greedy, per_cost
from facilitator.counting.rankings import runoff
from facilitator.counting.scores import of_values
from facilitator.counting.shortlist import one_per_group, top
from facilitator.counting.star import star
from facilitator.counting.ties import Drawn
from tests.counting.invented import Vote, votes

Said = tuple[Collection[str | None], Drawn]


def _scores(vote: Vote) -> dict[str, int]:
    return of_values(vote.options, vote.ballots)


def _top(vote: Vote, order: list[str]) -> Said:
    found = top(_scores(vote), 2, order, hard=True, costs=vote.costs)
    return found.winners, found.drawn


def _one_per_group(vote: Vote, order: list[str]) -> Said:
    groups = {option: cost % 3 for option, cost in vote.costs.items()}
    found = one_per_group(_scores(vote), groups, 9, 2, order, hard=True)
    return found.winners, found.drawn


def _one_per_group_and_ties(vote: Vote, order: list[str]) -> Said:
    groups = {option: cost % 3 for option, cost in vote.costs.items()}
    found = one_per_group(_scores(vote), groups, 9, 2, order)
    return found.winners, found.drawn


def _greedy(vote: Vote, order: list[str]) -> Said:
    found = greedy(vote.costs, vote.budget, _scores(vote), order)
    return found.winners, found.drawn


def _per_cost(vote: Vote, order: list[str]) -> Said:
    found = per_cost(vote.costs, vote.budget, _scores(vote), order, skip=False)
    return found.winners, found.drawn


def _one_run(vote: Vote, order: list[str]) -> Said:
    found = equal_shares(
        vote.costs, vote.budget, vote.ballots, order, completion=Completion.NONE
    )
    return found.winners, found.drawn


def _equal_shares(vote: Vote, order: list[str]) -> Said:
    found = equal_shares(vote.costs, vote.budget, vote.ballots, order)
    return found.winners, found.drawn


def _fair(vote: Vote, order: list[str]) -> Said:
    found = fair_shortlist(vote.ballots, vote.options, 2, order)
    return found.winners, found.drawn


def _star(vote: Vote, order: list[str]) -> Said:
    found = star(vote.options, vote.ballots, order)
    return [found.winner], found.drawn


def _runoff(vote: Vote, order: list[str]) -> Said:
    found = runoff(vote.options, [(ballot, 1) for ballot in vote.ballots], order)
    return [found.winner], found.drawn


# What says no more than it must, and what sometimes says that more was drawn.
SHARP = [_top, _one_per_group, _one_per_group_and_ties, _greedy, _per_cost, _runoff]
WARY = [_one_run, _equal_shares, _fair, _star]


@pytest.mark.parametrize("rule", [*SHARP, *WARY])
def test_no_draw_goes_unsaid(rule: Callable[[Vote, list[str]], Said]) -> None:
    open_, wary = 0, 0
    is_slow = rule in (_equal_shares, _fair)
    points = 4 if rule in (_star, _runoff) else 1
    for vote in votes(77, 60 if is_slow else 250, most_points=points):
        if len(vote.options) > (4 if is_slow else 5):
            continue
        found = [rule(vote, list(order)) for order in permutations(vote.options)]
        depends = len({frozenset(winners) for winners, _ in found}) > 1
        open_ += depends

        if depends:
            assert all(drawn for _, drawn in found), vote
        elif rule in SHARP:
            assert not any(drawn for _, drawn in found), vote
        else:
            wary += any(drawn for _, drawn in found)
        for _, drawn in found:
            assert all(len(group) > 1 for group in drawn)

    assert open_ > 0
    assert wary < 20
