"""Keep, change or drop; impact by feasibility. Counts to talk about, exact."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

Kept = TypeVar("Kept")


class Answer(StrEnum):
    """What a person says about a drafted option."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


@dataclass(frozen=True)
class Verdict:
    """The answers about one option; `way` is None where no answer has its majority."""

    keep: int
    change: int
    drop: int
    way: Answer | None

    @property
    def answers(self) -> int:
        """How many people said something about it."""
        return self.keep + self.change + self.drop


class Quadrant(StrEnum):
    """Where an option lies between impact and feasibility."""

    NOW = "now"  # high impact, feasible
    PREPARE = "prepare"  # high impact, hard to do
    EASY = "easy"  # low impact, feasible
    LATER = "later"  # low impact, hard to do


@dataclass(frozen=True)
class Assessment:
    """The grades of one option, added up; None where nobody gave one."""

    answers: int
    impact_sum: int
    feasibility_sum: int
    impact: Fraction | None
    feasibility: Fraction | None
    quadrant: Quadrant | None


def verdicts(
    options: Iterable[str],
    ballots: Iterable[Mapping[str, Answer]],
    *,
    majority: int = 50,
    least: int = 1,
) -> dict[str, Verdict]:
    """Count keep, change and drop for each option, in the order of `options`.

    An option goes the way of the answer that more than `majority` percent (50 to
    100) of those gave who said something about it; None where no answer has that,
    or fewer than `least` answered: then the room talks.
    Source: VOTING, "Methods": keep / change / drop on drafted projects.

    Raises:
        ValueError: a ballot names what is not among `options`, or says something
            else; `majority` is below 50, where two answers could have it.
    """
    if not 50 <= majority <= 100:  # noqa: PLR2004
        raise ValueError("a majority is from 50 to 100 percent")
    found: dict[str, Counter[Answer]] = {option: Counter() for option in options}
    for ballot in ballots:
        for option, answer in ballot.items():
            _of(found, option)[Answer(answer)] += 1
    return {
        option: Verdict(
            keep=counts[Answer.KEEP],
            change=counts[Answer.CHANGE],
            drop=counts[Answer.DROP],
            way=_way(counts, majority, least),
        )
        for option, counts in found.items()
    }


def assessments(
    options: Iterable[str],
    ballots: Iterable[Mapping[str, tuple[int, int]]],
    *,
    lowest: int = 1,
    highest: int = 5,
) -> dict[str, Assessment]:
    """Add up (impact, feasibility) for each option, in the order of `options`.

    Both from `lowest` to `highest`. A mean is high from the middle of the scale up:
    who lies on the line has the better quadrant.
    Source: VOTING, "Methods": impact x feasibility (talk, not a rule).

    Raises:
        ValueError: a ballot names what is not among `options`, or a grade is not on
            the scale.
    """
    found: dict[str, list[tuple[int, int]]] = {option: [] for option in options}
    for ballot in ballots:
        for option, grades in ballot.items():
            if not all(lowest <= grade <= highest for grade in grades):
                raise ValueError(f"a grade is from {lowest} to {highest}")
            _of(found, option).append(grades)
    middle = Fraction(lowest + highest, 2)
    return {option: _assessed(grades, middle) for option, grades in found.items()}


def _of(found: Mapping[str, Kept], option: str) -> Kept:
    if option not in found:
        raise ValueError(f"{option} is not an option of this vote")
    return found[option]


def _way(counts: Counter[Answer], majority: int, least: int) -> Answer | None:
    answers = counts.total()
    if answers < max(1, least):
        return None
    for answer in Answer:
        if counts[answer] * 100 > majority * answers:
            return answer
    return None


def _assessed(grades: list[tuple[int, int]], middle: Fraction) -> Assessment:
    if not grades:
        return Assessment(0, 0, 0, None, None, None)
    impacts, feasibilities = (sum(column) for column in zip(*grades, strict=True))
    impact = Fraction(impacts, len(grades))
    feasibility = Fraction(feasibilities, len(grades))
    quadrants = {
        (True, True): Quadrant.NOW,
        (True, False): Quadrant.PREPARE,
        (False, True): Quadrant.EASY,
        (False, False): Quadrant.LATER,
    }
    quadrant = quadrants[impact >= middle, feasibility >= middle]
    return Assessment(
        len(grades), impacts, feasibilities, impact, feasibility, quadrant
    )
