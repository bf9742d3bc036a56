"""What is told around a result: its level, groups, order and rounds."""

from typing import Any

import pytest

from facilitator.voting import telling
from facilitator.voting.rules import Level, Method, Outcome
from facilitator.voting.telling import Told
from facilitator.voting.telling.hands import raised
from facilitator.voting.terms import Terms
from tests.voting.told import make_result, make_spec, plainly, told_of

FAIR = Terms(outcome=Outcome.FAIR, seats=3)
TOP = Terms(outcome=Outcome.TOP, seats=2)
# Two thirds want P1, P2, P3 and one third P4: by shares P4 has a place.
CAMPS = [["P1", "P2", "P3"]] * 20 + [["P4"]] * 10


def said(sentences: Any) -> list[str]:
    return [plainly(one) for one in sentences]


def rows(told: Told, name: str) -> list[list[str]]:
    [table] = [one for one in telling.tables(told) if one.name == name]
    return [[plainly(cell) for cell in row] for row in table.rows]


def numbers(lines: Any) -> list[int]:
    return [line.option.number for line in lines]


def test_an_order_has_first_places_and_others_and_no_winner() -> None:
    told = told_of(Method.STICKERS, [["P1"], ["P1"], ["P2"], [*("P3", "P4")]])

    assert numbers(told.first) == [1, 2, 3, 4]  # three are equal at place 2
    assert numbers(told.others) == [5, 6]
    assert telling.verdict(told) == ()
    assert not told.decides


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Level.OPEN, "Indicative: one person could vote twice."),
        (Level.SLIPS, "One voting slip, one ballot."),
    ],
)
def test_the_level_is_said(level: Level, words: str) -> None:
    told = told_of(Method.STICKERS, [["P1"]], level=level)

    assert plainly(telling.level(told)) == words


@pytest.mark.parametrize(
    ("same", "end"), [(True, "same."), (False, "not be the same.")]
)
def test_small_groups_are_withheld_and_the_mirror_is_a_note(
    same: bool, end: str
) -> None:
    turnout = {
        "group": "age",
        "rows": [
            {"value": "under-30", "present": None, "ballots": None},
            {"value": "60-over", "present": 40, "ballots": 31},
        ],
        "hidden": 1,
    }
    groups = {"turnout": [turnout], "support": [], "mirror": {"same_winners": same}}
    spec = make_spec(Method.STICKERS)

    told = Told(make_result(spec, [["P1"]], groups=groups))

    [table] = telling.turnout(told)
    assert [[plainly(cell or table.gap) for cell in row] for row in table.rows] == [
        ["Under 30", "Not recorded", "withheld"],
        ["60 and over", "40", "31"],
    ]
    [note] = said(telling.mirror(told))
    assert note.startswith("A note, not the decision")
    assert note.endswith(end)
    assert telling.mirror(told_of(Method.STICKERS, [["P1"]])) == ()


def test_rounds_stand_side_by_side() -> None:
    first = told_of(Method.STICKERS, [["P1"], ["P1", "P2"], ["P3"]])
    second = told_of(Method.STICKERS, [["P2"], ["P2"], ["P1"]], options=2)

    table = telling.side_by_side([first, second])

    assert table is not None
    assert [[plainly(cell) for cell in row] for row in table.rows] == [
        ["2", "Projet 2", "1", "2", "2", "1"],
        ["1", "Projet 1", "2", "1", "1", "2"],
        ["3", "Projet 3", "1", "2", "–", "–"],
        *([str(n), f"Projet {n}", "0", "–", "–", "–"] for n in (4, 5, 6)),
    ]
    assert telling.side_by_side([second]) is None


@pytest.mark.parametrize(
    ("present", "people"),
    [
        (40, "40 people were present when hands were counted."),
        (None, "How many people were present is not recorded."),
    ],
)
def test_raised_hands_say_of_how_many_people(present: int | None, people: str) -> None:
    told = told_of(Method.STICKERS, [["P1"]], options=3)

    table = raised(told, {"P3": 1, "P1": 12}, present)

    assert table is not None
    assert plainly(table.title) == (
        f"Raised hands, counted in the room (not in the count above). {people}"
    )
    assert [row[-1] for row in table.rows] == [12, 1]
    assert raised(told, {}, present) is None
