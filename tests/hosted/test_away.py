"""What happens to a request whose connection to PostgreSQL breaks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from facilitator.app import create_app
from facilitator.batches import NotStored
from facilitator.config import read_settings
from facilitator.db import IDLE, connect
from facilitator.participants.models import Seat
from facilitator.units import Units
from facilitator.web.transaction import db
from tests.factories import make_open_workshop, make_seat
from tests.postgresql import Cluster


@pytest.fixture
def engine(cluster: Cluster) -> Iterator[Engine]:
    with cluster.database() as url:
        engine = connect(url)
        yield engine
        engine.dispose()


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Flask:
    settings = read_settings(
        {"FACILITATOR_DATABASE_URL": engine.url.render_as_string(False)}, data=tmp_path
    )
    return create_app(settings, Units(engine), {"WTF_CSRF_ENABLED": False})


def cut(engine: Engine, session: Session) -> None:
    """End the connection of `session`, as a restart of PostgreSQL does."""
    number = session.scalar(text("SELECT pg_backend_pid()"))
    with engine.connect() as other:
        other.scalar(text("SELECT pg_terminate_backend(:number)"), {"number": number})


def seats(engine: Engine) -> int:
    with Session(engine) as session:
        return len(session.scalars(select(Seat)).all())


def test_a_commit_that_is_not_answered_is_not_acknowledged(engine: Engine) -> None:
    unit = Units(engine).begin()
    make_seat(unit.session, make_open_workshop(unit.session))
    cut(engine, unit.session)

    with pytest.raises(NotStored):
        unit.commit()

    assert seats(engine) == 0


@pytest.mark.parametrize(
    ("is_late", "sentence"),
    [
        (False, "This could not be saved. Please try again."),
        (True, "This could not be saved. Please try again."),
    ],
)
def test_a_connection_that_breaks_is_a_sentence(
    app: Flask, engine: Engine, is_late: bool, sentence: str
) -> None:
    @app.post("/break")
    def _break() -> str:
        make_seat(db(), make_open_workshop(db()))
        cut(engine, db())
        if not is_late:
            db().scalar(text("SELECT 1"))
        return "taken"

    client = app.test_client()
    answer = client.post("/break", headers={"Accept-Language": "en"})

    assert (answer.status_code, sentence in answer.text) == (503, True)
    assert seats(engine) == 0


def test_a_connection_that_breaks_after_the_answer_harms_nobody(
    app: Flask, engine: Engine
) -> None:
    @app.get("/read")
    def _read() -> str:
        cut(engine, db())
        return "read"

    assert app.test_client().get("/read").text == "read"


def test_a_connection_that_died_idle_is_replaced(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session(engine) as session:
        number = session.scalar(text("SELECT pg_backend_pid()"))
    other = connect(engine.url)
    with other.connect() as connection:
        connection.scalar(text(f"SELECT pg_terminate_backend({number})"))
    other.dispose()
    monkeypatch.setattr("facilitator.db.monotonic", _later)

    with Session(engine) as session:
        assert session.scalar(text("SELECT 1")) == 1


def _later() -> float:
    return 10**9 + IDLE
