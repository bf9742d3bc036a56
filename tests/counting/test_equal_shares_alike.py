"""Equal shares and most votes first, against pabutools on many small votes."""

from fractions import Fraction

import pytest

from facilitator.counting.equal_shares import (
    Completion,
    Utility,
    equal_shares,
    fair_shortlist,
)
from facilitator.counting.greedy import greedy, per_cost
from facilitator.counting.scores import of_values
from tests.counting.invented import Vote, votes
from tests.counting.pabu import Pabu


def _kept(vote: Vote) -> list[str]:
    """Return what somebody chose and the budget could pay: steps 0."""
    scores = of_values(vote.options, vote.ballots)
    return [o for o in vote.options if scores[o] and vote.costs[o] <= vote.budget]


def _is_scarce(vote: Vote) -> bool:
    """Without this, pabutools raises the shares for hours."""
    return sum(vote.costs[option] for option in _kept(vote)) > vote.budget


@pytest.mark.parametrize("seed", range(3))
def test_one_run_buys_the_same(seed: int) -> None:
    for vote in votes(seed, 400):
        ours = equal_shares(
            vote.costs,
            vote.budget,
            vote.ballots,
            vote.order,
            completion=Completion.NONE,
        )

        assert list(ours.winners) == Pabu(vote).equal_shares(_kept(vote)), vote


@pytest.mark.parametrize("seed", range(3))
def test_one_run_with_points_buys_the_same(seed: int) -> None:
    for vote in votes(100 + seed, 350, most_points=5):
        ours = equal_shares(
            vote.costs,
            vote.budget,
            vote.ballots,
            vote.order,
            utility=Utility.POINTS,
            completion=Completion.NONE,
        )
        theirs = Pabu(vote, is_points=True).equal_shares(_kept(vote), sat="points")

        assert list(ours.winners) == theirs, vote


@pytest.mark.parametrize("seed", range(4))
def test_larger_shares_buy_the_same(seed: int) -> None:
    for vote in votes(200 + seed, 300):
        if not _is_scarce(vote):
            continue
        ours = equal_shares(
            vote.costs,
            vote.budget,
            vote.ballots,
            vote.order,
            completion=Completion.ADD1,
        )
        theirs = Pabu(vote).equal_shares(_kept(vote), step=ours.step)

        assert list(ours.winners) == theirs, vote


@pytest.mark.parametrize("seed", range(4))
def test_the_whole_rule_buys_the_same(seed: int) -> None:
    for vote in votes(300 + seed, 300):
        ours = equal_shares(vote.costs, vote.budget, vote.ballots, vote.order)

        if not _is_scarce(vote):
            assert set(ours.winners) == set(_kept(vote))
            continue
        pabu = Pabu(vote)
        bought = pabu.equal_shares(_kept(vote), step=ours.step)
        theirs = pabu.greedy(_kept(vote), bought=bought)
        assert set(ours.winners) == set(theirs), vote


@pytest.mark.parametrize("seed", range(8))
def test_fair_shortlists_are_the_same(seed: int) -> None:
    for given in votes(400 + seed, 150):
        seats = 1 + given.budget % 4
        vote = Vote(dict.fromkeys(given.costs, 1), seats, given.ballots, given.order)
        ours = fair_shortlist(vote.ballots, vote.options, seats, vote.order)

        assert ours.step == Fraction(seats, 100 * len(vote.ballots))
        if not _is_scarce(vote):
            assert set(ours.winners) == set(_kept(vote))
            continue
        pabu = Pabu(vote)
        bought = pabu.equal_shares(_kept(vote), step=ours.step)
        theirs = pabu.greedy(_kept(vote), bought=bought)
        assert set(ours.winners) == set(theirs), vote


@pytest.mark.parametrize("seed", range(3))
def test_most_votes_first_takes_the_same(seed: int) -> None:
    for vote in votes(500 + seed, 400):
        scores = of_values(vote.options, vote.ballots)
        ours = greedy(vote.costs, vote.budget, scores, vote.order)

        assert set(ours.winners) == set(Pabu(vote).greedy(_kept(vote))), vote


@pytest.mark.parametrize("seed", range(3))
def test_most_votes_for_the_money_first_takes_the_same(seed: int) -> None:
    for vote in votes(600 + seed, 400):
        scores = of_values(vote.options, vote.ballots)
        ours = per_cost(vote.costs, vote.budget, scores, vote.order)
        theirs = Pabu(vote).greedy(_kept(vote), sat="per-cost")

        assert set(ours.winners) == set(theirs), vote
