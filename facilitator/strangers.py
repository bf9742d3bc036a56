"""Whether anybody but this process's own writer has written to an SQLite file."""

from sqlalchemy import Engine
from sqlalchemy.pool import PoolProxiedConnection


class Strangers:
    """Counts how often other connections were seen to have committed.

    SQLite tells each connection whether others committed since it last asked. The
    writer of this process says when it begins, when nobody else can commit any more,
    and when it has ended.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None
        self._version = 0
        self._count = 0
        self._is_writing = False

    def count(self) -> int:
        """Look, and return the count."""
        if not self._is_writing:
            self._look()
        return self._count

    def begin(self) -> None:
        """Look a last time: from here on only our own writer can commit."""
        self._look()
        self._is_writing = True

    def end(self) -> None:
        """Take what was committed since `begin` for our own."""
        if self._is_writing:
            self._version = self._asked()
            self._is_writing = False

    def doubt(self) -> None:
        """Take what was committed since `begin`, if anything, for somebody else's."""
        self._is_writing = False

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _look(self) -> None:
        version = self._asked()
        if version != self._version:
            self._version = version
            self._count += 1

    def _asked(self) -> int:
        if self._connection is None:
            self._connection = self._engine.raw_connection()
            self._count += 1  # what another connection knew says nothing here
        cursor = self._connection.cursor()
        (version,) = cursor.execute("PRAGMA data_version").fetchone()
        cursor.close()
        return int(version)
