"""A table of a result, for any reader. Pure."""

from dataclasses import dataclass

from facilitator.errors import N_
from facilitator.texts import Sentence, Text
from facilitator.voting.results import Standing

# None was withheld or is not known: a dash, or the words of the table's `gap`.
Cell = str | int | Text | Sentence | None


@dataclass(frozen=True)
class Table:
    """A table; `name` tells it from the others of a result.

    Rows begin with the number and the title of a proposal when `of_proposals`.
    """

    name: str
    title: Sentence
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    of_proposals: bool = True
    gap: Sentence = Sentence("–")  # noqa: RUF009 -- frozen


def named(line: Standing) -> tuple[int, Text]:
    """Return an option's number and title."""
    return line.option.number, line.option.name


def percent(value: int) -> Sentence:
    """Return a part in per cent."""
    return Sentence(N_("%(value)d%%"), values={"value": value})
