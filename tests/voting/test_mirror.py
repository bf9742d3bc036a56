"""Would the same proposals have won in a room like the town?"""

from fractions import Fraction

import pytest

from facilitator.voting.mirror import Cards, mirrored, weights
from facilitator.voting.rules import BLANK, Method, Outcome
from facilitator.voting.spec import AxisOnBallot, Option
from tests.voting.specs import make_spec

TOWN = {"gender": {"woman": 50, "man": 50}}
ORDER = ["P1", "P2", "P3"]
TOP = {"groups": ("gender",), "outcome": Outcome.TOP, "seats": 1}


def room(women: int, men: int, silent: int = 0) -> Cards:
    """Women choose P1, men P2, the silent abstain."""
    return [
        *[(["P1"], {"gender": "woman"})] * women,
        *[(["P2"], {"gender": "man"})] * men,
        *[(BLANK, {})] * silent,
    ]


def test_ballots_weigh_what_makes_the_room_like_the_town() -> None:
    answers = ["woman"] * 20 + ["man"] * 60 + [None]

    found = weights(answers, TOWN["gender"])

    assert {found[0], found[20], found[80]} == {Fraction(2), Fraction(2, 3), 1}
    assert sum(found[:20]) == sum(found[20:80]) == 40


def test_nobody_weighs_more_than_three_or_less_than_a_third() -> None:
    found = weights(["woman"] * 10 + ["man"] * 190, {"woman": 90, "man": 10})

    assert (found[0], found[-1]) == (3, Fraction(1, 3))


@pytest.mark.parametrize(
    ("cards", "same"),
    [
        (room(40, 80), False),  # each half has 60, so both would win
        (room(80, 40), False),
        (room(10, 200), True),  # a woman weighs three at most
    ],
)
def test_the_winners_change_or_not(cards: Cards, same: bool) -> None:
    found = mirrored(make_spec(**TOP), cards, TOWN, ORDER)

    assert found == {"same_winners": same, "by": {"gender": same}, "why": {}}


def test_points_and_orders_count_too() -> None:
    points = [({"P1": 5}, {"gender": "woman"})] * 50 + [
        ({"P2": 1, "P3": 3}, {"gender": "man"})
    ] * 90
    spec = make_spec(groups=("gender",), method=Method.POINTS)

    found = mirrored(spec, points, TOWN, ORDER)

    assert found["same_winners"] is False  # 250 to 270; then 350 to 210


def test_each_axis_apart_is_counted_apart() -> None:
    options = tuple(Option(f"P{n}", n, n // 3 + 1, "ar", f"{n}") for n in (1, 2, 3))
    axes = (AxisOnBallot(1, 1, {}), AxisOnBallot(2, 2, {}))
    spec = make_spec(options=options, axes=axes, per_axis=True, **TOP)
    cards = [
        *[(["P1", "P3"], {"gender": "woman"})] * 40,
        *[(["P2", "P3"], {"gender": "man"})] * 80,
    ]

    assert mirrored(spec, cards, TOWN, ORDER)["same_winners"] is False
    assert mirrored(spec, cards, {"gender": {"woman": 30, "man": 70}}, ORDER)[
        "same_winners"
    ]


@pytest.mark.parametrize(
    ("fields", "cards", "census", "why"),
    [
        ({}, room(60, 60), {}, "census"),
        ({}, room(60, 39, silent=30), TOWN, "few"),
        ({}, room(95, 9), TOWN, "small"),
        ({"method": Method.STARS}, room(60, 60), TOWN, "method"),
        ({"outcome": Outcome.FAIR}, room(60, 60), TOWN, "method"),
        ({"dice": True, "hard": True}, room(60, 60), TOWN, "dice"),
    ],
)
def test_it_says_why_it_is_not_computed(fields, cards, census, why) -> None:  # type: ignore[no-untyped-def]
    spec = make_spec(**{**TOP, **fields})

    found = mirrored(spec, cards, census, ORDER)

    assert found == {
        "same_winners": None,
        "by": {"gender": None},
        "why": {"gender": why},
    }
