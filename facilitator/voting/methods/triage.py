"""Keep, change or drop each option. Pure.

Source: VOTING, "Methods": keep / change / drop on drafted projects.
"""

from typing import Final

from facilitator.counting.grades import Answer, verdicts
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
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Spec

ANSWERS: Final = (Answer.DROP, Answer.CHANGE, Answer.KEEP)  # by their value, 0 to 2

_SAY = N_("Each person says of each proposal: keep, change or drop.")
_MAJORITY = N_(
    "A proposal goes the way that more than half of its answers say; "
    "without such a majority the room talks about it."
)
_NO_MAJORITY = N_("Equal answers make no majority.")


def _rule(_spec: Spec) -> tuple[Sentence, ...]:
    return Sentence(_SAY), Sentence(_MAJORITY)


def _tie_rule(_spec: Spec) -> tuple[Sentence, ...]:
    return (Sentence(_NO_MAJORITY),)


def _check(spec: Spec, content: Content) -> Content:
    ids = [option.id for option in spec.options]
    return checked_values(content, ids, 0, len(ANSWERS) - 1)


def _count(spec: Spec, box: Box) -> Count:
    """Count the answers about each option."""
    answers = [
        {option: ANSWERS[value] for option, value in ballot.items()}
        for ballot in box.values
    ]
    found = verdicts([option.id for option in spec.options], answers)
    spread = {o: (one.drop, one.change, one.keep) for o, one in found.items()}
    keep = {option: one.keep for option, one in found.items()}
    facts = {
        "outcome": str(Outcome.ORDER),
        "verdicts": {o: str(one.way or "none") for o, one in found.items()},
    }
    return Count(tallies(spec, keep, spreads=spread), facts)


COUNTING = Counting(
    shape=Shape.VALUES,
    outcomes=(Outcome.ORDER,),
    least=1,
    most=60,
    marks=no_marks,
    fill=ending_in(Outcome.ORDER),
    rule=_rule,
    tie_rule=_tie_rule,
    check=_check,
    count=_count,
)
