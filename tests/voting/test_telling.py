"""Results in words, tables and shapes: each number is that of the ballots."""

from dataclasses import replace
from typing import Any

import pytest

from facilitator.voting import telling
from facilitator.voting.rules import BLANK, Method, Outcome
from facilitator.voting.telling import Told
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


def test_a_fair_shortlist_stands_beside_most_votes_first() -> None:
    told = told_of(Method.STICKERS, CAMPS, terms=FAIR)

    assert 4 in numbers(told.first)
    assert numbers(told.plain) == [1, 2, 3]
    assert not told.is_same
    [differs] = said(telling.comparison(told))
    lost = ({1, 2, 3} - set(numbers(told.first))).pop()
    assert differs == f"Most votes first would have taken no. {lost} instead of no. 4."
    decisions = {row[0]: row[3:] for row in rows(told, "compared")}
    assert decisions["4"] == ["yes", "no"]
    assert decisions[str(lost)] == ["no", "yes"]
    assert len(telling.explanation(told)) == 2


def test_a_shortlist_that_is_the_same_says_so() -> None:
    told = told_of(Method.STICKERS, [["P1"], ["P2"], ["P3"]] * 5, terms=FAIR)

    assert said(telling.comparison(told)) == [
        "Most votes first would have given the same list."
    ]


def test_a_loser_is_told_how_far_it_was() -> None:
    told = told_of(Method.STICKERS, [*CAMPS, ["P5"], ["P5"]], terms=FAIR)
    fifth = told.by_id["P5"]

    about = telling.about(told, fifth)

    assert about is not None
    found = plainly(about)
    reached = told.facts["reached"]["P5"]
    missing = told.facts["missing"]["P5"]
    assert missing >= 1
    assert found.startswith(f"There was {reached}% of its price; {missing} more vote")
    assert ["5", "Projet 5", "2", f"{reached}%", str(missing)] in rows(told, "missed")


def test_winners_of_money_have_a_price_and_money_is_left() -> None:
    terms = Terms(budget=100_000_00)
    costs = [60_000_00, 50_000_00, 30_000_00]
    ballots = [["P1"]] * 12 + [["P2"]] * 5 + [["P3"]] * 10

    told = told_of(Method.BUDGET, ballots, options=3, costs=costs, terms=terms)

    spent, left = told.facts["spent"], told.facts["left"]
    assert spent + left == 100_000_00
    [sentence] = said(telling.money(told))
    assert sentence == (
        f"Spent: {spent // 100:,} dirhams. Left: {left // 100:,} dirhams."
    )
    paid = {row[0]: row[4] for row in rows(told, "bought")}
    assert paid["1"] == "12"


@pytest.mark.parametrize(
    ("content", "helped"),
    [(["P1", "P2", "P3"], "P1"), (["P4"], "P4"), (["P6"], None), (BLANK, None)],
)
def test_a_ballot_helped_what_it_paid_for(content: Any, helped: str | None) -> None:
    told = told_of(Method.STICKERS, [*CAMPS, ["P6"]], terms=FAIR)

    found = [line.option.id for line in telling.helped(told.result, content)]

    won = {line.option.id for line in told.first}
    assert set(found) <= won & set(content)
    assert (helped in found) if helped else found == []


def test_a_ballot_that_has_nothing_left_helps_no_more() -> None:
    """P1 costs each of its people all they have: P2 was bought by the others."""
    ballots = [["P1", "P2"]] * 10 + [["P2"]] * 20
    spec = make_spec(
        Method.STICKERS, options=2, terms=Terms(outcome=Outcome.FAIR, seats=2)
    )
    result = make_result(spec, ballots)
    facts = {
        **result.facts,
        "share": "1/15",
        "purchases": [
            {"option": o, "cost": 1, "how": "shares", "price": p, "payers": n}
            for o, p, n in (("P1", "1/15", 10), ("P2", "1/20", 20))
        ],
    }

    found = telling.helped(replace(result, facts=facts), ["P1", "P2"])

    assert [line.option.id for line in found] == ["P1"]


def test_the_end_of_a_list_is_as_firm_as_its_margin() -> None:
    ballots = [["P1"]] * 9 + [["P2"]] * 6 + [["P3"]] * 2

    told = told_of(Method.STICKERS, ballots, terms=TOP)

    assert told.margin is not None
    assert told.margin.ballots is not None
    ahead, changed, no_lot, shown = said(telling.firmness(told))
    assert ahead == ("Proposal 2, the last that won, is 4 votes ahead of proposal 3.")
    assert changed.startswith(f"With {told.margin.ballots} ballots filled in otherwise")
    assert no_lot == "The public order, which breaks ties, was not needed."
    assert shown.startswith("Every ballot showed all 6 proposals")


def test_a_tie_that_the_public_order_broke_is_told_with_the_dice() -> None:
    hard = replace(TOP, hard=True, dice=True)
    spec = make_spec(Method.STICKERS, terms=hard)
    result = make_result(spec, [["P1"]] * 3 + [["P2"], ["P3"]], dice="4261")

    told = Told(result)

    [lot] = said(telling.lots(told))
    assert "Proposals 2, 3 were equal" in lot
    assert lot.endswith("from the dice rolled in the room: 4261.")
    assert said(telling.ties(told)) == ["Equal at place 2: proposals 2, 3."]


@pytest.mark.parametrize(
    ("yes", "no", "tokens", "words"),
    [
        (84, 16, 100, ["Adopted", "and reached", "and reached"]),
        (70, 30, 100, ["Not adopted", "and not reached", "and reached"]),
        (84, 16, 300, ["Not adopted", "and reached", "and not reached"]),
    ],
)
def test_a_consent_check_says_both_inequalities(
    yes: int, no: int, tokens: int, words: list[str]
) -> None:
    ballots = ["yes"] * (yes - 4) + ["reservations"] * 4 + ["no"] * no
    spec = make_spec(Method.CONSENT, options=1)

    told = Told(make_result(spec, ballots, tokens=tokens))

    decision, majority, quorum = said(telling.verdict(told))
    assert decision == words[0]
    assert majority == (
        f"{yes} of {yes + no} answers are for it, {yes}%: at least 80% were needed, "
        f"{words[1]}."
    )
    assert quorum.startswith(f"{yes + no} of {tokens} people entitled answered")
    assert quorum.endswith(f"{words[2]}.")
    assert rows(told, "answers") == [
        ["Yes", str(yes - 4)],
        ["Yes, with reservations", "4"],
        ["No", str(no)],
        ["Abstention", "0"],
    ]


def test_a_runoff_says_who_was_preferred() -> None:
    ballots = [{"P1": 5, "P2": 4}] * 6 + [{"P2": 5, "P1": 1}] * 5 + [{"P1": 3, "P2": 3}]

    told = told_of(Method.STARS, ballots, options=3)

    assert said(telling.verdict(told)) == [
        "Proposal 1 is chosen.",
        "Proposal 2 got more stars than proposal 1 on 5 ballots, fewer on 6, and "
        "equally many on 1.",
    ]
    parts = telling.shapes.runoff(told)
    assert [part.count for part in parts] == [5, 1, 6]
    assert sum(part.width for part in parts) == pytest.approx(100)


def test_a_ranking_has_its_duels() -> None:
    told = told_of(Method.RANKING, [{"P2": 1, "P1": 2}] * 3 + [{"P1": 1}], options=2)

    assert said(telling.verdict(told)) == [
        "Proposal 2 is chosen.",
        "Proposal 2 beats every other proposal when two are compared.",
    ]
    assert rows(told, "duels") == [
        ["2", "Projet 2", "–", "3"],
        ["1", "Projet 1", "1", "–"],
    ]


def test_grades_are_stacked_the_best_first_with_their_middle() -> None:
    told = told_of(
        Method.JUDGMENT, [{"P1": 5}, {"P1": 4}, {"P1": 4}, {"P1": 0}], options=2
    )
    first = told.first[0]

    parts = telling.shapes.parts(told, first)

    assert [(part.tone, part.count) for part in parts] == [
        (5, 1), (4, 2), (3, 0), (2, 0), (1, 0), (0, 1),
    ]  # fmt: skip
    assert [part.start for part in parts][:3] == [0, 25, 75]
    assert plainly(told.value(first)) == "Good"
    assert rows(told, "totals")[0] == [
        *("1", "Projet 1", "1", "0", "0", "0", "2", "1"),
        *("Good", "1", "Chosen"),
    ]


def test_keep_change_drop_says_which_way_each_goes() -> None:
    told = told_of(
        Method.TRIAGE, [{"P1": 2, "P2": 0}, {"P1": 2, "P2": 1}, {"P2": 0}], options=2
    )

    assert said(telling.verdict(told)) == ["A majority wants to keep 1 proposal."]
    assert rows(told, "totals") == [
        ["1", "Projet 1", "0", "0", "2", "Keep it"],
        ["2", "Projet 2", "2", "1", "0", "Drop it"],
    ]


def test_points_of_a_field_never_cover_each_other() -> None:
    same = {
        f"P{n}.{side}": 3 for n in range(1, 13) for side in ("impact", "feasibility")
    }
    told = told_of(Method.MATRIX, [same] * 5, options=13)

    points = telling.shapes.field(told)

    assert len(points) == 12  # nobody rated the last
    assert len({(point.along, point.up) for point in points}) == 12
    assert all(0 < point.along < 100 and 0 < point.up < 100 for point in points)
    middle = min(abs(p.along - 50) + abs(p.up - 50) for p in points)
    assert middle <= telling.shapes.CELL
