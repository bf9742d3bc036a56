"""What a result says in words, tables and pictures. Pure.

Phones, projector, pages and documents tell a result by the same sentences and the
same tables, each in its reader's language.
"""

from facilitator.voting.telling import shapes
from facilitator.voting.telling.agreeing import agreed
from facilitator.voting.telling.groups import turnout
from facilitator.voting.telling.hands import raised
from facilitator.voting.telling.helping import helped
from facilitator.voting.telling.rounds import runs, side_by_side
from facilitator.voting.telling.sentences import (
    about,
    comparison,
    explanation,
    firmness,
    level,
    lots,
    mirror,
    money,
    picture,
    represented,
    ties,
)
from facilitator.voting.telling.table import Cell, Table
from facilitator.voting.telling.tabling import answers, tables, totals
from facilitator.voting.telling.told import Told, numbers
from facilitator.voting.telling.verdicts import verdict
from facilitator.voting.telling.words import CONSULTATIVE, REASON_HEADS, answer, sides

__all__ = [
    "CONSULTATIVE",
    "REASON_HEADS",
    "Cell",
    "Table",
    "Told",
    "about",
    "agreed",
    "answer",
    "answers",
    "comparison",
    "explanation",
    "firmness",
    "helped",
    "level",
    "lots",
    "mirror",
    "money",
    "numbers",
    "picture",
    "raised",
    "represented",
    "runs",
    "shapes",
    "side_by_side",
    "sides",
    "tables",
    "ties",
    "totals",
    "turnout",
    "verdict",
]
