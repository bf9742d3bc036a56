"""Units of work: all of what a request writes, stored at once or not at all."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import Connection, Engine, QueuePool
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from facilitator.batches import Batches, NotStored, UnitSession
from facilitator.clock import now
from facilitator.measures import Measures
from facilitator.moments import raise_versions
from facilitator.trouble import Trouble, why_of

After = Callable[["Unit"], None]

STORED = "stored"  # the key in a session's info
ERASED = "erased"  # likewise; since when copies hold what was erased
EVER = datetime.min.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


class _Noted(Protocol):
    @property
    def info(self) -> dict[Any, Any]: ...


def note_stored(session: _Noted, what: str) -> None:
    """Let `what` be counted once the unit of work (of `session`) is durable."""
    session.info.setdefault(STORED, []).append(what)


def erased(session: _Noted, since: datetime = EVER) -> None:
    """Note that earlier copies of the database must go, for what they hold of this.

    Those from before `since` hold nothing of it, and stay.
    """
    session.info[ERASED] = min(session.info.get(ERASED, since), since)


class _Writer(Protocol):
    @property
    def waiting(self) -> int: ...
    def open(self, unit: "Unit", /) -> Connection: ...
    def session(self, connection: Connection, /) -> UnitSession: ...
    def commit(self, unit: "Unit") -> None: ...
    def roll_back(self, unit: "Unit") -> None: ...
    def close(self) -> None: ...


class _Transactions:
    """A transaction for each unit, where the database has many writers."""

    waiting = 0  # for nobody: the database has many writers

    def __init__(self, engine: Engine, measures: Measures) -> None:
        self._engine = engine
        self._measures = measures

    def open(self, _unit: "Unit", /) -> Connection:
        return self._engine.connect()

    def session(self, connection: Connection, /) -> UnitSession:
        return UnitSession(
            connection,
            join_transaction_mode="control_fully",
            expire_on_commit=False,
            close_resets_only=False,
        )

    def commit(self, unit: "Unit") -> None:
        started = perf_counter()
        try:
            if unit.own_session is not None:
                unit.own_session.flush()
            raise_versions(unit.connection, unit)
            if unit.own_session is not None:
                unit.own_session.commit_for_unit()
            unit.connection.commit()
        except OperationalError as error:  # stored or not, sent again it counts once
            raise NotStored from error
        finally:
            self.roll_back(unit)
        self._measures.commits.observe(perf_counter() - started)

    def roll_back(self, unit: "Unit") -> None:
        connection = unit.connection
        try:
            if unit.own_session is not None:
                unit.own_session.close()
            connection.close()
        except DBAPIError:
            log.warning("a connection to the database broke off")
            if not connection.closed:
                connection.invalidate()
                connection.close()

    def close(self) -> None:
        pass


def _end(session: Session) -> None:
    """Close a session that owes nobody anything; its connection may be gone."""
    try:
        session.close()
    except DBAPIError:
        log.warning("a connection to the database broke off")
        session.invalidate()


class Unit:
    """One unit of work. As a context manager, rolls back what was not committed.

    On SQLite, an open unit is the only writer of the process: never wait for the
    network inside one (read the request before it, answer after it). `connection` is
    for statements that need no session; `info` is the session's, with or without one.
    """

    def __init__(self, writer: _Writer, heard: list[After], measures: Measures) -> None:
        self._writer = writer
        self._heard = heard
        self._measures = measures
        self._afterwards: list[After] = []
        self._is_open = True
        self.own_session: UnitSession | None = None
        self.info: dict[Any, Any] = {}
        try:
            self.connection = writer.open(self)
        except Exception as error:
            measures.refused(type(error).__name__)
            raise

    @property
    def session(self) -> UnitSession:
        """The session of this unit, made when it is first asked for."""
        if self.own_session is None:
            self.own_session = self._writer.session(self.connection)
            self.own_session.info.update(self.info)
            self.info = self.own_session.info
            if not self._is_open:
                self.own_session.close()
        return self.own_session

    def on_commit(self, action: After) -> None:
        """Call `action` with the unit once it is durable, and ended.

        It is never called when the unit is rolled back.
        """
        self._afterwards.append(action)

    def commit(self) -> None:
        """Return when the work is durable. The session is closed then.

        Raises:
            NotStored: the database could not store it. Nothing is stored.
        """
        if not self._is_open:
            raise RuntimeError("this unit of work has ended")
        self._is_open = False
        try:
            self._writer.commit(self)
        except Exception as error:
            self._measures.refused(type(error).__name__)
            raise
        for what in self.info.get(STORED, ()):
            self._measures.stored(what)
        for action in (*self._heard, *self._afterwards):
            try:
                action(self)
            except Exception:  # its own failure: the work is stored already
                log.exception("after a commit, %r failed", action)

    def rollback(self) -> None:
        """Undo the work, unless the unit has ended."""
        if self._is_open:
            self._is_open = False
            self._writer.roll_back(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.rollback()


class Units:
    """The units of work of one database. One such object for each process.

    `trouble` is what the storage suffers from, since the last that it stored.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.measures = Measures()
        self.trouble: Trouble | None = None
        self._told: Callable[[], None] | None = None
        self._heard: list[After] = []
        kind = Batches if engine.dialect.name == "sqlite" else _Transactions
        self._writer: _Writer = kind(engine, self.measures)
        self._show()

    @property
    def are_shared(self) -> bool:
        """Whether other processes write to the same database."""
        return self.engine.dialect.name != "sqlite"

    def strangers(self) -> int | None:
        """Return how often others were seen to have written to the database.

        None where it cannot be told: many processes write to it.
        """
        writer = self._writer
        return writer.strangers if isinstance(writer, Batches) else None

    def begin(self) -> Unit:
        """Open a unit that writes; end it by its `commit()` or `rollback()`.

        Raises:
            TooBusy: others write for too long (SQLite).
            RuntimeError: this thread is inside a unit already (SQLite).
        """
        return Unit(self._writer, self._heard, self.measures)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is committed at the end, rolled back on exceptions."""
        with self.begin() as unit:
            yield unit.session
            unit.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees what is committed, and stores nothing."""
        session = UnitSession(self.engine, expire_on_commit=False)
        try:
            yield session
        finally:
            _end(session)

    def after_commit(self, action: After) -> None:
        """Call `action` with each unit once it is durable, and ended.

        Its `info` is what actions left there.
        """
        self._heard.append(action)

    def on_trouble(self, tell: Callable[[], None]) -> None:
        """Call `tell` when trouble begins, becomes another one, and ends."""
        self._told = tell

    def note_failure(self, error: BaseException) -> bool:
        """Note that something was not stored; say whether it is the storage's fault."""
        why = why_of(error)
        if why is not None:
            self._set_trouble(Trouble(now(), why))
        return why is not None

    def note_success(self) -> None:
        """Note that something was stored."""
        if self.trouble is not None:
            self._set_trouble(None)

    def _set_trouble(self, trouble: Trouble | None) -> None:
        before, self.trouble = self.trouble, trouble
        is_new = (before and before.why) != (trouble and trouble.why)
        if is_new and self._told is not None:
            self._told()

    def close(self) -> None:
        """Close the connection that writes. No unit may be open."""
        self._writer.close()

    def _show(self) -> None:
        """Let whoever watches see how much is waited for."""
        self.measures.follow(
            "facilitator_units_waiting",
            "Units of work that wait for their turn to write.",
            lambda: self._writer.waiting,
        )
        pool = self.engine.pool
        if isinstance(pool, QueuePool):
            self.measures.follow(
                "facilitator_database_connections_used",
                "Connections to the database that somebody uses.",
                pool.checkedout,
            )
