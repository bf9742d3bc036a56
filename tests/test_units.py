"""Units of work, on SQLite unless FACILITATOR_TEST_DATABASE_URL names another."""

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session

from facilitator.db import connect
from facilitator.units import Unit, Units
from tests.dots import dot, put, stored, tables


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = os.environ.get("FACILITATOR_TEST_DATABASE_URL")
    engine = connect(url or f"sqlite:///{tmp_path / 'units.db'}")
    tables.drop_all(engine)
    tables.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def units(engine: Engine) -> Iterator[Units]:
    units = Units(engine)
    yield units
    units.close()


def test_what_is_committed_is_seen_by_others(units: Units) -> None:
    with units.writing() as session:
        put(session, 1)

    assert stored(units) == [1]


def test_an_exception_undoes_the_unit(units: Units) -> None:
    def fail() -> None:
        with units.writing() as session:
            put(session, 1)
            assert session.scalars(select(dot.c.id)).all() == [1]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert stored(units) == []


def test_a_unit_left_without_commit_is_undone(units: Units) -> None:
    with units.begin() as unit:
        put(unit.session, 1)

    assert stored(units) == []


def test_reading_stores_nothing(units: Units) -> None:
    with units.reading() as session:
        put(session, 1)

    assert stored(units) == []


def test_a_session_does_not_commit_by_itself(units: Units) -> None:
    with units.begin() as unit:
        put(unit.session, 1)

        with pytest.raises(RuntimeError, match="the unit of work commits"):
            unit.session.commit()

    assert stored(units) == []


def test_a_session_ends_with_its_unit(units: Units) -> None:
    unit = units.begin()
    unit.commit()

    with pytest.raises(InvalidRequestError, match="closed"):
        put(unit.session, 1)


def test_a_unit_ends_once(units: Units) -> None:
    unit = units.begin()
    unit.commit()

    with pytest.raises(RuntimeError, match="has ended"):
        unit.commit()
    unit.rollback()

    assert stored(units) == []


def test_a_rolled_back_part_leaves_the_rest(units: Units) -> None:
    with units.writing() as session:
        put(session, 1)
        with pytest.raises(IntegrityError), session.begin_nested():
            put(session, 1)
        put(session, 2)

    assert stored(units) == [1, 2]


def test_a_rolled_back_session_may_begin_anew(units: Units) -> None:
    with units.writing() as session:
        put(session, 1)
        session.rollback()
        put(session, 2)

    assert stored(units) == [2]


def test_48_people_write_at_once(units: Units) -> None:
    together = threading.Barrier(48)

    def write(number: int) -> None:
        together.wait()
        with units.writing() as session:
            put(session, number)

    threads = [threading.Thread(target=write, args=[n]) for n in range(48)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert stored(units) == list(range(48))


def test_check_then_write_is_safe(units: Units) -> None:
    def write_if_few() -> None:
        with units.writing() as session:
            if session.bind.dialect.name != "sqlite":
                session.execute(text("LOCK TABLE unit_test_dot"))
            count = session.scalar(select(func.count()).select_from(dot))
            if count < 3:
                put(session, count)

    threads = [threading.Thread(target=write_if_few) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert stored(units) == [0, 1, 2]


def test_what_follows_a_commit_is_told_of_it(units: Units) -> None:
    seen: list[list[int]] = []
    heard: list[object] = []
    units.after_commit(lambda session: heard.append(session.info["word"]))
    unit = units.begin()
    unit.session.info["word"] = "votes"
    put(unit.session, 1)
    unit.on_commit(lambda _session: seen.append(stored(units)))

    unit.commit()

    assert (seen, heard) == ([[1]], ["votes"])


def test_what_follows_may_begin_another_unit(units: Units) -> None:
    def write_more(_session: Session) -> None:
        with units.writing() as session:
            put(session, 2)

    with units.begin() as unit:
        put(unit.session, 1)
        unit.on_commit(write_more)
        unit.commit()

    assert stored(units) == [1, 2]


def test_nothing_follows_a_rollback(units: Units) -> None:
    seen: list[Session] = []
    units.after_commit(seen.append)
    unit = units.begin()
    unit.on_commit(seen.append)

    unit.rollback()

    assert seen == []


def test_a_failure_after_the_commit_is_not_the_writers(
    units: Units, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_session: Session) -> None:
        raise ZeroDivisionError

    with units.begin() as unit:
        put(unit.session, 1)
        unit.on_commit(fail)
        unit.commit()

    assert stored(units) == [1]
    assert "after a commit" in caplog.text


def test_units_hold_nothing_of_what_they_did(units: Units) -> None:
    with units.writing() as session:
        put(session, 1)
    del session
    gc.collect()

    assert [thing for thing in gc.get_objects() if isinstance(thing, Unit)] == []


def test_a_unit_needs_no_session(units: Units) -> None:
    heard: list[object] = []
    units.after_commit(lambda unit: heard.append(unit.info["word"]))
    with units.begin() as unit:
        unit.connection.execute(insert(dot).values(id=1))
        unit.info["word"] = "votes"
        unit.commit()
    with units.begin() as unit:
        unit.connection.execute(insert(dot).values(id=2))

    assert stored(units) == [1]
    assert heard == ["votes"]


def test_connection_and_session_are_one_unit(units: Units) -> None:
    with units.begin() as unit:
        unit.info["word"] = "votes"
        unit.connection.execute(insert(dot).values(id=1))
        put(unit.session, 2)
        assert unit.session.info["word"] == "votes"
        unit.session.info["other"] = "step"
        unit.commit()
    with units.begin() as undone:
        undone.connection.execute(insert(dot).values(id=3))
        put(undone.session, 4)

    assert stored(units) == [1, 2]
    assert unit.info == {"word": "votes", "other": "step"}


def test_who_else_wrote_is_noticed(units: Units) -> None:
    if units.are_shared:
        assert units.strangers() is None
        return
    before = units.strangers()
    with units.writing() as session:
        put(session, 1)
    own = units.strangers()
    stranger = connect(units.engine.url)
    with stranger.begin() as connection:
        connection.execute(insert(dot).values(id=2))
    stranger.dispose()

    assert own == before
    assert units.strangers() == (own or 0) + 1
