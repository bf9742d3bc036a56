"""Points: each person shares ten out, at most five on one option. Pure.

Source: VOTING, "Exact definitions", P.
"""

from collections.abc import Sequence
from typing import Final

from facilitator.counting.equal_shares import Utility
from facilitator.errors import NN_
from facilitator.texts import Sentence
from facilitator.voting.methods.checking import checked_values
from facilitator.voting.methods.counting import Box, Content, Counting, Shape
from facilitator.voting.methods.saying import shortlist_rule, shortlist_ties
from facilitator.voting.methods.shortlisting import fill_shortlist, shortlist
from facilitator.voting.methods.tallying import spreads
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome, TooManyPoints, TooMuchOnOne
from facilitator.voting.spec import Option, Spec
from facilitator.voting.terms import Terms

POINTS: Final = 10
MOST_ON_ONE: Final = 5

_SHARE_OUT = NN_(
    "Each person shares out %(num)d point, at most %(most)s on one proposal.",
    "Each person shares out %(num)d points, at most %(most)s on one proposal.",
)


def _proposed(_options: Sequence[Option], _terms: Terms) -> int:
    return POINTS


def _rule(spec: Spec) -> tuple[Sentence, ...]:
    given = Sentence(*_SHARE_OUT, {"num": spec.most, "most": MOST_ON_ONE})
    return (given, *shortlist_rule(spec))


def _check(spec: Spec, content: Content) -> Content:
    """Return the points of a ballot; points that are left are lost.

    Raises:
        BallotRefused: a subclass that says why.
    """
    ids = [option.id for option in spec.options]
    points = checked_values(content, ids, 1, POINTS)
    if max(points.values()) > MOST_ON_ONE:
        raise TooMuchOnOne(num=MOST_ON_ONE)
    if sum(points.values()) > spec.most:
        raise TooManyPoints(num=spec.most)
    return points


def _count(spec: Spec, box: Box) -> Count:
    """Add the points up."""
    ids = [option.id for option in spec.options]
    spread = spreads(ids, box.values, MOST_ON_ONE)
    return shortlist(spec, box, box.values, utility=Utility.POINTS, spread=spread)


COUNTING = Counting(
    shape=Shape.VALUES,
    outcomes=(Outcome.ORDER, Outcome.TOP, Outcome.FAIR),
    least=2,
    most=60,
    marks=_proposed,
    fill=fill_shortlist,
    rule=_rule,
    tie_rule=shortlist_ties,
    check=_check,
    count=_count,
)
