"""After a vote nothing at rest joins a ballot to a person better than chance does."""

import io
import logging
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from facilitator.app import create_app
from facilitator.backup.copying import copy_database
from facilitator.config import read_settings
from facilitator.reports.labels import METHODS
from facilitator.serving.hub import Hub
from facilitator.units import Units
from facilitator.voting.actions import close_vote, reveal
from facilitator.voting.erasing import after_close
from facilitator.voting.rules import Method
from facilitator.voting.stages import Stage
from tests.people import sign_in
from tests.postgresql import _program
from tests.secrecy.attackers import successes
from tests.secrecy.remains import Remains, files_of, tables_of
from tests.secrecy.town_hall import PEOPLE, TownHall

REPORT = ("report", "report.csv", "report.json", "report/ar.pdf")
DESK = ("slips", *(REPORT if Method.CONSENT in METHODS else ()))
MOMENT = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)


def looked_at(
    engine: Engine, sought: tuple[Remains, dict[int, str]]
) -> tuple[Remains, dict[int, str]]:
    """Add what lies in the database now."""
    sought[0].files = files_of(engine)
    sought[0].tables = tables_of(engine)
    return sought


def close(hall: TownHall, session: Session) -> None:
    for vote in (hall.slips, hall.consent):
        close_vote(session, vote, hall.room.account.id)
        reveal(session, vote, hall.room.account.id, Stage.ALL)
        session.commit()


def dumped(engine: Engine) -> bytes:
    """A backup of PostgreSQL by its own program."""
    url = engine.url
    return subprocess.run(
        [
            _program("pg_dump"),
            "-h",
            url.query["host"],
            "-U",
            url.username,
            url.database,
        ],
        check=True,
        stdout=subprocess.PIPE,
    ).stdout


def exported(engine: Engine, hall: TownHall, folder: Path) -> dict[str, bytes]:
    """Return every document and page that the organiser and the room get."""
    settings = read_settings(
        {
            "FACILITATOR_SECRET_KEY": "test",
            "FACILITATOR_DATABASE_URL": engine.url.render_as_string(False),
        },
        data=folder,
    )
    work = Units(engine)
    app: Flask = create_app(
        settings, work, {"TESTING": True, "WTF_CSRF_ENABLED": False}
    )
    app.extensions["hub"] = Hub()
    client: FlaskClient = app.test_client()
    with Session(engine.execution_options(writes=True)) as session:
        sign_in(client, session, hall.room.account)
    code = hall.room.workshop.code
    found = {}
    for number in (hall.slips.number, hall.consent.number):
        for page in ("receipts", "bundle.zip", "about"):
            found[f"{number} {page}"] = client.get(f"/w/{code}/votes/{number}/{page}")
    for page in DESK:
        found[page] = client.get(f"/desk/{code}/{page}")
    work.close()
    assert {one.status_code for one in found.values()} == {200}, found
    return {name: readable(one.data) for name, one in found.items()}


def readable(data: bytes) -> bytes:
    """Return what a document says: a PDF's letters, a bundle's files."""
    if data.startswith(b"%PDF"):
        with closing(pypdfium2.PdfDocument(data)) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
        return "\n".join(pages).encode()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            return b"\n".join(bundle.read(name) for name in bundle.namelist())
    return data


def plainly(source: Path, target: Path) -> bytes:
    """Copy pages as they are."""
    with (
        closing(sqlite3.connect(source)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.backup(there)
    return target.read_bytes()


def ours(source: Path, target: Path) -> bytes:
    return copy_database(source, target, MOMENT).path.read_bytes()


class Copies:
    """Backups: of SQLite during the vote, of PostgreSQL by its own program after it."""

    def __init__(
        self, engine: Engine, folder: Path, way: Callable[[Path, Path], bytes]
    ) -> None:
        self._engine, self._folder, self._way = engine, folder, way
        self.files: dict[str, bytes] = {}
        self.snapshots: list[tuple[int, bytes]] = []

    def make(self, number: int) -> None:
        """Make one when `number` people have voted."""
        if self._engine.dialect.name == "sqlite":
            source = Path(str(self._engine.url.database))
            data = self._way(source, self._folder / f"copy-{number}.db")
        elif number == PEOPLE:
            data = dumped(self._engine)
        else:
            return
        self.files[f"copy after {number}"] = data
        self.snapshots.append((number, data))


@pytest.fixture
def hall(session: Session) -> TownHall:
    return TownHall(session)


def test_nothing_at_rest_does_better_than_chance(
    hall: TownHall,
    session: Session,
    engine: Engine,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    copies = Copies(engine, tmp_path, ours)
    copies.make(0)
    hall.vote(
        lambda number: copies.make(number) if number % 50 == 20 else None, twice=True
    )
    close(hall, session)
    after_close(engine)
    copies.make(PEOPLE)
    exports = exported(engine, hall, tmp_path)

    for sought in (hall.of_slips(), hall.of_seats(), hall.of_reasons()):
        remains, truth = looked_at(engine, sought)
        remains.files |= {**exports, **copies.files, "log": caplog.text.encode()}
        remains.snapshots = copies.snapshots

        assert successes(remains, truth) == {}
        assert remains.tables["paper_ballot"] == []  # also those typed once only


def test_while_a_vote_is_open_the_disk_of_the_server_tells(
    hall: TownHall, engine: Engine, tmp_path: Path
) -> None:
    """What nothing can be done about, and what the close therefore erases."""
    raw = Copies(engine, tmp_path, plainly)
    hall.vote(lambda number: raw.make(number) if number == PEOPLE // 2 else None)

    remains, truth = looked_at(engine, hall.of_slips())
    remains.snapshots = raw.snapshots
    told = successes(remains, truth)

    assert set(told) >= {"by_card", "by_older_states" if raw.snapshots else "by_order"}


def test_closing_alone_leaves_traces_on_the_disk(
    hall: TownHall, session: Session, engine: Engine
) -> None:
    hall.vote()
    close(hall, session)

    before = successes(*looked_at(engine, hall.of_slips()))
    after_close(engine)
    after = successes(*looked_at(engine, hall.of_slips()))

    assert "by_card" in before
    assert after == {}
