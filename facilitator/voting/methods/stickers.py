"""Stickers: each person puts one on each of at most k different options. Pure.

Source: VOTING, "Exact definitions", S.
"""

from facilitator.errors import NN_
from facilitator.texts import Sentence
from facilitator.voting.methods.checking import checked_marks, proposed_marks
from facilitator.voting.methods.counting import Box, Counting, Shape
from facilitator.voting.methods.saying import shortlist_rule, shortlist_ties
from facilitator.voting.methods.shortlisting import fill_shortlist, shortlist
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Spec

CHOOSE = NN_(
    "Each person may choose %(num)d proposal.",
    "Each person may choose up to %(num)d different proposals.",
)
CHOOSE_IN_EACH = NN_(
    "Each person may choose %(num)d proposal in each axis.",
    "Each person may choose up to %(num)d different proposals in each axis.",
)


def may_choose(spec: Spec) -> Sentence:
    """Return how many stickers a person has."""
    forms = CHOOSE_IN_EACH if spec.terms.per_axis else CHOOSE
    return Sentence(*forms, {"num": spec.most})


def _rule(spec: Spec) -> tuple[Sentence, ...]:
    return (may_choose(spec), *shortlist_rule(spec))


def _count(spec: Spec, box: Box) -> Count:
    """Count on how many ballots each option is."""
    return shortlist(spec, box, [dict.fromkeys(marks, 1) for marks in box.marks])


COUNTING = Counting(
    shape=Shape.MARKS,
    outcomes=(Outcome.ORDER, Outcome.TOP, Outcome.FAIR),
    least=2,
    most=200,
    marks=proposed_marks,
    fill=fill_shortlist,
    rule=_rule,
    tie_rule=shortlist_ties,
    check=checked_marks,
    count=_count,
)
