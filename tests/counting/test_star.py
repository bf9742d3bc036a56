"""STAR, by itself and against starvote."""

from random import Random

import pytest
import starvote

from facilitator.counting.star import star

ABC = ["a", "b", "c"]


def test_the_finalist_that_more_ballots_prefer_wins() -> None:
    ballots = [{"a": 5, "b": 4}, {"a": 0, "b": 1, "c": 1}, {"b": 1, "c": 2}]

    found = star(ABC, ballots, ABC)

    assert found.totals == {"a": 5, "b": 6, "c": 3}
    assert found.finalists == ("b", "a")
    assert (found.winner, found.preferred, found.equal) == ("b", {"b": 2, "a": 1}, 0)
    assert found.drawn == ()


def test_a_tie_for_the_runoff_goes_to_who_is_preferred_in_pairs() -> None:
    """b and c have 5 stars each; two of three ballots prefer c."""
    ballots = [{"a": 5, "b": 5, "c": 1}, {"a": 5, "c": 2}, {"c": 2}]

    found = star(ABC, ballots, ABC)

    assert (found.finalists, found.winner, found.drawn) == (("a", "c"), "a", ())


def test_a_tie_in_the_runoff_goes_to_the_more_stars() -> None:
    ballots = [{"a": 5, "b": 1}, {"a": 2, "b": 3}]

    assert star("ab", ballots, "ba").winner == "a"
    assert star("ab", ballots, "ba").drawn == ()


def test_then_to_the_more_fives() -> None:
    ballots = [{"a": 5, "b": 4}, {"a": 3, "b": 4}]

    assert star("ab", ballots, "ba").winner == "a"
    assert star("ab", ballots, "ba").drawn == ()


def test_then_to_the_order_which_is_said() -> None:
    ballots = [{"a": 5, "b": 4}, {"a": 4, "b": 5}]

    assert star("ab", ballots, "ba").winner == "b"
    assert star("ab", ballots, "ab").winner == "a"
    assert star("ab", ballots, "ba").drawn == (("b", "a"),)


def test_nobody_wins_without_stars() -> None:
    for ballots in ([], [{}], [{"a": 0}]):
        assert star(ABC, ballots, ABC).winner is None
        assert star(ABC, ballots, ABC).drawn == ()


def test_one_option_wins_with_its_whole_name() -> None:
    """starvote answers with the first letter."""
    assert star(["alone"], [{"alone": 3}], ["alone"]).winner == "alone"


@pytest.mark.parametrize("seed", range(4))
def test_starvote_finds_the_same_winner(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    drawn = 0
    for _ in range(400):
        options = [f"o{n}" for n in range(random.randint(2, 6))]
        order = random.sample(options, len(options))
        most = random.choice((1, 2, 5))
        ballots = [
            {option: random.randint(0, most) for option in options}
            for _ in range(random.randint(1, 9))
        ]
        ours = star(options, ballots, order, most=most)
        if ours.winner is None:
            continue
        theirs = starvote.election(
            starvote.star,
            ballots,
            maximum_score=most,
            tiebreaker=starvote.predefined_permutation_tiebreaker(order),
            verbosity=0,
        )

        assert [ours.winner] == theirs
        drawn += bool(ours.drawn)

    assert drawn > 10
