"""The verdict holds for a good room, and for no other."""

from typing import Any

import pytest

from facilitator.rehearsing.checks import (
    Check,
    check_all,
    check_ballots,
    check_count,
    check_titles,
)
from facilitator.rehearsing.ledger import Act, Figures
from facilitator.rehearsing.verdict import are_robots_the_limit, judge

GOOD = Figures(count=200, errors=0, p50=20, p95=120, p99=200)
FIGURES = {str(act): GOOD for act in Act}
CHECKS = [Check("seats", 200), Check("ballots of vote 1", 200)]


def changed(act: Act, **fields: Any) -> dict[str, Figures]:
    given = {"count": 200, "errors": 0, "p50": 20, "p95": 120, "p99": 200, **fields}
    return {**FIGURES, str(act): Figures(**given)}


def test_a_room_in_which_all_went_well_is_carried() -> None:
    verdict = judge(200, FIGURES, CHECKS)

    assert verdict.holds
    assert verdict.sentence == (
        "This computer carries 200 phones: "
        "votes were answered within 120 ms for 95 of 100."
    )


@pytest.mark.parametrize(
    ("act", "share", "most"),
    [
        (Act.JOIN, "p95", 500),
        (Act.VOTE, "p95", 300),
        (Act.DELIVERY, "p99", 1000),
    ],
)
def test_a_limit_is_the_last_that_holds(act: Act, share: str, most: int) -> None:
    assert judge(200, changed(act, **{share: most}), CHECKS).holds

    slow = judge(200, changed(act, **{share: most + 1}), CHECKS)

    assert not slow.holds
    assert f"{most + 1} ms" in slow.sentence
    assert f"at most {most} ms" in slow.sentence
    assert "Close other programs" in slow.sentence


@pytest.mark.parametrize("act", list(Act))
def test_one_failed_act_is_one_too_many(act: Act) -> None:
    verdict = judge(200, changed(act, errors=1), CHECKS)

    assert not verdict.holds
    assert "1 of" in verdict.sentence


def test_an_act_that_never_succeeded_is_told() -> None:
    figures = changed(Act.VOTE, p50=None, p95=None, p99=None)

    assert "no vote succeeded" in judge(200, figures, CHECKS).sentence


def test_a_lost_ballot_is_never_carried() -> None:
    lost = check_count("ballots of vote 1", 200, 199)

    verdict = judge(200, FIGURES, [*CHECKS, lost])

    assert not verdict.holds
    assert "200 acknowledged, 199 stored: lost" in verdict.sentence


def test_a_room_of_which_nothing_was_compared_is_not_carried() -> None:
    assert not judge(200, FIGURES, []).holds


def test_what_a_rehearsal_noted_speaks_against_it() -> None:
    verdict = judge(200, FIGURES, CHECKS, ["The server went away."])

    assert not verdict.holds
    assert "The server went away." in verdict.sentence


def test_a_ballot_counted_twice_is_wrong_too() -> None:
    assert (
        check_count("ballots", 20, 21).wrong == "20 acknowledged, 21 stored: too many"
    )
    assert check_count("ballots", 20, 20).holds


def test_a_proposal_that_is_missing_or_there_twice_is_wrong() -> None:
    assert check_titles(["a", "b"], ["b", "a"]).holds
    assert check_titles(["a", "b"], ["a"]).wrong == "1 lost, such as 'b'"
    assert check_titles(["a"], ["a", "a"]).wrong == "1 stored twice, such as 'a'"


def test_a_ballot_that_says_something_else_is_wrong() -> None:
    stored = {"AAAA": '["P1"]', "BBBB": '"blank"'}
    told = list(stored.items())

    assert check_ballots("receipts", told, {**stored, "CCCC": '["P2"]'}).holds
    missing = check_ballots("receipts", told, {"AAAA": '["P1"]'})
    altered = check_ballots("receipts", told, {**stored, "BBBB": '["P1"]'})
    assert missing.wrong == "1 receipts are not in the list"
    assert altered.wrong == "1 ballots say something else"


def test_a_receipt_that_two_phones_were_shown_is_wrong() -> None:
    alike = [("AAAA", '["P1"]'), ("AAAA", '["P1"]')]

    found = check_ballots("receipts", alike, {"AAAA": '["P1"]', "BBBB": '["P1"]'})

    assert found.wrong == "1 receipts were shown to several phones"


def test_each_phone_that_was_shown_no_receipt_is_told() -> None:
    found = check_ballots("receipts", [("", '["P1"]'), ("", '["P2"]')], {})

    assert found.wrong == "2 receipts are not in the list"


def test_a_room_in_which_nobody_could_vote_is_not_carried() -> None:
    nobody = [check_count("ballots", 0, 0), check_all("voters", 20, 0)]

    assert check_all("voters", 20, 20).holds
    assert "voters: 0 of 20" in judge(20, FIGURES, nobody).sentence


@pytest.mark.parametrize(("cpu", "busy"), [(5.0, False), (9.5, True)])
def test_busy_robots_are_told(cpu: float, busy: bool) -> None:
    assert are_robots_the_limit(cpu, 10) is busy
