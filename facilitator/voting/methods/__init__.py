"""The methods of voting, each with its rule, its check and its count. Pure."""

from collections.abc import Iterable, Sequence

from facilitator.voting.methods import stickers
from facilitator.voting.methods.counting import Content, Counting, Shape
from facilitator.voting.results import Count
from facilitator.voting.rules import BLANK, Method
from facilitator.voting.spec import Spec

__all__ = ["COUNTINGS", "Content", "Counting", "Shape", "check_ballot", "count"]

COUNTINGS: dict[Method, Counting] = {
    Method.STICKERS: stickers.COUNTING,
}


def check_ballot(spec: Spec, content: Content) -> Content:
    """Return what a ballot says in its one form; `BLANK` as it is.

    Raises:
        BallotRefused: a subclass that says why; the ballot is refused whole.
    """
    return BLANK if content == BLANK else COUNTINGS[spec.method].check(spec, content)


def count(
    spec: Spec, contents: Iterable[Content], tokens: int, order: Sequence[str]
) -> Count:
    """Count ballots by the rule that was fixed at the opening.

    `tokens` are the valid voting codes at the close; `order` is the public order
    of the options, which breaks the last ties.
    """
    given = (content for content in contents if content != BLANK)
    return COUNTINGS[spec.method].count(spec, given, tokens, order)
