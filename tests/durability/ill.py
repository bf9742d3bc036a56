"""A storage that fails in one way or another, for as long as a test wants."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine, event

ENOUGH = 1_000_000  # pages


@contextmanager
def _saying(engine: Engine, inside: str, after: str) -> Iterator[None]:
    """Say something to SQLite in each transaction, and something else at its end."""
    is_ill = [True]

    def _begin(connection: Connection) -> None:
        if is_ill:
            _say(connection, inside)

    def _end(connection: Connection) -> None:
        if not connection.invalidated:
            _say(connection, after)

    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _end)
    event.listen(engine, "rollback", _end)
    try:
        yield
    finally:
        is_ill.clear()


def _say(connection: Connection, statement: str) -> None:
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.cursor().execute(f"PRAGMA {statement}")


def full(engine: Engine) -> AbstractContextManager[None]:
    """No page can be added to the file, as on a full disk."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    return _saying(engine, f"max_page_count = {pages}", f"max_page_count = {ENOUGH}")


def read_only(engine: Engine) -> AbstractContextManager[None]:
    """Nothing can be written, as in a folder without the right to."""
    return _saying(engine, "query_only = ON", "query_only = OFF")


@contextmanager
def impatient(engine: Engine) -> Iterator[None]:
    """Who waits for another program gives up soon: a test has no 5 seconds."""

    def _connect(driver: object, _record: object) -> None:
        driver.execute("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]

    engine.dispose()
    event.listen(engine, "connect", _connect)
    yield
    event.remove(engine, "connect", _connect)
