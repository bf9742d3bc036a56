"""Statements whose text is made once: what a room sends a thousand times a minute.

Making the text of a statement, and turning rows into objects, costs ten times what
SQLite needs to answer it. So these go to the driver itself, past SQLAlchemy's events.
"""

from collections import namedtuple
from collections.abc import Callable
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError


class Fixed:
    """A statement of which only the values of its named parameters change.

    Values go to the driver as they are, and rows come as the driver gives them:
    texts, numbers and None; no dates, no JSON, no enums. `postgresql` makes what
    stands in where the two databases need two statements.
    """

    def __init__(
        self,
        statement: ClauseElement,
        postgresql: Callable[[], ClauseElement] | None = None,
    ) -> None:
        self._sqlite = statement
        self._postgresql = postgresql or (lambda: statement)
        self._texts: dict[str, tuple[str, list[str] | None, dict[str, Any]]] = {}
        self._row: Any = None

    def row(self, connection: Connection, **values: Any) -> Any:
        """Return the first row, with a name for each column; None without one."""
        cursor = self._sent(connection, values)
        found = cursor.fetchone()
        if self._row is None:
            names = [column[0] for column in cursor.description]
            make: Any = namedtuple
            self._row = make("Row", names)
        cursor.close()
        return found and self._row(*found)

    def send(self, connection: Connection, **values: Any) -> int:
        """Change what it changes; return how many rows that were."""
        cursor = self._sent(connection, values)
        changed: int = cursor.rowcount
        cursor.close()
        return changed

    def _sent(self, connection: Connection, values: dict[str, Any]) -> Any:
        if not connection.in_transaction():
            connection.begin()
        text, order, given = self._text(connection.dialect)
        named: Any = {**given, **values} if given else values
        cursor = connection.connection.cursor()
        try:
            cursor.execute(
                text, named if order is None else [named[name] for name in order]
            )
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(connection, text, error) from error
        return cursor

    def _text(self, dialect: Dialect) -> tuple[str, list[str] | None, dict[str, Any]]:
        known = self._texts.get(dialect.name)
        if known is None:
            is_sqlite = dialect.name == "sqlite"
            statement = self._sqlite if is_sqlite else self._postgresql()
            made: Any = statement.compile(dialect=dialect)
            given = {n: v for n, v in made.params.items() if v is not None}
            known = (str(made), made.positiontup, given)
            self._texts[dialect.name] = known
        return known


def _wrapped(connection: Connection, text: str, error: Any) -> Any:
    """Return what SQLAlchemy would raise; it tells no values, which may be a ballot.

    As there, a connection that broke off goes back to no pool.
    """
    kind = connection.dialect.loaded_dbapi.Error
    driver = connection.connection.dbapi_connection
    if connection.dialect.is_disconnect(error, driver, None):
        connection.invalidate(error)
    return DBAPIError.instance(
        text, None, error, kind, hide_parameters=True, dialect=connection.dialect
    )
