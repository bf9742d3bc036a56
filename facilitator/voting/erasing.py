"""After a close: erase what the disk still tells of how the ballots came in."""

import logging
from time import sleep

from sqlalchemy import Engine

TRIES = 5
PAUSE = 0.2  # seconds between tries: a reader's page takes less

log = logging.getLogger(__name__)


def after_close(engine: Engine) -> None:
    """Rewrite the database file without what was overwritten or deleted.

    Call it once the close is committed, outside any transaction, and off the
    server's loop (`slow.off_loop`): it takes a lock for some 10 ms.
    """
    if engine.dialect.name == "sqlite":
        _sqlite(engine)
    else:
        _postgresql(engine)


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


def _postgresql(engine: Engine) -> None:
    """Rewrite the tables: the close left the old rows dead in the same pages."""
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        for table in ("ballot", "slip_use", "ballot_reason", "paper_ballot"):
            alone.exec_driver_sql(f"VACUUM (FULL) {table}")
