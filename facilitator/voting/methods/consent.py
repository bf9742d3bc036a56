"""Consent check: one proposal; yes, yes with reservations, or no. Pure.

Source: VOTING, "Exact definitions", C.
"""

from typing import Final

from facilitator.counting.consent import consent
from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.methods.counting import (
    Box,
    Content,
    Counting,
    Shape,
    ending_in,
    no_marks,
)
from facilitator.voting.results import Count, Tally
from facilitator.voting.rules import MalformedBallot, NothingChosen, Outcome
from facilitator.voting.spec import Spec

ANSWERS: Final = ("no", "reservations", "yes")  # in the order of a tally's spread

_ADOPTED = N_(
    "The proposal is adopted when at least %(majority)s per cent of those who say "
    "yes, yes with reservations, or no say one of the first two."
)
_QUORUM = N_("At least %(quorum)s per cent of the people who may vote must answer.")
_NO_TIES = N_("There can be no tie.")


def _rule(spec: Spec) -> tuple[Sentence, ...]:
    return (
        Sentence(_ADOPTED, values={"majority": spec.terms.majority}),
        Sentence(_QUORUM, values={"quorum": spec.terms.quorum}),
    )


def _tie_rule(_spec: Spec) -> tuple[Sentence, ...]:
    return (Sentence(_NO_TIES),)


def _check(_spec: Spec, content: Content) -> Content:
    """Return the answer.

    Raises:
        NothingChosen, MalformedBallot: it is none.
    """
    if not content:
        raise NothingChosen()
    if not isinstance(content, str) or content not in ANSWERS:
        raise MalformedBallot()
    return content


def _count(spec: Spec, box: Box) -> Count:
    """Say whether the proposal is adopted."""
    option = spec.options[0].id
    no, reservations, yes = (box.contents.count(answer) for answer in ANSWERS)
    found = consent(
        yes=yes,
        reservations=reservations,
        no=no,
        abstain=box.blank,
        tickets=box.tokens,
        support=spec.terms.majority,
        quorum=spec.terms.quorum,
    )
    agreed, answers = found.support.part, found.support.whole
    tally = Tally(
        option,
        agreed,
        rank=1 if agreed else None,
        tied=False,
        won=found.adopted,
        spread=(no, reservations, yes),
    )
    facts = {
        "outcome": str(Outcome.ONE),
        "winners": [option] if found.adopted else [],
        "yes": yes,
        "reservations": reservations,
        "no": no,
        "support": 100 * agreed // answers if answers else 0,
        "adopted": found.adopted,
        "majority_met": found.support.holds,
        "quorum_met": found.quorum.holds,
    }
    return Count((tally,), facts)


COUNTING = Counting(
    shape=Shape.ANSWER,
    outcomes=(Outcome.ONE,),
    least=1,
    most=1,
    marks=no_marks,
    fill=ending_in(Outcome.ONE),
    rule=_rule,
    tie_rule=_tie_rule,
    check=_check,
    count=_count,
)
