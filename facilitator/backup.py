"""Copy the database while the server runs, and read the copy back.

The copy holds the database and nothing else. The secret key stays out: without it
facilitators sign in again, and nothing more is lost; with it, whoever finds the
copy could forge their cookies. Nor does it hold the ballots of a vote that is still
open: two copies made during a vote would tell whose ballots came in between.
"""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

Counts = dict[str, int]

OPEN = "SELECT id FROM vote WHERE state = 'open'"
SEALED = ("ballot", "ballot_reason", "channel_count", "paper_ballot", "slip_use")


class CannotBackUp(Exception):  # noqa: N818 -- reads as a fact
    """There is no good copy; the message is one sentence for the terminal."""


@dataclass(frozen=True)
class Copy:
    """A copy that was read back. `open_votes` are those whose ballots it lacks."""

    path: Path
    rows: int
    size: int  # bytes
    open_votes: int


def copy_database(source: Path, target: Path, moment: datetime) -> Copy:
    """Copy the SQLite file `source` to `target`, a new file or a folder.

    In a folder, the file is named after `moment`. Writers are not held up.

    Raises:
        CannotBackUp: there is nothing to copy, the file exists, or the copy is bad.
    """
    if not source.is_file():
        raise CannotBackUp(f"There is nothing to copy yet: {source} does not exist.")
    path = target / moment.strftime("facilitator-%Y%m%d-%H%M%S.db")
    path = path if target.is_dir() else target
    _reserve(path)
    try:
        counted, open_votes = _copy(source, path)
        _check(path, counted)
    except (CannotBackUp, sqlite3.Error, OSError) as error:
        path.unlink(missing_ok=True)
        raise CannotBackUp(f"The copy failed, and was removed: {error}") from error
    return Copy(path, sum(counted.values()), path.stat().st_size, open_votes)


def _reserve(path: Path) -> None:
    """Make the empty file that the copy goes into; nobody else may read it."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise CannotBackUp(f"{path} exists already; it was not touched.") from error
    except OSError as error:
        raise CannotBackUp(f"{path} cannot be written: {error.strerror}.") from error


def _copy(source: Path, path: Path) -> tuple[Counts, int]:
    """Copy what `source` held at one moment; return its rows, and the open votes.

    The file is written once, from memory, without what was taken out of it: pages
    copied as they are would tell in which order their rows came in.
    """
    with (
        closing(_reading(source)) as here,
        closing(sqlite3.connect(":memory:")) as all_,
    ):
        here.execute("BEGIN")  # one snapshot, for the counts and for the copy
        counted = _counts(here)
        here.backup(all_)
        open_votes = 0
        for name in SEALED if "vote" in counted else ():
            all_.execute(f'DELETE FROM "{name}" WHERE vote_id IN ({OPEN})')  # noqa: S608 -- our own tables' names
            [(open_votes,)] = all_.execute(f"SELECT count(*) FROM ({OPEN})")  # noqa: S608
        all_.commit()
        all_.execute("VACUUM INTO ?", (str(path),))
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return counted, open_votes


def _check(path: Path, counted: Counts) -> None:
    """Read the copy back.

    Raises:
        CannotBackUp: it is damaged, or does not hold what was counted.
    """
    with closing(_reading(path)) as copy:
        [(found,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
        if found != "ok":
            raise CannotBackUp(f"the copy is damaged ({found})")
        if _counts(copy) != counted:
            raise CannotBackUp("the copy does not hold the same rows")


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _counts(connection: sqlite3.Connection) -> Counts:
    """Return the rows of each table; those of open votes' ballots do not count."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = [name for (name,) in tables.fetchall()]
    sealed = SEALED if "vote" in names else ()
    return {
        name: connection.execute(
            f'SELECT count(*) FROM "{name}"'  # noqa: S608 -- our own tables' names
            + (f" WHERE vote_id NOT IN ({OPEN})" if name in sealed else "")
        ).fetchone()[0]
        for name in names
    }
