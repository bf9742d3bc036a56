"""What a proxy asks: does the process answer, may people be sent here."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from facilitator.app import create_app
from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.units import Units
from facilitator.web import health

TOKEN = "a-token-of-this-test"


@pytest.fixture
def watched(sqlite_url: str, tmp_path: Path) -> Iterator[FlaskClient]:
    """A visitor of a server whose figures may be seen."""
    given = {
        "FACILITATOR_SECRET_KEY": "test",
        "FACILITATOR_DATABASE_URL": sqlite_url,
        "FACILITATOR_METRICS_TOKEN": TOKEN,
    }
    units = Units(connect(sqlite_url))
    app = create_app(read_settings(given, data=tmp_path), units, {"TESTING": True})
    yield app.test_client()
    units.engine.dispose()


def asked(client: FlaskClient, path: str) -> tuple[int, str]:
    answer = client.get(path)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.text


def test_a_process_that_is_well_says_so(client: FlaskClient) -> None:
    assert asked(client, "/healthz") == (200, "ok\n")
    assert asked(client, "/readyz") == (200, "ok\n")


def test_a_proxy_may_ask_by_any_name(client: FlaskClient) -> None:
    headers = {"Host": "workers.example.com"}

    assert client.get("/", headers=headers).status_code == 400
    assert client.get("/healthz", headers=headers).status_code == 200
    assert client.get("/readyz", headers=headers).status_code == 200


def test_being_alive_needs_no_database(client: FlaskClient, queries: list[str]) -> None:
    client.get("/healthz")

    assert queries == []


def test_a_process_told_to_stop_wants_nobody(app: Flask, client: FlaskClient) -> None:
    health.stop(app)

    assert asked(client, "/readyz") == (503, "stopping\n")
    assert asked(client, "/healthz") == (200, "ok\n")


def test_an_older_schema_is_refused(client: FlaskClient, store: Session) -> None:
    store.execute(text("UPDATE alembic_version SET version_num = '2accdd7b68f4'"))
    store.commit()

    assert asked(client, "/readyz") == (503, "schema\n")


def test_a_newer_schema_is_not(client: FlaskClient, store: Session) -> None:
    store.execute(text("UPDATE alembic_version SET version_num = '0a1b2c3d4e5f'"))
    store.commit()

    assert asked(client, "/readyz") == (200, "ok\n")


def test_a_database_that_fails_is_refused(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 1000)
    app.extensions[health.NAME] = health.Readiness(
        Units(connect(f"sqlite:///{broken}"))
    )

    assert asked(client, "/readyz") == (503, "database\n")


def test_a_database_that_hangs_is_refused_and_asked_once(
    app: Flask, client: FlaskClient
) -> None:
    before = threading.active_count()
    pool = app.extensions["units"].engine.pool
    taken = [pool.connect() for _ in range(128)]  # whoever comes now waits

    first, second = asked(client, "/readyz"), asked(client, "/readyz")
    waiting = threading.active_count() - before
    for connection in taken:
        connection.close()

    assert first == second == (503, "database\n")
    assert waiting == 1


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", TOKEN.upper(), "é"])
def test_figures_are_for_whoever_has_the_token(
    watched: FlaskClient, given: str
) -> None:
    assert watched.get("/metrics").status_code == 404
    refused = watched.get("/metrics", headers={"Authorization": given})
    assert refused.status_code == 404


def test_without_a_token_nobody_sees_figures(client: FlaskClient) -> None:
    assert client.get("/metrics", headers={"Authorization": ""}).status_code == 404


def test_figures_are_prometheus(watched: FlaskClient) -> None:
    watched.get("/")

    answer = watched.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.content_type.startswith("text/plain; version=")
    assert (
        'facilitator_request_seconds_count{method="GET",route="/",status="2xx"} 1.0'
        in answer.text
    )
    for name in (
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_cpu_seconds_total",
        "python_gc_collections_total",
        "facilitator_database_connections_used",
        "facilitator_units_waiting",
    ):
        assert f"\n{name}" in answer.text
