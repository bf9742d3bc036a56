"""Is the database sound? What it says of itself, and every closed vote recounted.

The recount is done by `verifying.recount`, which shares no code with the counting.
"""

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from facilitator.backup.copying import reading
from facilitator.backup.digests import breaks, compare
from facilitator.backup.guards import odd_triggers
from facilitator.db import connect
from facilitator.logbook.chain import broken_links
from facilitator.migrating import NewerDatabase, upgrade
from facilitator.verifying import recount
from facilitator.voting.models import Vote
from facilitator.voting.queries import bundle_of
from facilitator.voting.rules import VoteState
from facilitator.workshops.models import Workshop

MOST_TOLD = 20  # findings of one kind


@dataclass(frozen=True)
class Findings:
    """What is wrong, a sentence each, and how many closed votes were recounted.

    `told` says where digests stand that were asked for.
    """

    wrong: list[str]
    votes: int
    told: list[str] = field(default_factory=list)


def check_file(path: Path, digests: Sequence[str] = ()) -> Findings:
    """Return what is wrong with an SQLite file, of this version or an earlier one.

    It is read once, into memory: the server that uses it goes on, nothing is changed,
    and no ballot is left on any disk.
    """
    try:
        with _in_memory(path) as engine:
            wrong = _tried("the file could not be read", lambda: list(_file(engine)))
            if wrong:  # nothing read from such a file would prove anything
                return Findings(wrong, 0)
            wrong = _tried("the keys could not be read", lambda: list(_orphans(engine)))
            found = _tried_to_update(engine) or check(engine, digests)
    except sqlite3.Error as error:
        return Findings([f"The file could not be read: {error}."], 0)
    return Findings(wrong + found.wrong, found.votes, found.told)


def check(engine: Engine, digests: Sequence[str] = ()) -> Findings:
    """Return what is wrong with the votes, the log and the triggers of a database.

    Its schema is of this version. PostgreSQL answers for its files and keys itself.
    A digest that stands nowhere in its logs is wrong.
    """
    wrong: list[str] = []
    told: list[str] = []
    votes = 0

    def _compared(session: Session) -> list[str]:
        found = compare(session, digests)
        told.extend(found.told)
        return found.wrong

    with Session(engine) as session:
        try:
            for vote, code in _closed(session):
                wrong += _recounted(session, vote, code)
                votes += 1
        except SQLAlchemyError as error:
            wrong.append(f"The votes could not be read: {_why(error)}.")
        wrong += _tried(
            "the log could not be read", lambda: list(breaks(broken_links(session)))
        )
        wrong += _tried("the log could not be compared", lambda: _compared(session))
    wrong += _tried("the triggers could not be read", lambda: list(_unguarded(engine)))
    return Findings(wrong, votes, told)


def _unguarded(engine: Engine) -> Iterator[str]:
    """Say which triggers keep closed votes and the log no longer from being changed."""
    if odd := odd_triggers(engine):
        yield f"Triggers that are missing, changed, or not ours: {', '.join(odd)}."


@contextmanager
def _in_memory(path: Path) -> Iterator[Engine]:
    engine = connect("sqlite://")
    try:
        borrowed = engine.raw_connection()
        with closing(reading(path)) as source:
            source.backup(cast(sqlite3.Connection, borrowed.driver_connection))
        borrowed.close()
        yield engine
    finally:
        engine.dispose()


def _tried_to_update(engine: Engine) -> Findings | None:
    """Bring the copy in memory to this version; return why it cannot be, else None."""
    try:
        upgrade(engine)
    except NewerDatabase:
        return Findings(["A newer Facilitator made this: update this one first."], 0)
    except SQLAlchemyError as error:
        return Findings(
            [f"It is not a database of this Facilitator: {_why(error)}."], 0
        )
    return None


def _tried(what: str, look: Callable[[], list[str]]) -> list[str]:
    try:
        return look()
    except SQLAlchemyError as error:
        return [f"{what[:1].upper()}{what[1:]}: {_why(error)}."]


def _why(error: Exception) -> str:
    return str(getattr(error, "orig", error)).strip().splitlines()[0]


def _file(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        pragma = text(f"PRAGMA integrity_check({MOST_TOLD})")
        for found in connection.scalars(pragma):
            if found != "ok":
                yield f"The file is damaged: {' '.join(str(found).split())}."


def _orphans(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        rows = connection.execute(text("PRAGMA foreign_key_check")).all()
    for table, parent in sorted({(row[0], row[2]) for row in rows}):
        number = sum(row[0] == table and row[2] == parent for row in rows)
        yield f"Rows of {table} whose {parent} is missing: {number}."


def _closed(session: Session) -> list[tuple[Vote, str]]:
    """Return the closed votes with their workshop's code; a purge leaves them whole."""
    rows = session.execute(
        select(Vote, Workshop.code)
        .join(Workshop, Workshop.id == Vote.workshop_id)
        .where(Vote.state == VoteState.CLOSED)
        .order_by(Workshop.code, Vote.number)
    )
    return [(vote, code) for vote, code in rows]


def _recounted(session: Session, vote: Vote, code: str) -> list[str]:
    """Return what the recount finds wrong with a vote."""
    name = f"Vote {vote.number} of workshop {code}"
    try:
        whole = bundle_of(session, vote, is_whole=True)
    except SQLAlchemyError:
        raise
    except Exception as error:  # what is stored is not what we would have stored
        return [f"{name}: what is stored of it makes no sense ({error!r})."]
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    report = recount.verify_files(files, recount.Seen())
    told = [
        recount.said(key, values, "en")
        for state, key, values in report.lines
        if state == recount.WRONG
    ]
    return [f"{name}: {' '.join(line.split())}" for line in told[:MOST_TOLD]]
