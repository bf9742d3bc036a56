"""Majority judgment: the highest median, ties by removing medians. Exact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.counting.ties import Drawn, places


@dataclass(frozen=True)
class Judgment:
    """The options by their grades, and what that rests on.

    `grades[option]` is how many ballots gave it each grade, the lowest first, and
    `medians` its majority grade. `places` are groups, the best first: options in
    one group have the very same grades. `single` is the one order that the tie
    order makes of them; `drawn` are the groups that it had to break.
    """

    grades: Mapping[str, tuple[int, ...]]
    medians: Mapping[str, int]
    places: tuple[tuple[str, ...], ...]
    single: tuple[str, ...]
    drawn: Drawn

    @property
    def winners(self) -> tuple[str, ...]:
        """The first place: one option, or more that are tied."""
        return self.places[0] if self.places else ()


def majority_judgment(
    options: Iterable[str],
    ballots: Iterable[Mapping[str, int]],
    order: Sequence[str],
    *,
    best: int,
) -> Judgment:
    """Rank the options by their majority values.

    Grades from 0 to `best`, on one scale for everybody; what a ballot does not
    grade has 0. The majority grade is the median, the lower of the middle two. Of
    options with the same, one such grade each is removed until their medians
    differ.
    Source: Balinski, Laraki, "Majority judgment" (2011), chapter 1, majority value;
    VOTING, "Second wave".

    Raises:
        ValueError: `order` is no order of `options`, a ballot names another, or
            gives a grade that is not on the scale.
    """
    at = places(order, options := list(options))
    grades = _grades(options, ballots, best)
    values = {option: majority_value(grades[option]) for option in options}
    listed = sorted(options, key=at.__getitem__)
    groups = tuple(
        tuple(option for option in listed if values[option] == value)
        for value in sorted(set(values.values()), reverse=True)
    )
    return Judgment(
        grades=grades,
        medians={option: value[0] if value else 0 for option, value in values.items()},
        places=groups,
        single=tuple(option for group in groups for option in group),
        drawn=tuple(group for group in groups if len(group) > 1),
    )


def majority_value(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the medians that removing the median again and again gives.

    `counts` are the ballots with each grade, the lowest first. Of n sorted grades
    the lower middle one goes first; then in turn the next above and the next
    below, beginning above when n is even and below when it is odd. So nothing
    needs to be removed, and the whole takes n steps.
    """
    grades = [grade for grade, number in enumerate(counts) for _ in range(number)]
    below = (len(grades) - 1) // 2
    above = below + 1
    lower, upper = grades[: below + 1][::-1], grades[above:]
    if len(grades) % 2 == 0:
        pairs = zip(lower, upper, strict=True)
        return tuple(grade for pair in pairs for grade in pair)
    rest = zip(lower[1:], upper, strict=True)
    return (*lower[:1], *(grade for pair in rest for grade in pair))


def _grades(
    options: Sequence[str], ballots: Iterable[Mapping[str, int]], best: int
) -> dict[str, tuple[int, ...]]:
    found: dict[str, Counter[int]] = {option: Counter() for option in options}
    number = 0
    for ballot in ballots:
        number += 1
        for option, grade in ballot.items():
            if option not in found:
                raise ValueError(f"{option} is not an option of this vote")
            if not 0 <= grade <= best:
                raise ValueError(f"{grade} is not a grade from 0 to {best}")
            found[option][grade] += 1
    for counts in found.values():
        counts[0] += number - counts.total()
    return {
        option: tuple(counts[grade] for grade in range(best + 1))
        for option, counts in found.items()
    }
