"""Schulze and its companions."""

from itertools import pairwise as steps
from itertools import permutations
from random import Random

import pytest

from facilitator.counting.rankings import borda, plurality, runoff
from facilitator.counting.schulze import schulze, strongest_paths


def _ranked(**numbers: int) -> list[dict[str, int]]:
    """Return `acb=5` as five ballots with a first, c second and b third."""
    return [
        {option: place for place, option in enumerate(order, 1)}
        for order, number in numbers.items()
        for _ in range(number)
    ]


# Schulze (2011), example 1: 45 voters; the winner is e, then a, c, b, d.
EXAMPLE = _ranked(
    acbed=5, adecb=5, bedac=8, cabed=3, caebd=7, cbade=2, dceba=7, ebadc=8
)


def test_schulzes_own_example_comes_out_as_he_says() -> None:
    found = schulze("abcde", EXAMPLE, "abcde")

    assert found.places == (("e",), ("a",), ("c",), ("b",), ("d",))
    assert (found.winners, found.single, found.drawn) == (("e",), tuple("eacbd"), ())
    assert found.pairwise["a", "b"] == 20
    assert [found.paths["e", other] for other in "abcd"] == [25, 28, 28, 31]
    assert [found.paths[other, "e"] for other in "abcd"] == [24, 24, 24, 24]


# The tally that Debian published for the election of its leader in 2003, where the
# winner beat the second by 4 of 488 ballots: tally[a][b] prefer a to b.
LEADERS = ("Zadka", "Garbee", "Robinson", "Michlmayr", "nobody")
TALLY = {
    ("Zadka", "nobody"): (228, 202),
    ("Garbee", "Zadka"): (428, 34),
    ("Garbee", "Robinson"): (238, 221),
    ("Garbee", "nobody"): (449, 29),
    ("Robinson", "Zadka"): (385, 66),
    ("Robinson", "nobody"): (405, 65),
    ("Michlmayr", "Zadka"): (397, 38),
    ("Michlmayr", "Garbee"): (228, 224),
    ("Michlmayr", "Robinson"): (237, 226),
    ("Michlmayr", "nobody"): (424, 39),
}


def test_a_published_tally_has_the_published_winner() -> None:
    beaten = {(a, b): votes for (a, b), (votes, _) in TALLY.items()}
    beaten |= {(b, a): votes for (a, b), (_, votes) in TALLY.items()}

    paths = strongest_paths(LEADERS, beaten)

    beats = {
        a: {b for b in LEADERS if a != b and paths[a, b] > paths[b, a]} for a in LEADERS
    }
    assert [len(beats[name]) for name in LEADERS] == [1, 3, 2, 4, 0]


def test_what_is_not_ranked_shares_the_last_place() -> None:
    found = schulze("abc", [{"a": 1}, {"a": 1}, {"b": 1, "c": 1, "a": 2}], "abc")

    assert found.places == (("a",), ("b", "c"))
    assert found.pairwise["b", "c"] == found.pairwise["c", "b"] == 0


def test_only_the_order_of_the_places_counts() -> None:
    wide = [{"a": 3, "b": 70}, {"b": 1, "a": 1}]

    assert schulze("ab", wide, "ab").places == (("a",), ("b",))


def test_a_tie_is_broken_by_the_order_alone() -> None:
    ballots = _ranked(ab=2, ba=2)

    assert schulze("ab", ballots, "ba").winners == ("b", "a")
    assert schulze("ab", ballots, "ba").single == ("b", "a")
    assert schulze("ab", ballots, "ba").drawn == (("b", "a"),)
    assert schulze("ab", [], "ab").winners == ("a", "b")


def test_what_is_not_an_option_is_refused() -> None:
    with pytest.raises(ValueError, match="x is not an option"):
        schulze("ab", [{"x": 1}], "ab")


def _strongest(options: list[str], wins: dict[tuple[str, str], int]) -> dict:
    """Return the strongest paths by walking every path there is."""
    return {
        (a, b): max(
            min(
                wins[one] if wins[one] > wins[one[::-1]] else 0
                for one in steps([a, *between, b])
            )
            for size in range(len(options) - 1)
            for between in permutations(set(options) - {a, b}, size)
        )
        for a, b in permutations(options, 2)
    }


@pytest.mark.parametrize("seed", range(4))
def test_paths_and_winners_are_those_of_the_definition(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    for _ in range(250):
        options = list("abcde")[: random.randint(2, 5)]
        ballots = [
            {
                option: random.randint(1, 4)
                for option in random.sample(options, random.randint(1, len(options)))
            }
            for _ in range(random.randint(1, 9))
        ]
        found = schulze(options, ballots, options)
        last = dict.fromkeys(options, 99)
        wins = {
            (a, b): sum({**last, **one}[a] < {**last, **one}[b] for one in ballots)
            for a, b in permutations(options, 2)
        }
        paths = _strongest(options, wins)

        assert found.pairwise == wins
        assert found.paths == paths
        assert set(found.winners) == {
            a
            for a in options
            if all(paths[a, b] >= paths[b, a] for b in options if b != a)
        }
        beaten = [
            (found.single.index(a), found.single.index(b))
            for a, b in permutations(options, 2)
            if paths[a, b] > paths[b, a]
        ]
        assert all(better < worse for better, worse in beaten)


def test_plurality_counts_who_stands_first_alone() -> None:
    ballots = [({"a": 1, "b": 2}, 3), ({"b": 1}, 2), ({"a": 1, "c": 1}, 4), ({}, 9)]

    assert plurality("abc", ballots) == {"a": 3, "b": 2, "c": 0}


def test_borda_is_who_stands_behind_less_who_stands_before() -> None:
    """For full rankings: twice the points 2, 1, 0 less two for each ballot."""
    ballots = [({"a": 1, "b": 2, "c": 3}, 2), ({"c": 1, "b": 2, "a": 3}, 1)]

    assert borda(["a", "b", "c"], ballots) == {"a": 2, "b": 0, "c": -2}
    assert borda(["a", "b", "c"], [({"a": 1}, 1)]) == {"a": 2, "b": -1, "c": -1}


def test_whoever_stands_first_least_often_goes_out() -> None:
    ballots = [
        ({"a": 1, "b": 2}, 4),
        ({"b": 1, "a": 2}, 3),
        ({"c": 1, "b": 2}, 2),
    ]

    found = runoff("abc", ballots, "abc")

    assert found.winner == "b"
    assert [(one.out, one.votes) for one in found.rounds] == [
        ("c", {"a": 4, "b": 3, "c": 2})
    ]
    assert found.drawn == ()


def test_a_tie_for_going_out_is_said_when_it_decides() -> None:
    ballots = [({"a": 1}, 2), ({"b": 1, "c": 2}, 1), ({"c": 1, "b": 2}, 1)]
    more = [*ballots, ({"b": 1}, 1), ({"c": 1}, 1)]

    assert runoff("abc", more, "abc").winner == "b"
    assert runoff("abc", more, "acb").winner == "c"
    assert runoff("abc", more, "abc").drawn == (("a", "b", "c"),)
    assert runoff("abc", [], "abc").winner is None
