"""Why a database cannot be used at this moment, as far as it says."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError, TimeoutError


class Why(StrEnum):
    """What is the matter: not with what was asked, but with the storage."""

    FULL = "full"
    READ_ONLY = "read-only"
    BUSY = "busy"
    DAMAGED = "damaged"
    GONE = "gone"  # the disk or the server of the database does not answer


@dataclass(frozen=True)
class Trouble:
    """That something could not be saved, when last, and why."""

    at: datetime
    why: Why


SQLITE = {
    sqlite3.SQLITE_FULL: Why.FULL,
    sqlite3.SQLITE_READONLY: Why.READ_ONLY,
    sqlite3.SQLITE_BUSY: Why.BUSY,
    sqlite3.SQLITE_LOCKED: Why.BUSY,
    sqlite3.SQLITE_CORRUPT: Why.DAMAGED,
    sqlite3.SQLITE_NOTADB: Why.DAMAGED,
    sqlite3.SQLITE_IOERR: Why.GONE,
    sqlite3.SQLITE_CANTOPEN: Why.GONE,
}
POSTGRESQL = {  # by the beginning of the state. Source: its manual, appendix A
    "53100": Why.FULL,
    "25006": Why.READ_ONLY,
    "55P03": Why.BUSY,
    "40": Why.BUSY,
    "XX001": Why.DAMAGED,
    "XX002": Why.DAMAGED,
}


def why_of(error: BaseException) -> Why | None:
    """Return why the storage failed, None when it is not the storage that failed.

    Looks at what the error was raised from, too: of a full disk, the rollback that
    followed fails as well, for SQLite has rolled back already.
    """
    return next(filter(None, map(_why, _chain(error))), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _why(error: BaseException) -> Why | None:
    if isinstance(error, TimeoutError):  # no connection became free
        return Why.BUSY
    if isinstance(error, DBAPIError) and error.orig is not None:
        return _why(error.orig) or _unreachable(error)
    if isinstance(error, sqlite3.Error):
        return SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    state = str(getattr(error, "sqlstate", None) or "")
    return next(
        (why for start, why in POSTGRESQL.items() if state.startswith(start)), None
    )


def _unreachable(error: DBAPIError) -> Why | None:
    """A server that is gone has no code to tell it by; SQLite is never gone so."""
    if isinstance(error.orig, sqlite3.Error):
        return None
    is_lost = isinstance(error, OperationalError) or type(error) is DatabaseError
    return Why.GONE if is_lost else None
