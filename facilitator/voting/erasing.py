"""After a close: erase what the disk still tells of how the ballots came in."""

import logging
import sqlite3
from collections.abc import Callable, Sequence
from threading import Thread
from time import sleep

from sqlalchemy import Engine, exists, select
from sqlalchemy.exc import SQLAlchemyError

from facilitator.fleet import ERASING, one_at_a_time
from facilitator.voting.models import Vote
from facilitator.voting.rules import VoteState

TABLES = ("ballot", "ballot_reason", "channel_count", "paper_ballot", "slip_use")
TRIES = 5
PATIENCE = 2000  # milliseconds for a lock; who votes waits behind us
PAUSE = 0.2  # seconds between tries: a reader's page takes less

log = logging.getLogger(__name__)


def after_close(engine: Engine, tables: Sequence[str] = TABLES) -> None:
    """Rewrite the database file without what was overwritten or deleted.

    PostgreSQL rewrites `tables` alone.

    Call it once the close is committed, outside any transaction, and off the
    server's loop (`slow.off_loop`): it takes a lock for some 10 ms.

    On PostgreSQL all rooms share the tables, and would wait while they are
    rewritten. While a vote is open anywhere dead rows are only given back, which
    nobody waits for; the last close rewrites.
    """
    if engine.dialect.name == "sqlite":
        _sqlite(engine)
    else:
        _postgresql(engine, tables)


def at_start(engine: Engine) -> None:
    """Erase what a process left that died between a close and its erasing.

    Or between an erasure and its: SQLite overwrites what is deleted, but not in its
    log. Nobody may write yet. A database that is busy all the same is left as it is.
    """
    with engine.connect() as connection:
        closed = exists().where(Vote.state == VoteState.CLOSED)
        has_closed = connection.scalar(select(closed))
    if has_closed:
        _try(after_close, engine)
    else:
        _try(empty_log, engine)


def in_background(engine: Engine) -> None:
    """Do it while the server goes on; whoever closed the vote does not wait."""
    erasing = Thread(
        target=_try, args=[after_close, engine], name="erasing", daemon=True
    )
    erasing.start()


def _try(erase: Callable[[Engine], None], engine: Engine) -> None:
    """Erase; what fails now is left to the next close, or to the next start."""
    try:
        erase(engine)
    except (SQLAlchemyError, sqlite3.Error):
        log.warning("the traces of closed votes could not be erased", exc_info=True)


def _sqlite(engine: Engine) -> None:
    """Rewrite the file and empty the log, which keeps older states of pages."""
    borrowed = engine.raw_connection()
    try:
        borrowed.cursor().execute("VACUUM")
    finally:
        borrowed.close()
    empty_log(engine)


def empty_log(engine: Engine) -> None:
    """Empty the log of SQLite, in which deleted words stay that the file has not.

    PostgreSQL's own log is not ours to empty.
    """
    if engine.dialect.name != "sqlite":
        return
    borrowed = engine.raw_connection()
    try:
        cursor = borrowed.cursor()
        for _ in range(TRIES):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_pages = cursor.fetchone() or (1,)
            if not busy:
                return
            sleep(PAUSE)
        log.warning("the log of the database could not be emptied: a reader is slow")
    finally:
        borrowed.close()


def _postgresql(engine: Engine, tables: Sequence[str]) -> None:
    """Rewrite the tables: what is erased lies dead in the same pages."""
    voting = select(exists().where(Vote.state == VoteState.OPEN))
    with one_at_a_time(engine, ERASING), engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        how = "" if alone.scalar(voting) else "(FULL) "  # which nobody may disturb
        alone.exec_driver_sql(f"SET lock_timeout = {PATIENCE}")
        try:
            for table in tables:
                alone.exec_driver_sql(f"VACUUM {how}{table}")
        finally:
            alone.exec_driver_sql("RESET lock_timeout")
