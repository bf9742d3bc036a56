"""Impact and feasibility of each option, 1 to 5: to talk about. Pure.

Source: VOTING, "Methods": impact x feasibility (talk, not a rule).
"""

from fractions import Fraction
from typing import Any, Final

from facilitator.counting.grades import Assessment, Quadrant, assessments
from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.methods.checking import checked_values
from facilitator.voting.methods.counting import (
    Box,
    Content,
    Counting,
    Shape,
    ending_in,
    no_marks,
)
from facilitator.voting.methods.tallying import tallies
from facilitator.voting.results import Count
from facilitator.voting.rules import HalfRated, Outcome
from facilitator.voting.spec import Spec

SIDES: Final = ("impact", "feasibility")
BEST: Final = 5
_QUADRANTS = {
    Quadrant.NOW: "now",
    Quadrant.PREPARE: "plan",
    Quadrant.EASY: "easy",
    Quadrant.LATER: "leave",
}

_RATE = N_("Each person rates the impact and the feasibility of proposals, 1 to 5.")
_TALK = N_("The means of both place each proposal on a field, to talk about.")
_NOTHING = N_("Nothing is decided by it: ties need no rule.")


def key(option: str, side: str) -> str:
    """Return what a ballot calls one side of an option: "P3.impact"."""
    return f"{option}.{side}"


def _rule(_spec: Spec) -> tuple[Sentence, ...]:
    return Sentence(_RATE), Sentence(_TALK)


def _tie_rule(_spec: Spec) -> tuple[Sentence, ...]:
    return (Sentence(_NOTHING),)


def _check(spec: Spec, content: Content) -> Content:
    """Return the two sides of each option that is rated.

    Raises:
        HalfRated: of an option only one side is rated.
        BallotRefused: another subclass that says why.
    """
    ids = [option.id for option in spec.options]
    known = [key(option, side) for option in ids for side in SIDES]
    rated = checked_values(content, known, 1, BEST)
    for option in ids:
        if len({key(option, side) in rated for side in SIDES}) > 1:
            raise HalfRated()
    return rated


def _count(spec: Spec, box: Box) -> Count:
    """Take the means of both sides of each option."""
    ids = [option.id for option in spec.options]
    ballots = [
        {
            option: (ballot[key(option, "impact")], ballot[key(option, "feasibility")])
            for option in ids
            if key(option, "impact") in ballot
        }
        for ballot in box.values
    ]
    found = assessments(ids, ballots, lowest=1, highest=BEST)
    means = {option: _hundredths(one) for option, one in found.items()}
    facts: dict[str, Any] = {
        "outcome": str(Outcome.ORDER),
        "means": means,
        "answers": {option: one.answers for option, one in found.items()},
        "quadrants": {
            option: _QUADRANTS[one.quadrant]
            for option, one in found.items()
            if one.quadrant
        },
    }
    scores = {option: sum(pair) for option, pair in means.items()}
    return Count(tallies(spec, scores), facts)


def _hundredths(one: Assessment) -> list[int]:
    """Return both means in hundredths, rounded down; 0 where nobody rated."""
    return [int(100 * (mean or Fraction(0))) for mean in (one.impact, one.feasibility)]


COUNTING = Counting(
    shape=Shape.VALUES,
    outcomes=(Outcome.ORDER,),
    least=2,
    most=40,
    marks=no_marks,
    fill=ending_in(Outcome.ORDER),
    rule=_rule,
    tie_rule=_tie_rule,
    check=_check,
    count=_count,
)
