"""Consent; keep, change or drop; impact by feasibility."""

from fractions import Fraction

import pytest

from facilitator.counting.consent import Inequality, consent
from facilitator.counting.grades import (
    Answer,
    Assessment,
    Quadrant,
    Verdict,
    assessments,
    verdicts,
)

KEEP, CHANGE, DROP = Answer


@pytest.mark.parametrize(
    ("yes", "reservations", "no", "adopted"),
    [(4, 0, 1, True), (3, 1, 1, True), (79, 0, 20, False), (8, 0, 2, True)],
)
def test_four_of_five_must_agree(
    yes: int, reservations: int, no: int, adopted: bool
) -> None:
    found = consent(yes=yes, reservations=reservations, no=no, abstain=0, tickets=1)

    assert found.adopted is adopted
    assert found.support == Inequality(yes + reservations, yes + reservations + no, 80)


@pytest.mark.parametrize(("tickets", "adopted"), [(20, True), (21, False)])
def test_half_of_the_tickets_must_answer_and_abstaining_is_an_answer(
    tickets: int, adopted: bool
) -> None:
    found = consent(yes=5, reservations=0, no=1, abstain=4, tickets=tickets)

    assert found.support.holds
    assert found.quorum == Inequality(10, tickets, 50)
    assert found.adopted is adopted


def test_nothing_is_adopted_without_a_yes() -> None:
    """0 x 100 >= 80 x 0."""
    assert not consent(yes=0, reservations=0, no=0, abstain=9, tickets=9).adopted
    assert not consent(
        yes=0, reservations=0, no=0, abstain=0, tickets=0, support=0, quorum=0
    ).adopted


def test_the_thresholds_can_be_others() -> None:
    half = {"reservations": 0, "abstain": 0, "tickets": 9, "support": 50}

    assert consent(yes=2, no=2, quorum=44, **half).adopted
    assert not consent(yes=2, no=2, quorum=45, **half).adopted
    for wrong in ({"quorum": 101}, {"yes": -1}):
        with pytest.raises(ValueError, match=r"cannot be negative|from 0 to 100"):
            consent(**({"yes": 2, "no": 2} | half | wrong))


def test_an_option_goes_the_way_of_more_than_half_of_the_answers() -> None:
    ballots = [{"a": KEEP, "b": KEEP}, {"a": KEEP, "b": DROP}, {"a": DROP}]

    assert verdicts("abc", ballots) == {
        "a": Verdict(2, 0, 1, KEEP),
        "b": Verdict(1, 0, 1, None),
        "c": Verdict(0, 0, 0, None),
    }
    assert verdicts("abc", ballots)["a"].answers == 3


def test_a_majority_can_be_larger_and_need_a_number_of_answers() -> None:
    ballots = [{"a": CHANGE}, {"a": CHANGE}, {"a": DROP}]

    assert verdicts("a", ballots, majority=66)["a"].way is CHANGE
    assert verdicts("a", ballots, majority=67)["a"].way is None
    assert verdicts("a", ballots, least=4)["a"].way is None
    with pytest.raises(ValueError, match="from 50"):
        verdicts("a", ballots, majority=49)
    with pytest.raises(ValueError, match="x is not an option"):
        verdicts("a", [{"x": KEEP}])


def test_impact_and_feasibility_are_means_beside_the_middle() -> None:
    ballots = [
        {"a": (5, 4), "b": (5, 1), "c": (1, 5), "d": (2, 2)},
        {"a": (4, 4), "b": (3, 2), "d": (4, 3)},
        {"a": (4, 1)},
    ]

    found = assessments("abcde", ballots)

    assert found["a"] == Assessment(
        3, 13, 9, Fraction(13, 3), Fraction(3), Quadrant.NOW
    )
    assert [found[option].quadrant for option in "bcde"] == [
        Quadrant.PREPARE,
        Quadrant.EASY,
        Quadrant.PREPARE,
        None,
    ]
    with pytest.raises(ValueError, match="from 1 to 5"):
        assessments("a", [{"a": (0, 3)}])
    with pytest.raises(ValueError, match="x is not an option"):
        assessments("a", [{"x": (1, 3)}])
