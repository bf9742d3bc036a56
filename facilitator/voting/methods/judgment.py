"""Majority judgment: a word for each option; the best median wins. Pure.

Source: VOTING, "Second wave"; Balinski, Laraki, "Majority judgment" (2011).
"""

from typing import Any, Final

from facilitator.counting.judgment import majority_judgment
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
from facilitator.voting.methods.saying import drawn
from facilitator.voting.methods.tallying import placed
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Spec

BEST: Final = 5  # from 0, to be rejected, to 5, very good

_JUDGE = N_(
    "Each person judges each proposal with one of six words; not judged counts as "
    "the lowest."
)
_MEDIAN = N_(
    "The word that at least half of the ballots reach is the proposal's. "
    "The proposal with the best word wins."
)
_MEDIAN_TIES = N_(
    "Of proposals with the same word, one ballot with that word is set aside from "
    "each, again and again, until their words differ."
)


def _rule(_spec: Spec) -> tuple[Sentence, ...]:
    return Sentence(_JUDGE), Sentence(_MEDIAN)


def _tie_rule(spec: Spec) -> tuple[Sentence, ...]:
    return (Sentence(_MEDIAN_TIES), *drawn(spec))


def _check(spec: Spec, content: Content) -> Content:
    ids = [option.id for option in spec.options]
    return checked_values(content, ids, 0, BEST)


def _count(spec: Spec, box: Box) -> Count:
    """Find the median of each option, and rank by it."""
    ids = [option.id for option in spec.options]
    found = majority_judgment(ids, box.values, box.order, best=BEST)
    winners = [found.single[0]] if box.values else []
    facts: dict[str, Any] = {
        "outcome": str(Outcome.ONE),
        "winners": winners,
        "drawn": [list(found.places[0])] if winners and len(found.winners) > 1 else [],
        "medians": dict(found.medians),
    }
    lines = placed(found.places, found.medians, winners, found.grades)
    return Count(lines, facts)


COUNTING = Counting(
    shape=Shape.VALUES,
    outcomes=(Outcome.ONE,),
    least=2,
    most=40,
    marks=no_marks,
    fill=ending_in(Outcome.ONE),
    rule=_rule,
    tie_rule=_tie_rule,
    check=_check,
    count=_count,
)
