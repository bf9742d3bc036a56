"""Plain counts, ranks and shortlists."""

import pytest

from facilitator.counting.scores import Rank, of_marks, of_values, ranks
from facilitator.counting.shortlist import Shortlist, one_per_group, top

ABCD = ["a", "b", "c", "d"]


def test_a_score_is_the_ballots_that_name_an_option() -> None:
    assert of_marks(ABCD, [["a", "b"], {"a"}, [], ["a", "a"]]) == {
        "a": 3,
        "b": 1,
        "c": 0,
        "d": 0,
    }


def test_points_are_added_up() -> None:
    assert of_values("ab", [{"a": 5, "b": 0}, {"a": 2}]) == {"a": 7, "b": 0}


def test_what_is_not_an_option_is_refused() -> None:
    with pytest.raises(ValueError, match="x is not an option"):
        of_marks("ab", [["x"]])
    with pytest.raises(ValueError, match="x is not an option"):
        of_values("ab", [{"x": 1}])


def test_equals_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks({"a": 3, "b": 2, "c": 2, "d": 1, "e": 0, "f": 0}) == {
        "a": Rank(1, tied=False),
        "b": Rank(2, tied=True),
        "c": Rank(2, tied=True),
        "d": Rank(4, tied=False),
        "e": Rank(None, tied=False),
        "f": Rank(None, tied=False),
    }


def test_all_that_are_tied_across_the_last_seat_advance() -> None:
    scores = {"a": 3, "b": 2, "c": 2, "d": 1}

    assert top(scores, 2, ABCD[::-1]) == Shortlist(("a", "c", "b"), ())
    assert top(scores, 1, ABCD) == Shortlist(("a",), ())
    assert top(scores, 9, ABCD) == Shortlist(("a", "b", "c", "d"), ())
    assert top(scores, 0, ABCD) == Shortlist((), ())


def test_hard_seats_go_to_the_order_which_is_said() -> None:
    scores = {"a": 3, "b": 2, "c": 2, "d": 1}

    assert top(scores, 2, ["d", "c", "b", "a"], hard=True) == Shortlist(
        ("a", "c"), (("c", "b"),)
    )
    assert top(scores, 3, ABCD, hard=True) == Shortlist(("a", "b", "c"), ())


def test_hard_seats_go_to_the_lower_cost_before_the_order() -> None:
    scores = {"a": 2, "b": 2, "c": 2, "d": 1}
    costs = {"a": 9, "b": 5, "c": 9, "d": 1}

    assert top(scores, 2, ABCD, hard=True, costs=costs) == Shortlist(
        ("b", "a"), (("a", "c"),)
    )
    assert top(scores, 1, ABCD, hard=True, costs=costs) == Shortlist(("b",), ())


def test_nobody_wins_without_votes() -> None:
    assert top({"a": 1, "b": 0, "c": 0}, 3, ABCD) == Shortlist(("a",), ())
    assert top({"a": 0, "b": 0}, 1, ABCD, hard=True) == Shortlist((), ())


def test_one_of_each_group_comes_first() -> None:
    scores = {"a": 50, "b": 40, "c": 30, "d": 6, "e": 4}
    groups = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 3}

    found = one_per_group(scores, groups, 100, 3, [*ABCD, "e"])

    # Group 3 has fewer than 5 % of 100 ballots.
    assert found == Shortlist(("a", "b", "d"), ())


@pytest.mark.parametrize(
    ("ballots", "winners"), [(80, ("a", "c")), (81, ("a", "b")), (0, ("a", "c"))]
)
def test_a_group_needs_two_ballots_and_a_twentieth(
    ballots: int, winners: tuple[str, ...]
) -> None:
    scores = {"a": 40, "b": 30, "c": 4, "d": 1}
    groups = {"a": 1, "b": 1, "c": 2, "d": 3}

    assert one_per_group(scores, groups, ballots, 2, ABCD).winners == winners


def test_a_tie_for_a_groups_place_goes_to_the_order() -> None:
    scores = {"a": 9, "b": 5, "c": 5, "d": 7}
    groups = {"a": 1, "b": 2, "c": 2, "d": 1}

    found = one_per_group(scores, groups, 20, 2, ["c", "b", "a", "d"])

    assert found == Shortlist(("a", "c"), (("c", "b"),))


def test_with_fewer_seats_than_groups_the_most_voted_firsts_win() -> None:
    scores = {"a": 9, "b": 8, "c": 7, "d": 7}
    groups = {"a": 1, "b": 1, "c": 2, "d": 3}

    found = one_per_group(scores, groups, 20, 2, ABCD, hard=True)

    assert found == Shortlist(("a", "c"), (("c", "d"),))


def test_points_of_one_person_hold_no_seat_for_a_group() -> None:
    """Twenty ballots; only one of them names "d", with five points."""
    scores = {"a": 40, "b": 30, "c": 20, "d": 5}
    named = {"a": 10, "b": 8, "c": 6, "d": 1}
    groups = {"a": 1, "b": 1, "c": 1, "d": 2}

    found = one_per_group(scores, groups, 20, 2, ABCD, support=named)

    assert found.winners == ("a", "b")
