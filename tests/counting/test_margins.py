"""How firm a result is, against trying every change."""

from collections.abc import Collection
from itertools import combinations, product
from random import Random

import pytest

from facilitator.counting.margins import ballots_to_change
from facilitator.counting.scores import of_marks
from facilitator.counting.shortlist import top


def _tried(
    ballots: list[frozenset[str]], options: list[str], most: int, count: object
) -> int | None:
    """Return the fewest ballots that change the winners, by trying all changes."""
    others = [
        frozenset(marks)
        for size in range(most + 1)
        for marks in combinations(options, size)
    ]
    before = count(ballots)
    for number in range(1, len(ballots) + 1):
        for places in combinations(range(len(ballots)), number):
            kept = [b for n, b in enumerate(ballots) if n not in places]
            for changed in product(others, repeat=number):
                if count([*kept, *changed]) != before:
                    return number
    return None


@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_no_smaller_number_of_ballots_changes_a_shortlist(
    seed: int, hard: bool
) -> None:
    random = Random(seed)  # noqa: S311
    found = []
    for _ in range(60):
        options = list("abcd")[: random.randint(1, 4)]
        most = random.randint(1, min(2, len(options)))
        seats = random.randint(1, 3)
        order = random.sample(options, len(options))
        costs = {option: random.randint(1, 2) for option in options}
        ballots = [
            frozenset(random.sample(options[: random.randint(most, 4)], most))
            for _ in range(random.randint(1, 4))
        ]

        def winners(ballots: Collection[frozenset[str]]) -> set[str]:
            scores = of_marks(options, ballots)  # noqa: B023
            return set(top(scores, seats, order, hard=hard, costs=costs).winners)  # noqa: B023

        fewest = ballots_to_change(
            of_marks(options, ballots), seats, order, hard=hard, costs=costs
        )
        found.append(fewest)
        assert fewest == _tried(ballots, options, most, winners)

    assert {1, 2} <= set(found)


def test_nothing_changes_an_empty_vote() -> None:
    assert ballots_to_change({"a": 0, "b": 0}, 1, "ab") is None
    assert ballots_to_change({"a": 3, "b": 0}, 0, "ab") is None


def test_a_larger_lead_needs_half_of_it() -> None:
    scores = {"a": 30, "b": 21, "c": 11}

    assert ballots_to_change(scores, 1, "abc") == 5
    assert ballots_to_change(scores, 1, "abc", hard=True) == 5
    assert ballots_to_change(scores, 2, "abc") == 5
    assert ballots_to_change(scores, 2, "abc", hard=True) == 6
