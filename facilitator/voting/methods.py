"""The methods of voting, each with its rule, its check and its count. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from facilitator.voting import stickers
from facilitator.voting.results import Tally
from facilitator.voting.rules import Method
from facilitator.voting.spec import Spec

Content = list[str] | str  # what a ballot says; a new method may add a kind


@dataclass(frozen=True)
class Counting:
    """What makes a method. `rule` counts the marks; both rules are msgids."""

    rule: tuple[str, str]
    tie_rule: str
    proposed_most: Callable[[int], int]
    check: Callable[[Spec, Sequence[str]], Content]
    count: Callable[[Spec, Iterable[Content]], list[Tally]]


COUNTINGS: dict[Method, Counting] = {
    Method.STICKERS: Counting(
        rule=stickers.RULE,
        tie_rule=stickers.TIE_RULE,
        proposed_most=stickers.proposed_most,
        check=stickers.check,
        count=stickers.count,
    ),
}


def proposed_most(options: int, method: Method = Method.STICKERS) -> int:
    """Return how many marks a ballot gets when nobody says otherwise."""
    return COUNTINGS[method].proposed_most(options)


def check_marks(spec: Spec, marks: Sequence[str]) -> Content:
    """Return what a ballot with `marks` (or `BLANK`) says.

    Raises:
        BallotRefused: a subclass that says why; the ballot is refused whole.
    """
    return COUNTINGS[spec.method].check(spec, marks)


def count(spec: Spec, contents: Iterable[Content]) -> list[Tally]:
    """Count ballots by the rule that was fixed at the opening."""
    return COUNTINGS[spec.method].count(spec, contents)
