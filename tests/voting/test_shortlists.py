"""Shortlists and budgets: who wins, and what the others lacked."""

from dataclasses import replace

import pytest

from facilitator.voting.methods import Content, check_ballot
from facilitator.voting.rules import Method, Outcome, TooManyMarks
from tests.voting.test_methods import counted, spec_for


def test_stickers_of_each_axis_are_counted_apart() -> None:
    # P1 and P3 are of axis 2, P2 and P4 of axis 1.
    spec = replace(spec_for(Method.STICKERS, outcome=Outcome.TOP, per_axis=True))
    spec = replace(spec, most=1)

    found = counted(spec, [["P1", "P2"], ["P1", "P4"], ["P3", "P4"]])

    assert found.facts["winners"] == ["P4", "P1"]
    with pytest.raises(TooManyMarks):
        check_ballot(spec, ["P1", "P3"])


def test_all_who_tie_for_the_last_place_are_kept_unless_seats_are_hard() -> None:
    ballots: list[Content] = [["P1"], ["P1"], ["P2"], ["P3"]]

    soft = counted(spec_for(Method.STICKERS, outcome=Outcome.TOP, seats=2), ballots)
    hard = counted(
        spec_for(Method.STICKERS, outcome=Outcome.TOP, seats=2, hard=True), ballots
    )

    assert soft.facts["winners"] == ["P1", "P2", "P3"]
    assert hard.facts["winners"] == ["P1", "P2"]  # P2 costs less than P3


def test_a_minority_that_agrees_gets_its_part_of_a_fair_shortlist() -> None:
    # Source: VOTING, the constructed 60/40 case.
    spec = replace(
        spec_for(Method.STICKERS, options=10, outcome=Outcome.FAIR, seats=5), most=5
    )
    many: Content = ["P1", "P2", "P3", "P4", "P5"]
    few: Content = ["P10", "P6", "P7", "P8", "P9"]

    found = counted(spec, [many] * 60 + [few] * 40)

    assert found.facts["plain"] == ["P1", "P2", "P3", "P4", "P5"]
    assert len(set(found.facts["winners"]) & set(many)) == 3
    assert len(set(found.facts["winners"]) & set(few)) == 2
    assert found.facts["represented"] == 100


def test_each_axis_keeps_a_place_when_the_opening_said_so() -> None:
    spec = spec_for(
        Method.STICKERS, options=6, outcome=Outcome.FAIR, seats=2, one_per_axis=True
    )
    odd: Content = ["P1", "P3", "P5"]  # all of axis 2

    found = counted(spec, [odd] * 50 + [["P2"]] * 5)

    assert "P2" in found.facts["winners"]
    assert len(found.facts["winners"]) == 2


def test_what_a_loser_lacked_is_found_by_counting_again() -> None:
    spec = spec_for(Method.STICKERS, outcome=Outcome.FAIR, seats=2)
    ballots: list[Content] = [["P1"], ["P1"], ["P1"], ["P2"], ["P2"], ["P3"]]

    found = counted(spec, ballots)
    missing = found.facts["missing"]["P3"]
    again = counted(spec, [*ballots, *([["P3"]] * missing)])

    assert "P3" not in found.facts["winners"]
    assert "P3" in again.facts["winners"]


def test_money_is_spent_by_equal_shares_or_by_most_votes() -> None:
    ballots: list[Content] = [["P1", "P2"], ["P1", "P2"], ["P3"]]
    shares = counted(spec_for(Method.BUDGET, budget=4000), ballots)
    most = counted(
        spec_for(Method.BUDGET, budget=3000, outcome=Outcome.GREEDY), ballots
    )

    assert shares.facts["spent"] <= 4000
    assert shares.facts["spent"] + shares.facts["left"] == 4000
    assert most.facts["winners"] == ["P1", "P2"]
    assert most.facts["left"] == 0
