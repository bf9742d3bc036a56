"""After a close: erase what the disk still tells of how the ballots came in."""

import logging
import sqlite3
from collections.abc import Sequence
from time import sleep

from sqlalchemy import Engine, exists, select
from sqlalchemy.exc import SQLAlchemyError

from facilitator.voting.models import Vote
from facilitator.voting.rules import VoteState

TABLES = ("ballot", "ballot_reason", "channel_count", "paper_ballot", "slip_use")
TRIES = 5
PAUSE = 0.2  # seconds between tries: a reader's page takes less

log = logging.getLogger(__name__)


def after_close(engine: Engine, tables: Sequence[str] = TABLES) -> None:
    """Rewrite the database file without what was overwritten or deleted.

    PostgreSQL rewrites `tables` alone.

    Call it once the close is committed, outside any transaction, and off the
    server's loop (`slow.off_loop`): it takes a lock for some 10 ms.
    """
    if engine.dialect.name == "sqlite":
        _sqlite(engine)
    else:
        _postgresql(engine, tables)


def at_start(engine: Engine) -> None:
    """Erase what a process left that died between a close and its erasing.

    Nobody may write yet. A database that is busy all the same is left as it is.
    """
    with engine.connect() as connection:
        closed = exists().where(Vote.state == VoteState.CLOSED)
        if not connection.scalar(select(closed)):
            return
    try:
        after_close(engine)
    except (SQLAlchemyError, sqlite3.Error):
        log.warning("the traces of closed votes could not be erased", exc_info=True)


def _sqlite(engine: Engine) -> None:
    """Rewrite the file and empty the log, which keeps older states of pages."""
    borrowed = engine.raw_connection()
    try:
        cursor = borrowed.cursor()
        cursor.execute("VACUUM")
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
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in tables:
            alone.exec_driver_sql(f"VACUUM (FULL) {table}")
