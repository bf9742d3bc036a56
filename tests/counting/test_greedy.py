"""Most votes first."""

import pytest

from facilitator.counting.greedy import Funded, greedy, per_cost

ABC = ["a", "b", "c"]


def test_the_most_voted_are_funded_and_what_does_not_fit_is_skipped() -> None:
    found = greedy({"a": 60, "b": 50, "c": 40}, 100, {"a": 9, "b": 5, "c": 3}, ABC)

    assert found == Funded(("a", "c"), spent=100, left=0, drawn=())


def test_without_skipping_the_first_that_does_not_fit_ends_it() -> None:
    found = greedy(
        {"a": 60, "b": 50, "c": 40}, 100, {"a": 9, "b": 5, "c": 3}, ABC, skip=False
    )

    assert found == Funded(("a",), spent=60, left=40, drawn=())


def test_ties_go_to_the_lower_cost_then_to_the_order() -> None:
    found = greedy({"a": 60, "b": 50, "c": 50}, 60, {"a": 5, "b": 5, "c": 5}, "cba")

    assert found == Funded(("c",), spent=50, left=10, drawn=(("c", "b"),))


@pytest.mark.parametrize("rule", [greedy, per_cost])
def test_what_nobody_chose_is_not_funded_when_money_is_left(rule: object) -> None:
    """pabutools funds it, and everything when there are no ballots."""
    costs = {"a": 1, "b": 1, "c": 0}

    assert rule(costs, 9, {"a": 1, "b": 0, "c": 0}, ABC).winners == ("a",)
    assert rule(costs, 9, {"a": 0, "b": 0, "c": 0}, ABC).winners == ()


def test_what_is_under_the_threshold_is_not_funded() -> None:
    costs = {"a": 1, "b": 1, "c": 1}

    assert greedy(costs, 9, {"a": 2, "b": 3, "c": 1}, ABC, threshold=2).winners == (
        "b",
        "a",
    )


def test_most_votes_first_is_not_most_votes_for_the_money() -> None:
    """pabutools calls the second one greedy."""
    costs, scores = {"a": 100, "b": 10, "c": 0}, {"a": 9, "b": 5, "c": 1}

    assert greedy(costs, 100, scores, ABC).winners == ("a", "c")
    assert per_cost(costs, 100, scores, ABC).winners == ("c", "b")


def test_money_is_counted_to_the_cent() -> None:
    """0.10 + 0.20 does not fit into 0.30 in floats."""
    assert greedy({"a": 10, "b": 20}, 30, {"a": 1, "b": 1}, "ab").left == 0
