"""The methods of voting, each with its rule, its check and its count. Pure."""

from collections.abc import Sequence

from facilitator.voting.methods import (
    budget,
    consent,
    judgment,
    matrix,
    points,
    ranking,
    stars,
    stickers,
    triage,
)
from facilitator.voting.methods.counting import Box, Content, Counting, Shape
from facilitator.voting.results import Count
from facilitator.voting.rules import BLANK, Method
from facilitator.voting.spec import Spec

__all__ = ["COUNTINGS", "Content", "Counting", "Shape", "check_ballot", "count"]

COUNTINGS: dict[Method, Counting] = {
    Method.STICKERS: stickers.COUNTING,
    Method.CONSENT: consent.COUNTING,
    Method.POINTS: points.COUNTING,
    Method.STARS: stars.COUNTING,
    Method.BUDGET: budget.COUNTING,
    Method.TRIAGE: triage.COUNTING,
    Method.RANKING: ranking.COUNTING,
    Method.JUDGMENT: judgment.COUNTING,
    Method.MATRIX: matrix.COUNTING,
}


def check_ballot(spec: Spec, content: Content) -> Content:
    """Return what a ballot says in its one form; `BLANK` as it is.

    Raises:
        BallotRefused: a subclass that says why; the ballot is refused whole.
    """
    return BLANK if content == BLANK else COUNTINGS[spec.method].check(spec, content)


def count(
    spec: Spec, contents: Sequence[Content], tokens: int, order: Sequence[str]
) -> Count:
    """Count ballots by the rule that was fixed at the opening.

    `tokens` are the valid voting codes at the close; `order` is the public order
    of the options, which breaks the last ties.

    Raises:
        CountTooLong: the count takes longer than it may.
    """
    given = tuple(content for content in contents if content != BLANK)
    box = Box(given, len(contents) - len(given), tokens, tuple(order))
    return COUNTINGS[spec.method].count(spec, box)
