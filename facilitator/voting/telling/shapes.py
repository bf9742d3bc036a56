"""Where the parts of a result's pictures stand. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from facilitator.texts import Sentence
from facilitator.voting.answers import GRADES, VERDICTS
from facilitator.voting.results import Standing
from facilitator.voting.rules import Method
from facilitator.voting.telling import words
from facilitator.voting.telling.told import Told

_TRIAGE_TONES: Final = (0, 2, 5)  # of a stacked bar: from 0, the worst, to 5
LOWEST, HIGHEST = 100, 500  # means of a field, in hundredths
CELL: Final = 6.25  # per cent of the field: two points are never nearer


@dataclass(frozen=True)
class Part:
    """A part of a stacked bar: its tone, and where it lies in per cent."""

    tone: int
    word: Sentence
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Point:
    """An option on the field; `along` and `up` in per cent of its sides."""

    standing: Standing
    along: float  # feasibility, from the reading side
    up: float  # impact


def is_stacked(told: Told) -> bool:
    """Whether the answers about an option make one bar."""
    return told.method in (Method.JUDGMENT, Method.TRIAGE)


def parts(told: Told, line: Standing) -> list[Part]:
    """Return the answers about an option, the best first."""
    names = _names(told)
    whole = sum(line.spread)
    found: list[Part] = []
    start = 0.0
    for at in reversed(range(len(line.spread))):
        count = line.spread[at]
        width = 100 * count / whole if whole else 0.0
        found.append(Part(*names[at], count, start, width))
        start += width
    return found


def legend(told: Told) -> list[tuple[int, Sentence]]:
    """Return the tones and their words, the best first."""
    return list(reversed(_names(told)))


def runoff(told: Told) -> list[Part]:
    """Return how the ballots of a runoff fell: one, neither, the other."""
    found = told.facts.get("preferences", {})
    a, b = (line.option for line in told.finalists)
    rows = (
        (5, _numbered(a.number), found.get(a.id, 0)),
        (0, Sentence(words.LEVEL), found.get("equal", 0)),
        (2, _numbered(b.number), found.get(b.id, 0)),
    )
    whole = sum(count for _, _, count in rows)
    parts_: list[Part] = []
    start = 0.0
    for tone, word, count in rows:
        width = 100 * count / whole if whole else 0.0
        parts_.append(Part(tone, word, count, start, width))
        start += width
    return parts_


def field(told: Told) -> list[Point]:
    """Return where the options stand on impact and feasibility.

    Points that would cover each other are moved to the nearest free place, the
    higher places staying where they are. Options that nobody rated are left out.
    """
    given = told.facts.get("answers", {})
    means = told.facts.get("means", {})
    taken: set[tuple[int, int]] = set()
    points = []
    for line in told.result.standings:
        if not given.get(line.option.id):
            continue
        impact, feasibility = means[line.option.id]
        cell = _free(taken, _cell(feasibility), _cell(impact))
        taken.add(cell)
        points.append(Point(line, CELL * (cell[0] + 0.5), CELL * (cell[1] + 0.5)))
    return points


def _names(told: Told) -> list[tuple[int, Sentence]]:
    """Return tone and word of each answer of a spread, the lowest first."""
    if told.method is Method.JUDGMENT:
        return [(tone, Sentence(word)) for tone, word in enumerate(GRADES)]
    return [
        (tone, Sentence(word))
        for tone, word in zip(_TRIAGE_TONES, VERDICTS, strict=True)
    ]


def _numbered(number: int) -> Sentence:
    return Sentence(words.NUMBERED, values={"number": number})


def _cell(mean: int) -> int:
    """Return the row or column of the field's 16 in which a mean lies."""
    cells = int(100 / CELL)
    return min(cells - 1, cells * (mean - LOWEST) // (HIGHEST - LOWEST))


def _free(taken: set[tuple[int, int]], across: int, up: int) -> tuple[int, int]:
    """Return the free cell nearest to one."""
    cells = int(100 / CELL)
    everywhere: Iterable[tuple[int, int]] = (
        (x, y) for x in range(cells) for y in range(cells) if (x, y) not in taken
    )
    return min(
        everywhere,
        key=lambda at: ((at[0] - across) ** 2 + (at[1] - up) ** 2, at),
    )
