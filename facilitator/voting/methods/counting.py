"""What makes a method of voting. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
class Counting:
    """A method: its limits, what it proposes, its check and its count.

    `outcomes` it can end in, the usual one first. `least` and `most` options.
    `marks` proposes how many marks or points a ballot has from the number of
    options, 0 where the method has none. `fill` completes the terms at the
    opening. `rule` and `tie_rule` say them to the room. `check` returns what a
    ballot says in its one form, or raises a `BallotRefused`; `BLANK` never comes to
    it. `count` takes the contents of all ballots but the blank ones, the number of
    valid voting codes, and the public order of the options that breaks last ties.
    """

    shape: Shape
    outcomes: tuple[Outcome, ...]
    least: int
    most: int
    marks: Callable[[int], int]
    fill: Callable[[Terms, Sequence[Option]], Terms]
    rule: Callable[[Spec], tuple[Sentence, ...]]
    tie_rule: Callable[[Spec], tuple[Sentence, ...]]
    check: Callable[[Spec, Content], Content]
    count: Callable[[Spec, Iterable[Content], int, Sequence[str]], Count]
