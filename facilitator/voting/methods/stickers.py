"""Stickers: each person puts one on each of at most k different options. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from facilitator.errors import N_, NN_
from facilitator.texts import Sentence
from facilitator.voting.methods.counting import Content, Counting, Shape
from facilitator.voting.results import Count, Tally
from facilitator.voting.rules import (
    NothingChosen,
    Outcome,
    RepeatedMark,
    TooManyMarks,
    UnknownOption,
)
from facilitator.voting.spec import Option, Spec
from facilitator.voting.terms import Terms

_CHOOSE = NN_(
    "Each person may choose %(num)d proposal.",
    "Each person may choose up to %(num)d different proposals.",
)
_FIRST = N_("The proposals chosen on the most ballots come first.")
_SHARED = N_("Proposals chosen on equally many ballots share their rank.")


def _rule(spec: Spec) -> tuple[Sentence, ...]:
    return (Sentence(*_CHOOSE, {"num": spec.most}), Sentence(_FIRST))


def _tie_rule(_spec: Spec) -> tuple[Sentence, ...]:
    return (Sentence(_SHARED),)


def _fill(terms: Terms, _options: Sequence[Option]) -> Terms:
    return replace(terms, outcome=terms.outcome or Outcome.ORDER)


def proposed_most(options: int) -> int:
    """Return how many stickers a person gets when nobody says otherwise.

    Source: VOTING, "Exact definitions", S: 3 up to 12 options, 5 up to 40, 7
    above; never more than there are options.
    """
    for limit, most in ((12, 3), (40, 5)):
        if options <= limit:
            return min(most, options)
    return 7


def check(spec: Spec, content: Content) -> Content:
    """Return the marks of a ballot, sorted.

    Raises:
        BallotRefused: a subclass that says why. Nothing is ever trimmed.
    """
    marks = content if isinstance(content, list) else []
    if not marks:
        raise NothingChosen()
    if not set(marks) <= {option.id for option in spec.options}:
        raise UnknownOption()
    if len(set(marks)) != len(marks):
        raise RepeatedMark()
    if len(marks) > spec.most:
        raise TooManyMarks(num=spec.most)
    return sorted(marks)


def count(
    spec: Spec, contents: Iterable[Content], _tokens: int, _order: Sequence[str]
) -> Count:
    """Return how many ballots name each option, the most first.

    Equal numbers share a rank and the next rank is skipped (1, 2, 2, 4); among
    equals the lower proposal number is named first, which decides nothing. An
    option that nobody named has no rank.
    Source: VOTING, "Exact definitions", S.
    """
    votes = Counter(
        mark for content in contents if isinstance(content, list) for mark in content
    )
    sizes = Counter(votes[option.id] for option in spec.options)
    ordered = sorted(spec.options, key=lambda o: (-votes[o.id], o.number))
    tallies = tuple(
        Tally(
            option.id,
            mine := votes[option.id],
            rank=1 + sum(n for votes_, n in sizes.items() if votes_ > mine)
            if mine
            else None,
            tied=bool(mine) and sizes[mine] > 1,
        )
        for option in ordered
    )
    return Count(tallies)


COUNTING = Counting(
    shape=Shape.MARKS,
    outcomes=(Outcome.ORDER,),
    least=2,
    most=200,
    marks=proposed_most,
    fill=_fill,
    rule=_rule,
    tie_rule=_tie_rule,
    check=check,
    count=count,
)
