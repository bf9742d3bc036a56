"""All that lies about after a vote: files, tables, and who took part in which order."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody in the room, as the attacker knows them.

    `names` are all texts by which the database knows them (a name, credentials),
    `ids` the numbers of their seat and slip by the column that would hold them.
    `card` and `channel` an attentive neighbour knows.
    """

    names: tuple[str, ...]
    ids: Mapping[str, int]
    card: Mapping[str, str]
    channel: str


@dataclass
class Remains:
    """What the attacker holds. `people` stand in the order in which they voted.

    `ballots` gives the texts by which each ballot can be known: its locator and its
    receipt. `snapshots` are older states of what the files are: (how many had
    voted, what it holds).
    """

    people: Sequence[Person]
    ballots: Mapping[str, tuple[str, ...]]
    keys: tuple[str, ...]  # of the workshop and the vote
    files: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)  # in physical order
    snapshots: list[tuple[int, bytes]] = field(default_factory=list)


def tables_of(engine: Engine) -> dict[str, list[Row]]:
    """Return the rows of every table in the order in which they lie.

    On PostgreSQL with the transaction that wrote each; and what it sampled.
    """
    found = {}
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        for name in inspect(engine).get_table_names():
            asked = (
                f'SELECT * FROM "{name}"'  # noqa: S608
                if is_sqlite
                else f'SELECT xmin::text::bigint AS xmin, * FROM "{name}" ORDER BY ctid'  # noqa: S608
            )
            rows = connection.execute(text(asked)).mappings()
            found[name] = [dict(row) for row in rows]
        if not is_sqlite:
            rows = connection.execute(text("SELECT * FROM pg_stats")).mappings()
            found["pg_stats"] = [dict(row) for row in rows]
    return found


def files_of(engine: Engine) -> dict[str, bytes]:
    """Return the bytes of every file of the database, PostgreSQL's log left out."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        return {one.name: one.read_bytes() for one in path.parent.glob(f"{path.name}*")}
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql("CHECKPOINT")
        folder = Path(
            connection.scalar(text("SHOW data_directory")),
            "base",
            str(
                connection.scalar(
                    text(
                        "SELECT oid FROM pg_database WHERE datname = current_database()"
                    )
                )
            ),
        )
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def texts_in(value: Any) -> set[str]:
    """Return the texts and numbers that a value of a row is made of, as texts."""
    said = value if isinstance(value, str) else json.dumps(value, default=str)
    return {said, *re.findall(r"[^\s\[\]{}\",:]+", said)}
