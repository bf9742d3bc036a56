"""What people are told: who paid, how far losers came, what was missing."""

from fractions import Fraction

from facilitator.counting.deadline import Deadline
from facilitator.counting.equal_shares import (
    Completion,
    How,
    Purchase,
    Utility,
    equal_shares,
    fair_shortlist,
    helped,
    reached,
    votes_missing,
)
from tests.counting.invented import marks, votes

AB = ["a", "b"]


def test_points_are_what_is_paid_for() -> None:
    """a gets 9 of 12 points of its two supporters, who can pay all of it."""
    ballots = [{"a": 6, "b": 1}, {"a": 3, "b": 1}, {"b": 1}]

    found = equal_shares(
        {"a": 18, "b": 20},
        30,
        ballots,
        AB,
        utility=Utility.POINTS,
        completion=Completion.NONE,
    )

    # 2 a point would take 12 of 10 from the first: 10 of them, and 8/3 a point.
    assert found.bought == (Purchase("a", 18, How.SHARES, Fraction(8, 3), 2),)
    assert [one.paid for one in helped(ballots[0], found)] == [10]
    assert [one.paid for one in helped(ballots[1], found)] == [8]
    assert found.votes == {"a": 9, "b": 3}


def test_what_ballots_paid_is_what_everything_cost() -> None:
    for vote in votes(7, 300, most_points=4):
        for utility in Utility:
            found = equal_shares(
                vote.costs, vote.budget, vote.ballots, vote.order, utility=utility
            )
            shares = [one for one in found.bought if one.how is How.SHARES]
            paid = [
                one.paid
                for ballot in vote.ballots
                for one in helped(ballot, found)
                if one.paid is not None
            ]

            assert sum(paid) == sum(one.cost for one in shares)
            assert len(paid) == sum(one.payers for one in shares)


def test_no_loser_could_have_paid_for_itself() -> None:
    checked = 0
    for vote in votes(8, 400):
        found = equal_shares(
            vote.costs,
            vote.budget,
            vote.ballots,
            vote.order,
            completion=Completion.ADD1,
        )
        named = {option for ballot in vote.ballots for option in ballot}
        for option, part in reached(found, vote.costs, vote.ballots).items():
            checked += 1
            assert 0 <= part <= 1
            if option in named and vote.costs[option] <= vote.budget:
                assert part < 1

    assert checked > 500


def test_the_votes_that_are_missing_would_have_sufficed() -> None:
    checked = 0
    for vote in votes(10, 60):
        found = equal_shares(vote.costs, vote.budget, vote.ballots, vote.order)
        for option in vote.options:
            more = votes_missing(
                option,
                found,
                vote.costs,
                vote.ballots,
                vote.order,
                deadline=Deadline(60),
            )
            if option in found.winners:
                assert more == 0
            elif vote.costs[option] > vote.budget:
                assert more is None
            elif more is not None:
                checked += 1
                for number, is_in in ((more, True), (more - 1, False)):
                    again = equal_shares(
                        vote.costs,
                        vote.budget,
                        [*vote.ballots, *[{option: 1}] * number],
                        vote.order,
                    )
                    assert (option in again.winners) is is_in

    assert checked > 50


def test_missing_votes_are_not_looked_for_after_the_deadline() -> None:
    ballots, costs = marks("a", "a", "b"), {"a": 5, "b": 5}
    found = equal_shares(costs, 5, ballots, AB)

    for deadline, missing in ((Deadline(0), None), (Deadline(60), 2)):
        assert (
            votes_missing("b", found, costs, ballots, AB, deadline=deadline) == missing
        )


def test_a_fair_shortlist_is_explained_on_its_own_terms() -> None:
    """With more ballots each step is smaller: still 1 % of a share."""
    ballots = marks(*["ab"] * 6, *["c"] * 5, *["d"] * 2)
    order = list("abcd")
    found = fair_shortlist(ballots, order, 3, order)
    costs = dict.fromkeys(order, 1)

    more = votes_missing("d", found, costs, ballots, order, deadline=Deadline(60))

    assert set(found.winners) == {"a", "b", "c"}
    assert more is not None
    for number, is_in in ((more, True), (more - 1, False)):
        again = fair_shortlist([*ballots, *[{"d": 1}] * number], order, 3, order)
        assert ("d" in again.winners) is is_in
