"""The rounds of a vote side by side. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.errors import N_
from facilitator.texts import Sentence, Text
from facilitator.voting.results import Standing
from facilitator.voting.telling.table import Cell, Table
from facilitator.voting.telling.told import Told


@dataclass(frozen=True)
class Run:
    """An option through the rounds; None where it was not put to the vote."""

    number: int
    title: Text
    colour: int
    lines: tuple[Standing | None, ...]


def runs(rounds: Sequence[Told]) -> list[Run]:
    """Return each option of any round: those of the last round first, by place.

    Options are the same in two rounds when their proposals have the same number.
    """
    by_number = [
        {line.option.number: line for line in told.result.standings} for told in rounds
    ]
    found: dict[int, Run] = {}
    for told in reversed(rounds):
        for line in told.result.standings:
            number = line.option.number
            lines = tuple(one.get(number) for one in by_number)
            found.setdefault(
                number, Run(number, line.option.name, line.axis.colour, lines)
            )
    return list(found.values())


def side_by_side(rounds: Sequence[Told]) -> Table | None:
    """Return the rounds as a table, the first first; None when there is one alone."""
    if len(rounds) <= 1:
        return None
    heads: list[Cell] = [Sentence(N_("No.")), Sentence(N_("Proposal"))]
    for told in rounds:
        number = {"number": told.result.spec.number}
        heads.append(Sentence(N_("Vote %(number)d"), values=number))
        heads.append(Sentence(N_("Place")))
    rows = [(run.number, run.title, *_cells(run, rounds)) for run in runs(rounds)]
    title = Sentence(N_("The rounds side by side"))
    return Table("rounds", title, tuple(heads), tuple(rows))


def _cells(run: Run, rounds: Sequence[Told]) -> list[Cell]:
    cells: list[Cell] = []
    for line, told in zip(run.lines, rounds, strict=True):
        cells += [None, None] if line is None else [told.value(line), line.rank]
    return cells
