"""The outcome as tables and data, for spreadsheets and machines."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, time
from enum import Enum
from typing import Final

from facilitator.reports import labels
from facilitator.reports.counted import Cell, Table
from facilitator.reports.outcome import Outcome, PartialDate, Proposal
from facilitator.reports.wording import Wording, Words
from facilitator.reports.written import Text
from facilitator.typesetting.sanitise import clean, csv_safe

SCHEMA: Final = "facilitator-outcome/1"


def proposals_csv(outcome: Outcome, words: Words) -> bytes:
    """The proposals, one a row, as Excel opens it in Arabic and French.

    UTF-8 with a byte order mark, semicolons, every field quoted, CRLF. Column
    heads are in the edition's language. An empty field was not recorded. A text
    that looks like a formula has an apostrophe before it.

    Columns: permanent number; number and title of the axis; title as written
    and its language; the title translated into the edition's language, if it
    is; description; objectives and partners, one a line; status; number of the
    proposal it was merged into; votes; rank. Where a text other than the title
    exists in the edition's language, that one is given.
    """
    wording = Wording(outcome.language, words)
    axes = {axis.number: axis.title for axis in outcome.axes}
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(csv_safe(wording.say(head)) for head in labels.COLUMNS.values())
    for proposal in sorted(outcome.proposals, key=lambda one: one.number):
        axis = axes.get(proposal.axis) if proposal.axis is not None else None
        row = _row(proposal, axis, wording)
        writer.writerow(_cell(row[column]) for column in labels.COLUMNS)
    return file.getvalue().encode("utf-8-sig")


def votes_csv(outcome: Outcome, words: Words) -> bytes:
    """Every table of every closed vote, one cell a row, as Excel opens it.

    Form as `proposals_csv`. Columns: number of the vote; title of the table; number
    and title of the proposal, empty where the row is of none; head of the row (an
    answer, a group), and of the column; value. What was withheld is empty.
    """
    wording = Wording(outcome.language, words)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(csv_safe(wording.say(head)) for head in labels.VOTE_COLUMNS)
    for vote in outcome.votes:
        for table in vote.counted.tables if vote.counted else ():
            for row in table.rows:
                for cells in _cells(table, row):
                    writer.writerow([str(vote.number), *map(_cell, cells)])
    return file.getvalue().encode("utf-8-sig")


def _cells(
    table: Table, row: tuple[Cell, ...]
) -> Iterator[tuple[str | int | None, ...]]:
    """The cells of a row, each with all that names it."""
    values = [one.value if isinstance(one, Text) else one for one in row]
    at = len(("number", "title")) if table.of_proposals else 1
    names = values[:at] if table.of_proposals else ["", ""]
    head = "" if table.of_proposals else values[0]
    for column, value in zip(table.heads[at:], values[at:], strict=True):
        yield (table.title, *names, head, column, value)


def outcome_json(outcome: Outcome) -> bytes:
    """The whole outcome, for machines: UTF-8, keys in a fixed order.

    `schema` is `SCHEMA`; the other keys are the fields of `Outcome`, under the
    same names, and so on inside. A text is `{"value", "lang", "translations"}`:
    the original, its language, the same text in other languages. A date is
    `{"iso", "weekday"}`, as much as is known ("2023-10" is a month; 0 is
    Monday); a moment is ISO 8601 with its offset, an hour "09:00". `null` or an
    empty list was not recorded.
    """
    everything = {"schema": SCHEMA, **_record(outcome)}
    return json.dumps(everything, ensure_ascii=False, indent=2).encode() + b"\n"


def _row(
    proposal: Proposal, axis: Text | None, wording: Wording
) -> dict[str, str | int | None]:
    title, status = proposal.title, proposal.status
    edition = wording.language
    return {
        "number": proposal.number,
        "axis": proposal.axis,
        "axis_title": _spoken(axis, edition),
        "title": title.value,
        "language": wording.language_name(title.lang),
        "translation": title.translations.get(edition) if title.lang != edition else "",
        "description": _spoken(proposal.description, edition),
        "objectives": _lines(proposal.objectives, edition),
        "partners": _lines(proposal.partners, edition),
        "status": wording.say(labels.STATUS[status]) if status else None,
        "merged_into": proposal.merged_into,
        "votes": proposal.votes,
        "rank": proposal.rank,
    }


def _cell(value: str | int | None) -> str:
    return "" if value is None else csv_safe(str(value))


def _spoken(text: Text | None, language: str) -> str | None:
    return text.spoken(language).value if text else None


def _lines(texts: Iterable[Text], language: str) -> str:
    return "\n".join(text.spoken(language).value for text in texts)


def _plain(value: object) -> object:
    """The value as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="minutes")
    return _collection(value)


def _collection(value: object) -> object:
    if isinstance(value, PartialDate):
        return {"iso": value.iso, "weekday": value.weekday}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in sorted(value.items())}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return _record(value) if is_dataclass(value) else value


def _record(value: object) -> dict[str, object]:
    if not is_dataclass(value):
        raise TypeError(type(value))
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
