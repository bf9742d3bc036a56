from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session

from facilitator.db import Base, Key, Texts, connect


class Standalone(DeclarativeBase):
    type_annotation_map = Base.type_annotation_map


class Note(Standalone):
    __tablename__ = "note"
    id: Mapped[Key]
    words: Mapped[Texts]
    more: Mapped[Texts | None]
    at: Mapped[datetime]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path / 'notes.db'}")
    Standalone.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_is_safe(
    engine: Engine, pragma: str, expected: int | str
) -> None:
    with engine.connect() as one, engine.connect() as other:
        found = [c.scalar(text(f"PRAGMA {pragma}")) for c in (one, other)]

    assert found == [expected, expected]


def test_texts_come_back_as_written(engine: Engine) -> None:
    words = {"ar": "المحور", "fr": "L’axe", "zgh": "ⴰⵎⵓⵔ"}
    with Session(engine) as session:
        session.add(Note(words=words, at=datetime.now(UTC)))
        session.commit()

        session.expire_all()
        note = session.scalars(select(Note)).one()

        assert (note.words, note.more) == (words, None)
        raw = session.scalar(text("SELECT words FROM note"))
        assert "المحور" in raw
        assert session.scalar(text("SELECT more FROM note")) is None


def test_texts_are_strings(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Note(words={"ar": 3}, at=datetime.now(UTC)))

        with pytest.raises(StatementError, match="not a text in a language"):
            session.flush()


def test_a_missing_text_is_refused_by_the_database(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Note(words=None, at=datetime.now(UTC)))

        with pytest.raises(IntegrityError):
            session.flush()


def test_times_are_kept_in_utc(engine: Engine) -> None:
    rabat = timezone(timedelta(hours=1))
    with Session(engine) as session:
        session.add(Note(words={}, at=datetime(2026, 3, 6, 9, 30, tzinfo=rabat)))
        session.commit()

        found = session.scalars(select(Note.at)).one()

    assert found == datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_a_naive_time_is_refused(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(Note(words={}, at=datetime(2026, 3, 6, 9, 30)))  # noqa: DTZ001

        with pytest.raises(StatementError, match="naive datetime"):
            session.flush()


def test_readers_see_what_others_committed(engine: Engine) -> None:
    with Session(engine) as reader, Session(engine) as writer:
        before = reader.scalars(select(Note.id)).all()
        reader.rollback()
        writer.add(Note(words={}, at=datetime.now(UTC)))
        writer.commit()

        after = reader.scalars(select(Note.id)).all()

    assert (before, after) == ([], [1])


def test_postgresql_goes_through_psycopg() -> None:
    engine = connect("postgresql://amal@localhost/rooms")

    assert engine.url.drivername == "postgresql+psycopg"


def test_an_error_does_not_tell_what_was_to_be_stored(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as failed:
        connection.execute(
            text("INSERT INTO nowhere VALUES (:content)"), {"content": "secret-P3"}
        )

    assert "secret-P3" not in str(failed.value)
