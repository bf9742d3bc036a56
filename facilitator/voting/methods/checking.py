"""What the checks of ballots have in common. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence

from facilitator.voting.methods.counting import Content
from facilitator.voting.rules import (
    MalformedBallot,
    NothingChosen,
    RepeatedMark,
    TooManyMarks,
    UnknownOption,
)
from facilitator.voting.spec import Option, Spec
from facilitator.voting.terms import Terms

MOST_TAPS = 12  # on one ballot, where each axis has its own marks


def proposed_marks(options: Sequence[Option], terms: Terms) -> int:
    """Return how many stickers a person gets when nobody says otherwise.

    Source: VOTING, "Exact definitions", S: 3 up to 12 options, 5 up to 40, 7
    above; never more than there are options. Of each axis apart at most 3, and 12
    on the whole ballot.
    """
    if terms.per_axis:
        axes = len({option.axis for option in options})
        return max(1, min(3, MOST_TAPS // max(axes, 1)))
    for limit, most in ((12, 3), (40, 5)):
        if len(options) <= limit:
            return min(most, len(options))
    return 7


def checked_marks(spec: Spec, content: Content) -> list[str]:
    """Return the marks of a ballot, sorted.

    Raises:
        BallotRefused: a subclass that says why. Nothing is ever trimmed.
    """
    if not isinstance(content, list):
        raise MalformedBallot()
    if not content:
        raise NothingChosen()
    axes = {option.id: option.axis for option in spec.options}
    if not set(content) <= axes.keys():
        raise UnknownOption()
    if len(set(content)) != len(content):
        raise RepeatedMark()
    spent = Counter(axes[mark] if spec.terms.per_axis else 0 for mark in content)
    if max(spent.values()) > spec.most:
        raise TooManyMarks(num=spec.most)
    return sorted(content)


def checked_values(
    content: Content, keys: Collection[str], lowest: int, highest: int
) -> dict[str, int]:
    """Return the values of a ballot, sorted by their `keys`.

    Raises:
        BallotRefused: a subclass that says why.
    """
    if not isinstance(content, dict):
        raise MalformedBallot()
    if not content:
        raise NothingChosen()
    if not content.keys() <= set(keys):
        raise UnknownOption()
    if not all(lowest <= value <= highest for value in content.values()):
        raise MalformedBallot()
    return dict(sorted(content.items()))
