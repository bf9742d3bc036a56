"""Copies made during a vote, and what a crash at its close leaves behind."""

import logging
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.backup.copying import SEALED, copy_database
from facilitator.db import Base, connect
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast
from facilitator.voting.erasing import after_close, at_start, empty_log
from facilitator.voting.models import Vote
from tests.voting.rooms import Room, make_open_room, sit

MOMENT = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
FIRST = b'["P1","P3","P4"]'


def test_a_copy_lacks_the_ballots_of_open_votes_alone(
    sqlite_url: str, tmp_path: Path
) -> None:
    engine = connect(sqlite_url)
    with Session(engine.execution_options(writes=True)) as session:
        rooms = [make_open_room(session) for _ in range(2)]
        for room in rooms:
            for person in range(3):
                token = sit(session, room.workshop, person)
                cast(session, room.vote, token, ["P1"])
        close_vote(session, rooms[0].vote, rooms[0].account.id)
        session.commit()
        closed = rooms[0].vote.id
    engine.dispose()

    copy = copy_database(tmp_path / "test.db", tmp_path / "copy.db", MOMENT)

    assert copy.open_votes == 1
    with closing(sqlite3.connect(copy.path)) as database:
        kept = database.execute("SELECT vote_id FROM ballot").fetchall()
        states = database.execute("SELECT state FROM vote ORDER BY id").fetchall()
    assert kept == [(closed,)] * 3
    assert states == [("closed",), ("open",)]


def test_all_that_votes_keep_of_people_is_left_out() -> None:
    keyed = {
        name
        for name, table in Base.metadata.tables.items()
        if "vote_id" in table.columns and "vote_id" in table.primary_key.columns
    }

    assert keyed - set(SEALED) == {"vote_option", "raised_hands"}


def test_a_server_that_died_at_the_close_erases_when_it_starts(
    sqlite_url: str, tmp_path: Path
) -> None:
    engine = connect(sqlite_url)
    files = [tmp_path / "test.db", tmp_path / "test.db-wal"]
    with Session(engine.execution_options(writes=True)) as session:
        room = make_open_room(session)
        token = sit(session, room.workshop, 1)
        for marks in (["P1", "P3", "P4"], ["P2"]):
            cast(session, room.vote, token, marks)
            session.commit()
        close_vote(session, room.vote, room.account.id)
        session.commit()
    assert any(FIRST in file.read_bytes() for file in files)

    at_start(engine)

    assert not any(FIRST in file.read_bytes() for file in files)
    engine.dispose()


def test_the_file_is_the_same_however_the_ballots_came(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Where a row lies in its page tells when it came, until the file is rewritten."""
    engine = connect(sqlite_url)
    writes = engine.execution_options(writes=True)
    with Session(writes, expire_on_commit=False) as session:
        room = make_open_room(session)
        tokens = [sit(session, room.workshop, person) for person in range(20)]
        session.commit()
    engine.dispose()
    receipts = [keys.receipt(token, room.vote.key).encode() for token in tokens]
    found = []

    for number, comers in enumerate((tokens, tokens[::-1])):
        file = tmp_path / f"{number}.db"
        shutil.copy(tmp_path / "test.db", file)
        engine = connect(f"sqlite:///{file}")
        _vote_and_close(engine, room, comers)
        empty_log(engine)
        before = sorted(receipts, key=file.read_bytes().index)
        after_close(engine)
        found.append((before, sorted(receipts, key=file.read_bytes().index)))
        engine.dispose()

    (first, first_after), (second, second_after) = found
    assert first != second
    assert first_after == second_after


def _vote_and_close(engine: Engine, room: Room, tokens: list[str]) -> None:
    with Session(engine.execution_options(writes=True)) as session:
        vote = session.get_one(Vote, room.vote.id)
        for token in tokens:
            cast(session, vote, token, ["P1"])
        close_vote(session, vote, room.account.id)
        session.commit()


def test_a_database_in_use_starts_all_the_same(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = connect(sqlite_url)
    with Session(engine.execution_options(writes=True)) as session:
        room = make_open_room(session)
        close_vote(session, room.vote, room.account.id)
        session.commit()
        session.execute(select(Vote))  # holds the lock
        _impatient(engine)

        with caplog.at_level(logging.WARNING):
            at_start(engine)

        assert "could not be erased" in caplog.text
    engine.dispose()


def _impatient(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout = 10"))


def test_the_database_samples_nothing_of_ballots(
    session: Session, engine: Engine
) -> None:
    room = make_open_room(session)
    for person in range(40):
        token = sit(session, room.workshop, person)
        cast(session, room.vote, token, ["P1"], groups={"age": "under-30"})
    session.commit()

    session.execute(text("ANALYZE"))

    session.commit()
    sampled = (
        "SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat4'"
        if engine.dialect.name == "sqlite"
        else "SELECT attname FROM pg_stats WHERE tablename = 'ballot'"
    )
    assert set(session.scalars(text(sampled))) <= {"vote_id"}
    if engine.dialect.name == "postgresql":  # of other tables there are samples
        others = "SELECT count(*) FROM pg_stats WHERE tablename = 'seat'"
        assert session.scalar(text(others)) > 0
