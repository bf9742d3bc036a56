"""Majority judgment."""

from random import Random

import pytest

from facilitator.counting.judgment import majority_judgment, majority_value


def _removing(counts: list[int]) -> tuple[int, ...]:
    """Return the majority value as Balinski and Laraki define it."""
    grades = [grade for grade, number in enumerate(counts) for _ in range(number)]
    return tuple(grades.pop((len(grades) - 1) // 2) for _ in range(len(grades)))


def test_the_majority_value_is_that_of_removing_medians() -> None:
    random = Random(3)  # noqa: S311
    for _ in range(3_000):
        counts = [random.randint(0, 4) for _ in range(random.randint(1, 7))]

        assert majority_value(counts) == _removing(counts)


@pytest.mark.parametrize("seed", range(3))
def test_options_stand_by_their_majority_values(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    ties = 0
    for _ in range(400):
        options = list("abcd")[: random.randint(1, 4)]
        best = random.randint(1, 6)
        ballots = [
            {
                option: random.randint(0, best)
                for option in random.sample(options, random.randint(0, len(options)))
            }
            for _ in range(random.randint(1, 8))
        ]
        found = majority_judgment(options, ballots, options, best=best)
        values = {
            option: _removing(
                [
                    sum(ballot.get(option, 0) == grade for ballot in ballots)
                    for grade in range(best + 1)
                ]
            )
            for option in options
        }

        assert list(found.single) == sorted(
            options,
            key=lambda o: ([-g for g in values[o]], o),
        )
        assert found.medians == {option: values[option][0] for option in options}
        assert all(len({values[o] for o in group}) == 1 for group in found.places)
        assert len(found.places) == len(set(values.values()))
        ties += len(set(found.medians.values())) < len(found.places)

    assert ties > 50


def test_removing_medians_decides_where_medians_are_equal() -> None:
    """A library calls this a tie."""
    ballots = [{"a": 3, "b": 4}, {"a": 2, "b": 2}, {"a": 2, "b": 1}]

    found = majority_judgment("ab", ballots, "ba", best=4)

    assert found.medians == {"a": 2, "b": 2}
    assert found.places == (("a",), ("b",))
    assert (found.winners, found.drawn) == (("a",), ())


def test_the_scale_is_the_same_for_everybody() -> None:
    """A library stretches each ballot to its own best and worst."""
    ballots = [{"a": 2, "b": 1}, {"a": 0, "b": 4}]

    found = majority_judgment("ab", ballots, "ab", best=5)

    assert found.grades == {"a": (1, 0, 1, 0, 0, 0), "b": (0, 1, 0, 0, 1, 0)}
    assert found.winners == ("b",)


def test_what_is_not_graded_has_the_lowest_grade() -> None:
    ballots = [{"a": 1}, {"b": 3}, {"a": 1}]

    assert majority_judgment("ab", ballots, "ab", best=3).medians == {"a": 1, "b": 0}


def test_the_same_grades_are_drawn_between() -> None:
    ballots = [{"a": 1, "b": 0}, {"a": 0, "b": 1}]

    found = majority_judgment("ab", ballots, "ba", best=1)

    assert (found.winners, found.single) == (("b", "a"), ("b", "a"))
    assert found.drawn == (("b", "a"),)
    assert majority_judgment("ab", [], "ab", best=1).medians == {"a": 0, "b": 0}


@pytest.mark.parametrize("ballot", [{"x": 1}, {"a": 3}, {"a": -1}])
def test_what_is_not_on_the_ballot_is_refused(ballot: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="is not"):
        majority_judgment("ab", [ballot], "ab", best=2)
