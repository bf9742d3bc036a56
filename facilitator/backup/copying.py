"""Copy the database while the server runs, and read the copy back.

The copy holds the database and nothing else. The secret key stays out: without it
facilitators sign in again, and nothing more is lost; with it, whoever finds the
copy could forge their cookies. Nor does it hold the ballots of a vote that is still
open: two copies made during a vote would tell whose ballots came in between.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from facilitator.backup.disk import forget_cached, free_bytes, in_megabytes, sync_folder
from facilitator.errors import NotPossible

Counts = dict[str, int]

OPEN = "SELECT id FROM vote WHERE state = 'open'"
SEALED = ("ballot", "ballot_reason", "channel_count", "paper_ballot", "slip_use")
PART = ".part"  # how the name of a copy ends that is being made
RESTORING = ".restoring"  # likewise, of one that is being put in place
PATIENCE = 10.0  # seconds to wait for a program that holds the database


class CannotBackUp(NotPossible):
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

    In a folder, the file is named after `moment`. Writers are not held up. The copy
    gets its name once it is whole, on the disk, and was read back from there.

    Raises:
        CannotBackUp: there is nothing to copy, the file exists, there is no room, or
            the copy is bad.
    """
    if not source.is_file():
        raise CannotBackUp(f"There is nothing to copy yet: {source} does not exist.")
    path = _in_folder(target, moment) if target.is_dir() else target
    if path.exists():
        raise CannotBackUp(f"{path} exists already; it was not touched.")
    _check_room(source, path.parent)
    with _unfinished(path) as part:
        counted, open_votes = _copy(source, part)
        _check(part, counted)
        size = part.stat().st_size
        _publish(part, path)
    return Copy(path, sum(counted.values()), size, open_votes)


def counts_of(path: Path) -> Counts:
    """Return the rows of each table; those of open votes' ballots do not count."""
    with closing(reading(path)) as connection:
        return _counts(connection)


def reading(path: Path) -> sqlite3.Connection:
    """Open a file of which nothing is to be changed."""
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE
    )


def _in_folder(folder: Path, moment: datetime) -> Path:
    """Return a name for the copy: the clock may have been there before."""
    name = moment.strftime("facilitator-%Y%m%d-%H%M%S")
    names = (f"{name}-{n}.db" if n > 1 else f"{name}.db" for n in count(1))
    return next(path for path in map(folder.joinpath, names) if not path.exists())


def _check_room(source: Path, folder: Path) -> None:
    """Refuse a disk that cannot hold another copy of `source`."""
    log = source.with_name(f"{source.name}-wal")
    needed = source.stat().st_size + (log.stat().st_size if log.exists() else 0)
    free = free_bytes(folder)
    if free is not None and free < needed:
        raise CannotBackUp(
            f"There is not enough room in {folder}: the copy may need "
            f"{in_megabytes(needed)} MB, and {in_megabytes(free)} MB are free."
        )


@contextmanager
def _unfinished(path: Path) -> Iterator[Path]:
    """Give an empty file beside `path`, which nobody else may read; remove it after.

    Never one that was there: who shares the folder may have put it, or a link, there.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise CannotBackUp(f"{path} cannot be written: {error.strerror}.") from error
    try:
        yield part
    except (sqlite3.Error, OSError) as error:
        raise CannotBackUp(
            f"The copy failed, and was removed: {_why(error)}."
        ) from error
    finally:
        with suppress(OSError):  # the stick may have been pulled out
            part.unlink(missing_ok=True)


def _why(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return "the disk is full"
    if code == sqlite3.SQLITE_BUSY:
        return "another program holds the database"
    return getattr(error, "strerror", None) or str(error)


def _copy(source: Path, part: Path) -> tuple[Counts, int]:
    """Copy what `source` held at one moment; return its rows, and the open votes.

    The file is written once, from memory, without what was taken out of it: pages
    copied as they are would tell in which order their rows came in.
    """
    with (
        closing(reading(source)) as here,
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
        all_.execute("VACUUM INTO ?", (str(part),))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
        forget_cached(file.fileno())
    return counted, open_votes


def _check(path: Path, counted: Counts) -> None:
    """Read the copy back.

    Raises:
        CannotBackUp: it is damaged, or does not hold what was counted.
    """
    with closing(reading(path)) as copy:
        [(found,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
        if found != "ok":
            raise CannotBackUp(f"The copy is damaged ({found}), and was removed.")
        if _counts(copy) != counted:
            raise CannotBackUp("The copy lacks rows, and was removed.")


def _publish(part: Path, path: Path) -> None:
    """Give the copy its name, and never that of another file."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise CannotBackUp(f"{path} exists already; it was not touched.") from error
    except OSError:  # a stick's file system knows no second names
        if path.exists():
            raise CannotBackUp(f"{path} exists already; it was not touched.") from None
        part.rename(path)
    sync_folder(path.parent)


def _counts(connection: sqlite3.Connection) -> Counts:
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
