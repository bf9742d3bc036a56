"""What a closed vote came to, as documents tell it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from facilitator.reports.written import Text

Cell: TypeAlias = str | int | Text | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a result, in the words of the edition.

    `name` tells it from the others. A cell is a number, words of ours, or somebody's
    text; None is what `gap` says.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    gap: str
    of_proposals: bool = True


@dataclass(frozen=True, slots=True)
class Counted:
    """A result beyond the votes of each option.

    `method`, `outcome` and `level` are codes, `winners` numbers of proposals in the
    order in which they won; `terms` are those that the opening fixed and `facts`
    what the count found, both with options as "P3". The rest are sentences in the
    edition's language: `decision` is what was decided, `warnings` what does not
    agree, `explanation` how the rule works, `firmness` how firm the result is.
    `is_shown` is whether the room has seen it.
    """

    method: str
    outcome: str
    level: str
    level_words: str
    winners: tuple[int, ...]
    decision: tuple[str, ...]
    warnings: tuple[str, ...]
    explanation: tuple[str, ...]
    firmness: tuple[str, ...]
    tables: tuple[Table, ...]
    is_shown: bool
    dice: str | None = None
    terms: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
