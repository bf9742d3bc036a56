"""Put a copy in the place of the database. No server may run meanwhile."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from facilitator.backup.copying import RESTORING, Counts, counts_of, reading
from facilitator.backup.disk import sync_folder
from facilitator.db import connect
from facilitator.errors import NotPossible
from facilitator.lock import only_one
from facilitator.migrating import alembic_config, upgrade
from facilitator.voting.models import Vote
from facilitator.voting.queries import ballots_in
from facilitator.voting.rules import VoteState
from facilitator.workshops.acts import record
from facilitator.workshops.models import Workshop

USABLE = {"sign_in": "", "invitation": "WHERE used_at IS NULL"}
LOGS = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file


class CannotRestore(NotPossible):
    """The copy cannot be used. The database is as it was."""


@dataclass(frozen=True)
class Restored:
    """What was put in place. `kept` is what was there before, `reopened` the number
    of votes that go on without the ballots they had.
    """

    rows: Counts
    reopened: int
    kept: Path | None


def restore(copy: Path, database: Path, moment: datetime) -> Restored:
    """Let `database` be what `copy` holds, brought to this version's schema.

    What was there is kept beside it. A power cut in between leaves the old or the
    new one, whole.

    Raises:
        CannotRestore: the copy is damaged, newer than this version, or not ours.
        InUse: a server runs on the database.
    """
    if not copy.is_file():
        raise CannotRestore(f"There is no file {copy}.")
    if database.exists() and copy.samefile(database):
        raise CannotRestore(f"{copy} is the database itself.")
    with only_one(database), _prepared(copy, database) as ready:
        reopened = _bring_up_to_date(ready)
        _keep_out(ready, database)
        _examine(ready, copy)
        rows = counts_of(ready)
        kept = _put_aside(database, moment)
        _replace(ready, database)
    return Restored(rows, reopened, kept)


@contextmanager
def _prepared(copy: Path, database: Path) -> Iterator[Path]:
    """Give a file beside `database` with what `copy` and its log hold."""
    ready = database.with_name(f".{database.name}{RESTORING}")
    _remove(ready)
    try:
        os.close(os.open(ready, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(reading(copy)) as source, closing(sqlite3.connect(ready)) as here:
            source.backup(here)
        _examine(ready, copy)
        _check_version(ready, copy)
        yield ready
    except sqlite3.Error as error:
        raise CannotRestore(f"{copy} cannot be used: {error}.") from error
    except OSError as error:
        raise CannotRestore(
            f"The copy cannot be put in place: {error.strerror}."
        ) from error
    finally:
        _remove(ready)


def _examine(path: Path, copy: Path) -> None:
    with closing(reading(path)) as database:
        [(found,)] = database.execute("PRAGMA integrity_check(1)").fetchall()
        if found != "ok":
            raise CannotRestore(f"{copy} is damaged: {found}.")
        orphans = database.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise CannotRestore(
                f"{copy} is damaged: rows of {orphans[0][0]} belong to nothing."
            )


def _check_version(path: Path, copy: Path) -> None:
    """Refuse what no version of ours, or only a later one, could have written."""
    with closing(reading(path)) as database:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = {name for (name,) in database.execute(query)}
        if not {"workshop", "alembic_version"} <= tables:
            raise CannotRestore(f"{copy} is not a copy that Facilitator made.")
        found = database.execute("SELECT version_num FROM alembic_version").fetchall()
    engine = connect(f"sqlite:///{path}")
    known = ScriptDirectory.from_config(alembic_config(engine))
    engine.dispose()
    if {number for (number,) in found} - {
        one.revision for one in known.walk_revisions()
    }:
        raise CannotRestore(
            f"{copy} was made by a newer Facilitator: update this one first."
        )


def _bring_up_to_date(path: Path) -> int:
    """Migrate, and note the restoring; return how many votes begin again."""
    engine = connect(f"sqlite:///{path}")
    try:
        upgrade(engine)
        return _note(engine)
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", error)).splitlines()[0]
        raise CannotRestore(f"The copy cannot be brought up to date: {why}.") from error
    finally:
        engine.dispose()
        _empty_log(path)


def _note(engine: Engine) -> int:
    """Say in every log that its end is cut off, and which open votes are empty."""
    with Session(engine.execution_options(writes=True)) as session:
        for workshop_id in [None, *session.scalars(select(Workshop.id))]:
            record(session, workshop_id, None, "database.restored")
        votes = session.scalars(select(Vote).where(Vote.state == VoteState.OPEN)).all()
        emptied = [vote for vote in votes if not ballots_in(session, vote.id)]
        for vote in emptied:
            record(session, vote.workshop_id, None, "vote.emptied", vote=vote.number)
        session.commit()
    return len(emptied)


def _keep_out(ready: Path, database: Path) -> None:
    """Let what no longer signs anybody in not do so again, because it once did.

    A database that cannot be read tells nothing, and everything in the copy holds.
    """
    for table, usable in USABLE.items():
        hashes = f"SELECT token_hash FROM {table} {usable}"  # noqa: S608 -- ours
        forget = f"DELETE FROM {table} WHERE token_hash = ?"  # noqa: S608
        with suppress(sqlite3.Error), closing(reading(database)) as there:
            still = set(there.execute(hashes).fetchall())
            with closing(sqlite3.connect(ready)) as here, here:
                once = set(here.execute(hashes).fetchall())
                here.executemany(forget, once - still)


def _empty_log(path: Path) -> None:
    """Let everything be in the one file, which is what is moved."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA journal_mode = DELETE")


def _put_aside(database: Path, moment: datetime) -> Path | None:
    """Give what is there a second name, with its log; return that."""
    if not database.exists():
        return None
    _settle(database)
    name = moment.strftime("facilitator-before-restore-%Y%m%d-%H%M%S")
    names = (f"{name}-{n}.db" if n > 1 else f"{name}.db" for n in count(1))
    kept = next(path for path in map(database.with_name, names) if not path.exists())
    for suffix in LOGS:  # never left to the new file, which they would damage
        log = database.with_name(database.name + suffix)
        if log.exists():
            log.rename(kept.with_name(kept.name + suffix))
    try:
        os.link(database, kept)
    except OSError:  # a file system without second names
        shutil.copy2(database, kept)
    sync_folder(database.parent)
    return kept


def _settle(database: Path) -> None:
    """Bring what the log holds into the file; a damaged one is kept as it is."""
    try:
        _empty_log(database)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise CannotRestore(
                f"Another program holds {database}: close it first."
            ) from error


def _replace(ready: Path, database: Path) -> None:
    with ready.open("rb+") as file:
        os.fsync(file.fileno())
    ready.replace(database)
    sync_folder(database.parent)


def _remove(path: Path) -> None:
    for suffix in ("", *LOGS):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
