"""Each method: what a ballot may say, and what a count comes to."""

from dataclasses import replace
from typing import Any

import pytest

from facilitator.voting.methods import COUNTINGS, Content, check_ballot, count
from facilitator.voting.results import Count
from facilitator.voting.rules import (
    BLANK,
    BallotRefused,
    HalfRated,
    MalformedBallot,
    Method,
    NothingChosen,
    TooManyMarks,
    TooManyPoints,
    TooMuchOnOne,
    UnknownOption,
)
from facilitator.voting.spec import Spec, read_spec
from facilitator.voting.terms import Terms
from tests.voting.test_rules import make_spec


def spec_for(method: Method, options: int = 4, **terms: Any) -> Spec:
    """What opening would fix for a method, with options P1 to P4 on two axes."""
    counting = COUNTINGS[method]
    plain = make_spec(1 if method is Method.CONSENT else options, method=method)
    costed = tuple(replace(o, cost=1000 * o.number) for o in plain.options)
    filled = counting.fill(Terms(**terms), costed)
    spec = replace(
        plain,
        options=costed,
        terms=filled,
        most=counting.marks(costed, filled),
    )
    return replace(spec, rule=counting.rule(spec), tie_rule=counting.tie_rule(spec))


def counted(spec: Spec, contents: list[Content], tokens: int | None = None) -> Count:
    order = [option.id for option in spec.options]
    checked = [check_ballot(spec, content) for content in contents]
    return count(spec, checked, tokens or len(contents), order)


GOOD: dict[Method, Content] = {
    Method.STICKERS: ["P1", "P2"],
    Method.CONSENT: "reservations",
    Method.POINTS: {"P1": 5, "P2": 5},
    Method.STARS: {"P1": 5, "P4": 1},
    Method.BUDGET: ["P1"],
    Method.TRIAGE: {"P1": 0, "P2": 2},
    Method.RANKING: {"P1": 1, "P2": 1, "P3": 2},
    Method.JUDGMENT: {"P1": 0, "P2": 5},
    Method.MATRIX: {"P1.feasibility": 1, "P1.impact": 5},
}


@pytest.mark.parametrize("method", Method)
def test_every_method_takes_its_ballot_and_a_blank_one(method: Method) -> None:
    spec = spec_for(method)

    assert check_ballot(spec, GOOD[method]) == GOOD[method]
    assert check_ballot(spec, BLANK) == BLANK


@pytest.mark.parametrize("method", Method)
def test_what_opening_fixes_is_read_back_as_it_was(method: Method) -> None:
    spec = spec_for(method)

    assert spec.rule
    assert spec.tie_rule
    assert read_spec(spec.to_text()) == spec


@pytest.mark.parametrize("method", Method)
def test_no_ballots_and_blank_ones_alone_give_nobody_anything(method: Method) -> None:
    for contents in ([], [BLANK, BLANK]):
        found = counted(spec_for(method, budget=5000), list(contents), tokens=2)

        assert not found.facts.get("winners")
        assert not any(tally.won for tally in found.tallies)
        assert len(found.tallies) == len(spec_for(method).options)


WRONG: list[tuple[Method, Content, type[BallotRefused]]] = [
    (Method.STICKERS, "yes", MalformedBallot),
    (Method.STICKERS, [], NothingChosen),
    (Method.CONSENT, "", NothingChosen),
    (Method.CONSENT, "maybe", MalformedBallot),
    (Method.CONSENT, ["yes"], MalformedBallot),
    (Method.POINTS, {}, NothingChosen),
    (Method.POINTS, ["P1"], MalformedBallot),
    (Method.POINTS, {"P1": 0}, MalformedBallot),
    (Method.POINTS, {"P1": 6}, TooMuchOnOne),
    (Method.POINTS, {"P1": 5, "P2": 5, "P3": 1}, TooManyPoints),
    (Method.STARS, {"P9": 3}, UnknownOption),
    (Method.STARS, {"P1": 6}, MalformedBallot),
    (Method.STARS, {"P1": -1}, MalformedBallot),
    (Method.BUDGET, ["P1", "P2", "P3", "P4"], TooManyMarks),
    (Method.TRIAGE, {"P1": 3}, MalformedBallot),
    (Method.RANKING, {"P1": 5}, MalformedBallot),
    (Method.JUDGMENT, {"P1": 6}, MalformedBallot),
    (Method.MATRIX, {"P1.impact": 3}, HalfRated),
    (Method.MATRIX, {"P1": 3}, UnknownOption),
]


@pytest.mark.parametrize(("method", "content", "refusal"), WRONG)
def test_a_wrong_ballot_is_refused_whole(
    method: Method, content: Content, refusal: type[BallotRefused]
) -> None:
    with pytest.raises(refusal):
        check_ballot(spec_for(method), content)


def test_gaps_between_places_are_closed() -> None:
    spec = spec_for(Method.RANKING)

    assert check_ballot(spec, {"P1": 1, "P2": 3, "P3": 3}) == {
        "P1": 1,
        "P2": 2,
        "P3": 2,
    }


@pytest.mark.parametrize(
    ("answers", "tokens", "adopted"),
    [
        (["yes"] * 8 + ["no"] * 2, 10, True),
        (["yes"] * 7 + ["reservations"] + ["no"] * 2, 20, True),
        (["yes"] * 7 + ["no"] * 2, 9, False),  # 77 %
        (["yes"] * 8 + ["no"] * 2, 21, False),  # under the quorum
        (["yes"] * 8 + ["no"] * 2 + [BLANK], 22, True),  # who abstains is there
    ],
)
def test_a_proposal_is_adopted_by_two_inequalities(
    answers: list[Content], tokens: int, *, adopted: bool
) -> None:
    found = counted(spec_for(Method.CONSENT), answers, tokens)

    assert found.facts["adopted"] is adopted
    assert found.tallies[0].won is adopted
    assert sum(found.tallies[0].spread) == len(answers) - answers.count(BLANK)


def test_the_runoff_can_turn_the_order_of_the_stars() -> None:
    ballots: list[Content] = [{"P1": 5, "P2": 4}] * 2 + [{"P2": 2, "P1": 1}] * 3

    found = counted(spec_for(Method.STARS), ballots)

    assert [tally.votes for tally in found.tallies[:2]] == [14, 13]
    assert found.facts["finalists"] == ["P2", "P1"]
    assert (found.facts["winners"], found.facts["how"]) == (["P2"], "runoff")
    assert found.facts["preferences"] == {"P1": 2, "P2": 3, "equal": 0}


def test_points_add_up_and_show_how_they_were_given() -> None:
    found = counted(spec_for(Method.POINTS), [{"P1": 5}, {"P1": 2, "P2": 3}, BLANK])

    first = found.tallies[0]
    assert (first.option, first.votes, first.rank) == ("P1", 7, 1)
    assert first.spread == (0, 0, 1, 0, 0, 1)


def test_most_answers_say_where_a_proposal_goes() -> None:
    ballots: list[Content] = [{"P1": 2, "P2": 0}, {"P1": 2, "P2": 1}, {"P1": 0}]

    found = counted(spec_for(Method.TRIAGE), ballots)

    assert found.facts["verdicts"] == {
        "P1": "keep",
        "P2": "none",
        "P3": "none",
        "P4": "none",
    }
    assert found.tallies[0].spread == (1, 0, 2)


def test_who_wins_every_comparison_wins() -> None:
    # Burlington's shape: P1 has the most first places, P2 beats everybody.
    ballots: list[Content] = (
        [{"P1": 1, "P2": 2, "P3": 3}] * 4
        + [{"P2": 1, "P1": 2, "P3": 3}] * 2
        + [{"P3": 1, "P2": 2, "P1": 3}] * 3
    )

    found = counted(spec_for(Method.RANKING), ballots)

    assert (found.facts["condorcet"], found.facts["winners"]) == ("P2", ["P2"])
    assert found.facts["pairs"]["P2"]["P1"] == 5
    assert [tally.option for tally in found.tallies] == ["P2", "P1", "P3", "P4"]
    assert found.tallies[1].spread == (4, 2, 3, 0)


def test_the_best_median_wins() -> None:
    ballots: list[Content] = [
        {"P1": 5, "P2": 3},
        {"P1": 0, "P2": 3},
        {"P1": 1, "P2": 3},
    ]

    found = counted(spec_for(Method.JUDGMENT), ballots)

    assert found.facts["medians"] == {"P1": 1, "P2": 3, "P3": 0, "P4": 0}
    assert found.facts["winners"] == ["P2"]
    assert found.tallies[1].spread == (1, 1, 0, 0, 0, 1)


def test_means_place_proposals_on_the_field() -> None:
    ballots: list[Content] = [
        {"P1.impact": 5, "P1.feasibility": 5},
        {"P1.impact": 4, "P1.feasibility": 4, "P2.impact": 5, "P2.feasibility": 1},
    ]

    found = counted(spec_for(Method.MATRIX), ballots)

    assert found.facts["means"]["P1"] == [450, 450]
    assert found.facts["answers"] == {"P1": 2, "P2": 1, "P3": 0, "P4": 0}
    assert found.facts["quadrants"] == {"P1": "now", "P2": "plan"}


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("dice", [False, True])
def test_every_rule_can_be_said(method: Method, *, dice: bool) -> None:
    for outcome in COUNTINGS[method].outcomes:
        for wish in ({}, {"hard": True}, {"per_axis": True}, {"one_per_axis": True}):
            spec = spec_for(method, outcome=outcome, dice=dice, **wish)
            for sentence in (*spec.rule, *spec.tie_rule):
                said = sentence.said(
                    lambda message, **values: message % values,
                    lambda one, many, num, **values: (
                        (one if num == 1 else many) % {"num": num, **values}
                    ),
                )
                assert said.endswith(".")
                assert "%(" not in said
