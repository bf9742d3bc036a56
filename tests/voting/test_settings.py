"""What a vote may be set to, and what its cases propose."""

from dataclasses import replace
from typing import Any

import pytest

from facilitator.errors import RuleBroken
from facilitator.voting.cases import RECIPES, Asked, Case, asked, case_of, chosen
from facilitator.voting.methods import COUNTINGS
from facilitator.voting.rules import Level, Method, Outcome, TooFewMarks
from facilitator.voting.settings import (
    NoAxesApart,
    OutcomeOfAnother,
    PickedTwice,
    TooManyMarksEach,
    VoteSettings,
    check_settings,
    read_settings,
)
from facilitator.voting.terms import (
    FairWithinAxes,
    MajorityOutOfRange,
    NobodyWins,
    NoBudget,
    QuorumOutOfRange,
    SeatsTwice,
    Terms,
    UnknownGroup,
)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"budget": 0}, NoBudget),
        ({"budget": -1}, NoBudget),
        ({"seats": 0}, NobodyWins),
        ({"seats": 201}, NobodyWins),
        ({"majority": 49}, MajorityOutOfRange),
        ({"majority": 101}, MajorityOutOfRange),
        ({"quorum": -1}, QuorumOutOfRange),
        ({"quorum": 101}, QuorumOutOfRange),
        ({"groups": ("party",)}, UnknownGroup),
        ({"per_axis": True, "one_per_axis": True}, SeatsTwice),
        ({"per_axis": True, "outcome": Outcome.FAIR}, FairWithinAxes),
        ({"outcome": Outcome.SHARES}, OutcomeOfAnother),
    ],
)
def test_terms_that_decide_nothing_are_refused(
    terms: dict[str, Any], why: type[RuleBroken]
) -> None:
    with pytest.raises(why):
        check_settings(VoteSettings(terms=Terms(**terms)))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"most": 0}, TooFewMarks),
        ({"most": 31}, TooManyMarksEach),
        ({"axis_id": 1, "picked": (1, 2)}, PickedTwice),
        ({"method": Method.POINTS, "terms": Terms(per_axis=True)}, NoAxesApart),
    ],
)
def test_settings_that_contradict_are_refused(
    fields: dict[str, Any], why: type[RuleBroken]
) -> None:
    with pytest.raises(why):
        check_settings(VoteSettings(**fields))


@pytest.mark.parametrize("axes", [0, 2, 4])
@pytest.mark.parametrize("case", Case)
def test_what_a_case_proposes_is_allowed(case: Case, axes: int) -> None:
    settings = chosen(case, VoteSettings(), axes=axes)

    check_settings(settings)
    assert case_of(settings) is case
    assert settings.level is RECIPES[case].level
    assert set(RECIPES[case].outcomes) <= set(COUNTINGS[settings.method].outcomes)
    least, most = COUNTINGS[settings.method].least, COUNTINGS[settings.method].most
    assert least <= RECIPES[case].example <= most


@pytest.mark.parametrize(
    ("axes", "outcome"), [(0, Outcome.TOP), (2, Outcome.TOP), (3, Outcome.FAIR)]
)
def test_a_shortlist_is_fair_from_three_axes(axes: int, outcome: Outcome) -> None:
    assert chosen(Case.SHORTLIST, VoteSettings(), axes=axes).terms.outcome is outcome


def test_another_case_keeps_what_still_makes_sense() -> None:
    was = VoteSettings(
        question={"fr": "Que faire ?"},
        level=Level.WITNESSED,
        most=4,
        picked=(1, 2),
        terms=Terms(outcome=Outcome.TOP, seats=2, dice=True, groups=("age",)),
    )

    money = chosen(Case.MONEY, was, axes=4)
    adopted = chosen(Case.ADOPT, was, axes=4)

    assert money == replace(
        was,
        method=Method.BUDGET,
        most=None,
        terms=Terms(outcome=Outcome.SHARES, dice=True, groups=("age",)),
    )
    assert (adopted.picked, adopted.terms.dice) == (None, False)


def test_who_may_vote_follows_the_case_until_somebody_chooses() -> None:
    shortlist = chosen(Case.SHORTLIST, VoteSettings(), axes=4)
    indicative = replace(shortlist, level=Level.OPEN)

    assert shortlist.level is Level.SLIPS
    assert chosen(Case.MATRIX, shortlist, axes=4).level is Level.OPEN
    assert chosen(Case.MONEY, indicative, axes=4).level is Level.OPEN


def test_how_many_win_is_asked_where_some_do() -> None:
    def asks(**terms: Any) -> frozenset[Asked]:
        return asked(VoteSettings(terms=Terms(**terms)))

    assert Asked.SEATS not in asks()
    assert Asked.SEATS in asks(outcome=Outcome.FAIR)
    assert Asked.HARD not in asks(outcome=Outcome.FAIR)
    assert Asked.HARD in asks(outcome=Outcome.TOP)
    assert Asked.ONE_PER_AXIS not in asks(outcome=Outcome.TOP, per_axis=True)


def test_settings_are_read_back_as_they_were_kept() -> None:
    settings = VoteSettings(
        question={"ar": "؟"},
        method=Method.BUDGET,
        level=Level.SLIPS,
        picked=(3, 5),
        terms=Terms(outcome=Outcome.GREEDY, budget=100, groups=("age",)),
        follows=2,
    )

    assert read_settings(settings.plain()) == settings


def test_settings_kept_before_there_were_methods_are_those_of_stickers() -> None:
    kept = {"question": {"ar": "؟"}, "most": 2, "axis_id": 7}

    assert read_settings(kept) == VoteSettings({"ar": "؟"}, most=2, axis_id=7)
