"""Units of work that share commits, on SQLite."""

import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from facilitator import batches
from facilitator.batches import Batches, NotStored
from facilitator.db import connect
from facilitator.turns import TooBusy
from facilitator.units import Units
from tests.dots import put, stored, tables


@pytest.fixture
def units(tmp_path: Path) -> Iterator[Units]:
    engine = connect(f"sqlite:///{tmp_path / 'units.db'}")
    tables.create_all(engine)
    units = Units(engine)
    yield units
    units.close()
    engine.dispose()


def waiting(units: Units) -> int:
    writer = units._writer
    assert isinstance(writer, Batches)
    return writer.waiting


class Room:
    """People who write at once, each in a thread; what each got back."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.answers: dict[int, BaseException | None] = {}
        self.threads: list[threading.Thread] = []

    def enter(self, number: int, write: Callable[[Session, int], None] = put) -> None:
        """Start a unit, and return when it waits for its turn."""
        thread = threading.Thread(target=self._work, args=[number, write])
        self.threads.append(thread)
        thread.start()
        while waiting(self.units) < len(self.threads):
            sleep(0.001)

    def leave(self) -> None:
        for thread in self.threads:
            thread.join()

    def _work(self, number: int, write: Callable[[Session, int], None]) -> None:
        try:
            with self.units.writing() as session:
                write(session, number)
        except Exception as error:
            self.answers[number] = error
        else:
            self.answers[number] = None


def spoil(units: Units, write: Callable[[Session, int], None]) -> BaseException | None:
    """Let a second of three units do what undoes the batch; return what it was told.

    The first, which it takes down, is told too; the third is stored.
    """
    room = Room(units)
    first = units.begin()
    put(first.session, 0)
    room.enter(1, write)
    room.enter(2)

    with pytest.raises(NotStored):
        first.commit()
    room.leave()

    assert room.answers[2] is None
    assert stored(units) == [2]
    return room.answers[1]


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The commits that reached the disk."""
    seen: list[object] = []
    commit = batches._commit

    def note(connection: object) -> None:
        seen.append(connection)
        commit(connection)

    monkeypatch.setattr(batches, "_commit", note)
    return seen


def test_units_that_wait_share_one_commit(units: Units, commits: list[object]) -> None:
    room = Room(units)
    first = units.begin()
    put(first.session, 0)
    for number in range(1, 8):
        room.enter(number)

    first.commit()
    room.leave()

    assert stored(units) == list(range(8))
    assert room.answers == dict.fromkeys(range(1, 8))
    assert len(commits) == 1


def test_a_batch_has_an_end(
    units: Units, commits: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST", 3)
    room = Room(units)
    first = units.begin()
    for number in range(1, 8):
        room.enter(number)

    first.commit()
    room.leave()

    assert stored(units) == list(range(1, 8))
    assert len(commits) == 3


def test_a_unit_that_fails_harms_no_other(units: Units, commits: list[object]) -> None:
    def put_twice(session: Session, number: int) -> None:
        put(session, number)
        put(session, number)

    def give_up(session: Session, number: int) -> None:
        put(session, number)
        raise ZeroDivisionError

    room = Room(units)
    first = units.begin()
    put(first.session, 0)
    room.enter(1)
    room.enter(2, put_twice)
    room.enter(3)
    room.enter(4, give_up)

    first.commit()
    room.leave()

    assert stored(units) == [0, 1, 3]
    assert isinstance(room.answers[2], IntegrityError)
    assert isinstance(room.answers[4], ZeroDivisionError)
    assert (room.answers[1], room.answers[3], len(commits)) == (None, None, 1)


def test_a_failed_commit_is_everybodys(
    units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(units)
    first = units.begin()
    put(first.session, 0)
    room.enter(1)

    def break_down(_connection: object) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as patch:
        patch.setattr(batches, "_commit", break_down)
        with pytest.raises(NotStored) as refusal:
            first.commit()
        room.leave()

    assert isinstance(refusal.value.__cause__, OSError)
    assert isinstance(room.answers[1], NotStored)
    assert stored(units) == []
    with units.writing() as session:
        put(session, 2)
    assert stored(units) == [2]


def test_what_was_stored_all_the_same_is_noticed(
    units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody hears of it by its unit, so it counts as somebody else's."""
    before = units.strangers()
    commit = batches._commit

    def break_down(connection: Connection) -> None:
        commit(connection)
        raise OSError("the disk is gone")

    with monkeypatch.context() as patch, units.begin() as unit:
        patch.setattr(batches, "_commit", break_down)
        put(unit.session, 0)
        with pytest.raises(NotStored):
            unit.commit()

    assert stored(units) == [0]
    assert units.strangers() == (before or 0) + 1


def test_nobody_is_told_stored_when_sqlite_undid_the_batch(units: Units) -> None:
    def undo_all(session: Session, _number: int) -> None:
        session.connection().exec_driver_sql("ROLLBACK")  # as on a full disk
        raise ZeroDivisionError

    assert isinstance(spoil(units, undo_all), ZeroDivisionError)


def test_a_unit_that_cannot_be_told_apart_is_not_stored(units: Units) -> None:
    def lose_the_savepoint(session: Session, number: int) -> None:
        put(session, number)
        savepoint = session.connection().get_nested_transaction()
        session.connection().exec_driver_sql(f"RELEASE {savepoint._savepoint}")

    assert isinstance(spoil(units, lose_the_savepoint), OperationalError)


def test_a_unit_inside_a_unit_is_refused(units: Units) -> None:
    with units.writing() as session:
        with pytest.raises(RuntimeError, match="already inside a unit"):
            units.begin()
        put(session, 1)

    assert stored(units) == [1]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_dies_blocks_nobody(units: Units) -> None:
    def die() -> None:
        unit = units.begin()
        put(unit.session, 1)

    thread = threading.Thread(target=die)
    thread.start()
    thread.join()
    gc.collect()
    with units.writing() as session:
        put(session, 2)

    assert stored(units) == [2]


def test_who_waits_for_a_dead_thread_is_answered(units: Units) -> None:
    first = units.begin()
    put(first.session, 0)

    def die() -> None:
        unit = units.begin()
        put(unit.session, 1)

    thread = threading.Thread(target=die)
    thread.start()
    while not waiting(units):
        sleep(0.001)

    first.commit()  # hands over to the thread that dies in its turn
    thread.join()

    assert stored(units) == [0]


def test_another_process_that_holds_the_database(
    units: Units,
) -> None:
    engine = units.engine
    stranger = sqlite3.connect(engine.url.database, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    engine.dispose()
    event.listen(engine, "connect", lambda c, _r: c.execute("PRAGMA busy_timeout = 50"))

    started = monotonic()
    with pytest.raises(TooBusy):
        units.begin()
    stranger.close()
    with units.writing() as session:
        put(session, 1)

    assert stored(units) == [1]
    assert monotonic() - started < 5


def test_patience_ends(units: Units, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PATIENCE", 0)
    room = Room(units)
    first = units.begin()
    put(first.session, 0)
    room.enter(1)
    room.leave()

    first.commit()

    assert isinstance(room.answers[1], TooBusy)
    assert stored(units) == [0]
