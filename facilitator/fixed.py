"""Statements whose text is made once: what a room sends a thousand times a minute.

Making the text of a statement, and turning rows into objects, costs ten times what
SQLite needs to answer it.
"""

from typing import Any

from sqlalchemy import ClauseElement, Connection, CursorResult
from sqlalchemy.engine import Dialect

_Text = tuple[str, list[str] | None, dict[str, Any]]


class Fixed:
    """A statement of which only the values of its named parameters change.

    Values go to the driver as they are, and rows come as the driver gives them:
    texts, numbers and None; no dates, no JSON, no enums. `postgresql` stands in
    where the two databases need two statements.
    """

    def __init__(
        self, statement: ClauseElement, postgresql: ClauseElement | None = None
    ) -> None:
        self._statement = statement
        self._postgresql = statement if postgresql is None else postgresql
        self._texts: dict[str, _Text] = {}

    def run(self, connection: Connection, **values: Any) -> CursorResult[Any]:
        """Send it with these values."""
        text, order, given = self._text(connection.dialect)
        named = {**given, **values} if given else values
        if order is None:
            return connection.exec_driver_sql(text, named)
        return connection.exec_driver_sql(text, tuple(named[name] for name in order))

    def _text(self, dialect: Dialect) -> _Text:
        known = self._texts.get(dialect.name)
        if known is None:
            is_sqlite = dialect.name == "sqlite"
            statement = self._statement if is_sqlite else self._postgresql
            made: Any = statement.compile(dialect=dialect)
            given = {n: v for n, v in made.params.items() if v is not None}
            known = (str(made), made.positiontup, given)
            self._texts[dialect.name] = known
        return known
