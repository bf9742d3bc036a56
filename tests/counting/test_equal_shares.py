"""Equal shares: its steps, and the traps that libraries fall into."""

from fractions import Fraction

import pytest

from facilitator.counting.deadline import CountTooLong, Deadline
from facilitator.counting.equal_shares import (
    Completion,
    How,
    Purchase,
    ReservedTooDear,
    equal_shares,
    reached,
    usual_threshold,
)
from tests.counting.invented import marks, room

AB = ["a", "b"]
ABC = ["a", "b", "c"]


def test_each_supporter_pays_the_same_or_all_they_have_left() -> None:
    """60 people for a and b, 40 for c, 100 of money: 1 each."""
    ballots = marks(*["ab"] * 60, *["c"] * 40)
    costs = {"a": 50, "b": 20, "c": 40}

    found = equal_shares(costs, 100, ballots, ABC, completion=Completion.NONE)

    assert found.bought == (
        Purchase("b", 20, How.SHARES, Fraction(1, 60), 60),
        Purchase("c", 40, How.SHARES, Fraction(1, 40), 40),
    )
    assert (found.share, found.left, found.voters) == (Fraction(1), 40, 100)
    assert reached(found, costs, ballots) == {"a": Fraction(40, 50)}


def test_larger_shares_stop_before_the_outcome_costs_too_much() -> None:
    """From 99/60 each, a and b are bought, and c: 139."""
    ballots = marks(*["ab"] * 60, *["c"] * 40)
    costs = {"a": 50, "b": 49, "c": 40}

    found = equal_shares(
        costs, 100, ballots, ABC, step=Fraction(1, 10), completion=Completion.ADD1
    )

    assert found.winners == ("b", "c")
    assert (found.share, found.step) == (Fraction(16, 10), Fraction(1, 10))


def test_larger_shares_buy_what_the_first_ones_could_not() -> None:
    """b costs its two supporters 15 each; they begin with 10, and end with 19."""
    ballots = marks(*["a"] * 4, "b", "b", *["c"] * 4)
    costs = {"a": 40, "b": 30, "c": 80}

    found = equal_shares(costs, 100, ballots, ABC, completion=Completion.ADD1)

    assert found.winners == ("a", "b")
    assert found.bought[1] == Purchase("b", 30, How.SHARES, Fraction(1, 2), 2)
    assert found.share == 19


def test_what_is_left_goes_to_the_most_voted_that_fit() -> None:
    """40 is left: b costs more, c does not."""
    ballots = marks(*["a"] * 6, *["b"] * 3, *["c"] * 1)
    costs = {"a": 60, "b": 41, "c": 30}

    found = equal_shares(costs, 100, ballots, ABC)

    assert [(one.option, one.how, one.price) for one in found.bought] == [
        ("a", How.SHARES, Fraction(1, 6)),
        ("c", How.FILLED, None),
    ]
    assert (found.spent, found.left) == (90, 10)


def test_a_filling_goes_by_votes_then_by_lower_cost() -> None:
    """b is bought; a has its 4 votes too, but does not fit in what is left."""
    ballots = marks(*["ab"] * 4, "c", "d", "e")
    costs = {"a": 60, "b": 45, "c": 41, "d": 30, "e": 15}

    found = equal_shares(costs, 100, ballots, list("abcde"), completion=Completion.FILL)

    assert [(one.option, one.how) for one in found.bought] == [
        ("b", How.SHARES),
        ("e", How.FILLED),
        ("d", How.FILLED),
    ]


def test_everything_is_bought_when_there_is_money_for_all() -> None:
    """Raising shares would never end: pabutools goes on up to budget x voters."""
    ballots = marks(*["ab"] * 30)

    found = equal_shares({"a": 40, "b": 50}, 10**9, ballots, AB)

    assert [(one.option, one.how) for one in found.bought] == [
        ("a", How.ALL),
        ("b", How.ALL),
    ]


def test_one_supporter_of_all_the_money_does_not_take_a_million_runs() -> None:
    """The share must grow from 1 to 10,000 times itself before c can be paid."""
    ballots = marks(*["a"] * 9_999, "c")
    costs = {"a": 9_999 * 100, "c": 10_000 * 100}

    found = equal_shares(costs, 1_000_000, ballots, ["a", "c"], deadline=Deadline(10))

    assert found.winners == ("a",)


@pytest.mark.parametrize("budget", [1_000, 50_000, 100_000])
def test_the_whole_budget_can_be_spent_in_every_size_of_room(budget: int) -> None:
    """In floats n x (budget / n) is less than the budget for many n."""
    for people in range(3, 200):
        found = equal_shares(
            {"a": budget, "b": budget},
            budget,
            marks(*["a"] * people),
            AB,
            completion=Completion.NONE,
        )

        assert found.winners == ("a",), people
        assert found.left == 0


def test_thirds_add_up_to_the_cent() -> None:
    found = equal_shares(
        {"a": 10, "b": 20, "c": 1},
        30,
        marks("ab", "ab", "abc"),
        ABC,
        completion=Completion.NONE,
    )

    assert found.winners == ("a", "b")
    assert found.left == 0


def test_ties_go_to_the_lower_cost_then_to_more_votes_then_to_the_order() -> None:
    ballots = marks("a", "a", "b", "b", "c", "c")
    twelve = {"a": 12, "b": 8, "c": 12}

    found = equal_shares(twelve, 24, ballots, ["c", "b", "a"])

    assert found.winners == ("b", "c")
    assert found.drawn == (("c", "a"),)


def test_the_order_is_the_one_given_and_no_order_of_names() -> None:
    """By name p10 stands before p2."""
    options = ["p10", "p2"]
    ballots = [{"p10": 1}, {"p2": 1}]

    for order in (options, options[::-1]):
        found = equal_shares(dict.fromkeys(options, 5), 5, ballots, order)

        assert found.winners == (order[0],)
        assert found.drawn == (tuple(order),)


def test_a_tie_of_which_all_win_was_not_drawn() -> None:
    found = equal_shares({"a": 5, "b": 5, "c": 90}, 20, marks("a", "b", "c"), ABC)

    assert set(found.winners) == {"a", "b"}
    assert found.drawn == ()


def test_reserved_options_are_paid_from_the_budget_first() -> None:
    """pabutools spends 150 of 100 here."""
    costs = {"a": 50, "b": 50, "c": 50}

    found = equal_shares(costs, 100, marks("b", "b", "c"), ABC, reserved=["a"])

    assert [(one.option, one.how) for one in found.bought] == [
        ("a", How.RESERVED),
        ("b", How.SHARES),
    ]
    assert found.spent == 100
    assert Fraction(50, 3) < found.share < 50


def test_more_cannot_be_reserved_than_there_is() -> None:
    with pytest.raises(ReservedTooDear):
        equal_shares({"a": 50, "b": 60}, 100, marks("a"), AB, reserved=AB)


def test_what_is_dearer_than_the_rest_of_the_money_does_not_stop_larger_shares() -> (
    None
):
    costs = {"r": 50, "a": 30, "b": 30, "c": 90}
    ballots = marks(*["c"] * 50, *["a"] * 2, "b")

    found = equal_shares(costs, 100, ballots, list("rabc"), reserved=["r"])

    assert found.winners == ("r", "a")


@pytest.mark.parametrize("completion", list(Completion))
def test_nobody_pays_for_what_nobody_chose(completion: Completion) -> None:
    found = equal_shares(
        {"a": 1, "b": 1, "c": 100}, 50, marks("a", "ac"), ABC, completion=completion
    )

    assert found.winners == ("a",)


@pytest.mark.parametrize("completion", list(Completion))
def test_without_ballots_nothing_is_bought(completion: Completion) -> None:
    found = equal_shares({"a": 1, "b": 1}, 50, [], AB, completion=completion)

    assert (found.winners, found.spent, found.voters) == ((), 0, 0)


def test_what_costs_nothing_is_bought_when_somebody_wants_it() -> None:
    """With the cost as utility pabutools never buys it."""
    costs = {"a": 0, "b": 60, "c": 60, "d": 0}

    found = equal_shares(costs, 100, marks("ab", "b", "c"), list("abcd"))

    assert found.bought[0] == Purchase("a", 0, How.SHARES, Fraction(0), 1)
    assert found.winners == ("a", "b")


def test_blank_ballots_dilute_no_share() -> None:
    """With 4 blanks among 8, pabutools buys nothing here."""
    ballots = marks("a", "a", "b", "b", "", "", "", "")
    costs = {"a": 50, "b": 50, "c": 50}

    found = equal_shares(costs, 100, ballots, ABC, completion=Completion.NONE)

    assert found.voters == 4
    assert set(found.winners) == {"a", "b"}


def test_options_under_the_threshold_are_dropped() -> None:
    costs = {"a": 50, "b": 50, "c": 10}
    ballots = marks("a", "a", "b", "b", "c")

    found = equal_shares(costs, 100, ballots, ABC, threshold=2)

    assert set(found.winners) == {"a", "b"}
    assert [usual_threshold(n) for n in (0, 66, 67, 100, 101)] == [2, 2, 3, 3, 4]


def test_a_thousand_options_can_be_bought() -> None:
    """pabutools calls itself once for each, up to a RecursionError."""
    options = [f"p{n}" for n in range(1_500)]
    ballots = [{option: 1} for option in options]

    found = equal_shares(
        dict.fromkeys(options, 2) | {"more": 1},
        3_000,
        [*ballots, {"more": 1}],
        [*options, "more"],
        completion=Completion.FILL,
    )

    assert len(found.winners) == 1_500


def test_a_count_that_takes_too_long_is_stopped() -> None:
    large = room(people=50)
    ticks = iter(range(1_000))
    soon = Deadline(20, clock=lambda: next(ticks))

    with pytest.raises(CountTooLong, match="Counting takes longer than it may"):
        equal_shares(
            large.costs, large.budget, large.ballots, large.order, deadline=soon
        )


def test_what_is_not_an_option_is_refused() -> None:
    with pytest.raises(ValueError, match="x is not an option"):
        equal_shares({"a": 1}, 1, [{"x": 1}], ["a"])
    with pytest.raises(ValueError, match="leaves out b"):
        equal_shares({"a": 1, "b": 1}, 1, [], ["a"])
    with pytest.raises(ValueError, match="names an option twice"):
        equal_shares({"a": 1}, 1, [], ["a", "a"])
    with pytest.raises(ValueError, match="reserved twice"):
        equal_shares({"a": 1}, 5, [], ["a"], reserved=["a", "a"])
