"""What makes a method of voting. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from facilitator.texts import Sentence
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Option, Spec
from facilitator.voting.terms import Terms

# What a ballot says: option ids, a value for each option (or for "P3.impact"), one
# answer, or BLANK.
Content = list[str] | dict[str, int] | str


class Shape(StrEnum):
    """What a ballot's form sends."""

    MARKS = "marks"  # ids: a list
    ANSWER = "answer"  # one word: a text
    VALUES = "values"  # a number for each: a dict


@dataclass(frozen=True)
class Box:
    """All that a count starts from.

    `contents` are those of the ballots that are not blank, `blank` how many are.
    `tokens` are the valid voting codes at the close. `order` is the public order of
    the options, which breaks the last ties.
    """

    contents: tuple[Content, ...]
    blank: int
    tokens: int
    order: tuple[str, ...]

    @property
    def marks(self) -> list[list[str]]:
        """The ballots of a method whose shape is marks."""
        return [one for one in self.contents if isinstance(one, list)]

    @property
    def values(self) -> list[dict[str, int]]:
        """The ballots of a method whose shape is values."""
        return [one for one in self.contents if isinstance(one, dict)]


@dataclass(frozen=True)
class Counting:
    """A method: its limits, what it proposes, its check and its count.

    `outcomes` it can end in, the usual one first. `least` and `most` options.
    `marks` proposes how many marks or points a ballot has, 0 where the method has
    none. `fill` completes the terms at the opening. `rule` and `tie_rule` say them
    to the room. `check` returns what a ballot says in its one form, or raises a
    `BallotRefused`; `BLANK` never comes to it.
    """

    shape: Shape
    outcomes: tuple[Outcome, ...]
    least: int
    most: int
    marks: Callable[[Sequence[Option], Terms], int]
    fill: Callable[[Terms, Sequence[Option]], Terms]
    rule: Callable[[Spec], tuple[Sentence, ...]]
    tie_rule: Callable[[Spec], tuple[Sentence, ...]]
    check: Callable[[Spec, Content], Content]
    count: Callable[[Spec, Box], Count]


def no_marks(_options: Sequence[Option], _terms: Terms) -> int:
    """Return 0: the method counts no marks."""
    return 0


def ending_in(outcome: Outcome) -> Callable[[Terms, Sequence[Option]], Terms]:
    """Return what fills the terms of a method that has one outcome and no seats."""

    def fill(terms: Terms, _options: Sequence[Option]) -> Terms:
        return replace(terms, outcome=outcome, seats=None)

    return fill
