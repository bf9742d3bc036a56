"""Group commit on SQLite: many units of work share one transaction and one fsync.

Each unit runs in a savepoint of its own, one after the other, on the process's one
writing connection. The last one of a batch commits for all of them.
"""

import logging
import sqlite3
import sys
import threading
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Protocol, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from facilitator.errors import N_, RuleBroken
from facilitator.measures import Measures
from facilitator.strangers import Strangers
from facilitator.turns import LOOK, TooBusy, Turns

MOST = 256  # units in a batch: bounds how long the first waits for the last
PATIENCE = 15.0  # seconds that a unit waits for its turn

log = logging.getLogger(__name__)


class NotStored(RuleBroken):
    """The batch was not committed: nothing of it is stored."""

    message = N_("This could not be saved. Please try again.")
    status = 503


class UnitSession(Session):
    """A session whose end is decided by its unit of work."""

    def commit(self) -> None:
        """Refuse: what this would commit is not yet durable."""
        raise RuntimeError("the unit of work commits, not its session")

    def commit_for_unit(self) -> None:
        """Commit, and let nothing more be done with this session."""
        super().commit()
        self.close()


class HasSession(Protocol):
    """What a unit of work looks like from here."""

    own_session: UnitSession | None


class _Batch:
    """Units that are committed together."""

    def __init__(self) -> None:
        self.size = 0
        self.failure: BaseException | None = None
        self.done = threading.Event()


class Batches:
    """Opens and closes units on the one writing connection of an SQLite engine."""

    def __init__(self, engine: Engine, measures: Measures) -> None:
        self._engine = engine.execution_options(writes=True)
        self._measures = measures
        self._turns = Turns()
        self._connection: Connection | None = None
        self._batch: _Batch | None = None
        self._is_inside = False  # the savepoint of a unit
        self._strangers = Strangers(engine)

    @property
    def waiting(self) -> int:
        """The number of units that wait for their turn."""
        return self._turns.waiting

    @property
    def strangers(self) -> int:
        """How often somebody else was seen to have written to the database."""
        return self._strangers.count()

    def open(self, unit: HasSession) -> Connection:
        """Wait for the turn of `unit`, and open its savepoint.

        Raises:
            TooBusy: the turn did not come, or another process holds the database.
        """
        try:
            self._turns.take(unit, PATIENCE)
            connection = self._transaction()
            self._open_savepoint(connection)
            return connection
        except BaseException as error:
            if self._turns.held_by(unit):
                self._pass_on()
            if isinstance(error, OperationalError) and _is_busy(error):
                raise TooBusy from error
            raise

    def commit(self, unit: HasSession) -> None:
        """Return once the work of `unit` is durable, with the rest of its batch.

        Raises:
            NotStored: the batch could not be committed.
        """
        self._release_savepoint(unit)
        batch = cast(_Batch, self._batch)
        batch.size += 1
        self._pass_on()
        self._wait_for(batch, unit)
        if batch.failure is not None:
            raise NotStored from batch.failure

    def roll_back(self, unit: HasSession) -> None:
        """Undo the work of `unit`, and of no other, and give its turn away."""
        try:
            if unit.own_session is not None:
                unit.own_session.close()
            self._check_transaction()
            if self._is_inside:
                self._leave_savepoint("ROLLBACK TO unit", "RELEASE unit")
        except BaseException as error:
            self._lose(error)  # the others must not be committed with half a unit
            if not isinstance(error, Exception):
                raise
        finally:
            self._pass_on()

    def session(self, connection: Connection, /) -> UnitSession:
        """Return a session inside the savepoint of a unit."""
        return UnitSession(
            connection,
            join_transaction_mode="create_savepoint",
            expire_on_commit=False,
            close_resets_only=False,  # the connection is somebody else's by then
        )

    def close(self) -> None:
        """Close the writing connection."""
        self._strangers.close()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _transaction(self) -> Connection:
        """Return the writing connection, inside the transaction of a batch."""
        if self._connection is None:
            self._connection = self._engine.connect()
        if self._batch is None:
            try:
                _off_the_loop(self._connection.begin)
            finally:
                if self._connection.in_transaction():  # even when interrupted
                    self._batch = _Batch()
                    self._strangers.begin()
        return self._connection

    def _open_savepoint(self, connection: Connection) -> None:
        self._undo_left_over(connection)
        _driver(connection).execute("SAVEPOINT unit")
        self._is_inside = True

    def _release_savepoint(self, unit: HasSession) -> None:
        try:
            if unit.own_session is not None:
                unit.own_session.flush()
        except BaseException:
            self.roll_back(unit)
            raise
        try:
            if unit.own_session is not None:
                unit.own_session.commit_for_unit()
            self._leave_savepoint("RELEASE unit")
        except BaseException as error:
            self._lose(error)  # its work can no longer be told from the others'
            self._pass_on()
            raise

    def _leave_savepoint(self, *statements: str) -> None:
        self._is_inside = False
        driver = _driver(cast(Connection, self._connection))
        for statement in statements:
            driver.execute(statement)

    def _undo_left_over(self, connection: Connection) -> None:
        """Undo what a unit left that never ended: its thread died."""
        while left_over := connection.get_nested_transaction():
            left_over.rollback()
        if self._is_inside:
            self._leave_savepoint("ROLLBACK TO unit", "RELEASE unit")

    def _check_transaction(self) -> None:
        """Make sure that SQLite did not roll back the whole batch by itself.

        It does so when the disk is full or broken.
        """
        if (
            self._connection is not None
            and not _driver(self._connection).in_transaction
        ):
            raise RuntimeError("the transaction of the batch is gone")

    def _pass_on(self) -> None:
        """Give the turn to the next unit, or end the batch when it is full or last."""
        batch = self._batch
        if batch is not None and batch.size < MOST and self._turns.hand_over():
            return
        try:
            if batch is not None:
                self._end(batch)
        finally:
            self._turns.release()

    def _end(self, batch: _Batch) -> None:
        self._batch = None
        connection = cast(Connection, self._connection)
        try:
            self._undo_left_over(connection)
            started = perf_counter()
            _off_the_loop(partial(_commit, connection))
            self._measures.commits.observe(perf_counter() - started)
            self._measures.batches.observe(batch.size)
        except BaseException as error:
            # Killed by gevent or by Ctrl-C, this may well have committed before.
            interrupted = not isinstance(error, Exception)
            if not interrupted or _driver(connection).in_transaction:
                self._fail(batch, error)
            if interrupted:
                raise
        finally:
            self._strangers.end()
            batch.done.set()

    def _lose(self, error: BaseException) -> None:
        """Give up the open batch: every unit in it hears of it."""
        batch, self._batch = self._batch, None
        if batch is None:
            return
        self._fail(batch, error)
        batch.done.set()

    def _fail(self, batch: _Batch, error: BaseException) -> None:
        log.error("a batch of %d units was not stored", batch.size, exc_info=error)
        batch.failure = error
        self._strangers.doubt()
        connection, self._connection = self._connection, None
        self._is_inside = False
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _wait_for(self, batch: _Batch, unit: HasSession) -> None:
        """Wait (see `Turns._wait`) for its end; end it when its unit is gone."""
        while not (batch.done.is_set() or batch.done.wait(LOOK)):
            if self._turns.is_abandoned():
                self._turns.take(unit, PATIENCE)
                self._pass_on()


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def _commit(connection: Connection) -> None:
    # The driver's own commit() says nothing when there is no transaction any more.
    _driver(connection).execute("COMMIT")
    connection.commit()


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return bool(code & 0xFF == sqlite3.SQLITE_BUSY)


def _off_the_loop(work: Callable[[], object]) -> None:
    """Call `work`; under gevent, in a real thread, while other greenlets run.

    A greenlet killed meanwhile still waits for the end: two threads must not use
    the connection at once.
    """
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("threading"):
        work()
        return
    result = sys.modules["gevent"].get_hub().threadpool.spawn(work)
    interruption: BaseException | None = None
    while not result.ready():
        try:
            result.wait()
        except BaseException as error:
            interruption = error
    result.get()
    if interruption is not None:
        raise interruption
