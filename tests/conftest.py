"""Fixtures that every test may use.

Tests of models, queries and actions run on SQLite and on PostgreSQL: they ask
for `session` or `engine`. Tests of pages ask for `client`, and run on SQLite.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from facilitator.app import create_app
from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.migrating import upgrade
from facilitator.units import Units
from tests import browsing
from tests.asking import Town, inhabited
from tests.postgresql import TEMPLATE, Cluster
from tests.town import Values, found

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of the run: a second one would not start beside it."""
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _closed_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test opened: left open, it would ask on, and slow down the next."""
    if "chromium" not in request.fixturenames:
        yield
        return
    browser: Browser = request.getfixturevalue("chromium")
    before = browser.contexts
    yield
    for context in browser.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A migrated PostgreSQL. When none is installed the tests fail, never skip."""
    cluster = Cluster()
    cluster.start()
    engine = connect(cluster.url(TEMPLATE))
    upgrade(engine)
    engine.dispose()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    shutil.copy(migrated_file, tmp_path / "test.db")
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty, migrated database of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.database() as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that may write, on each kind of database."""
    writing = engine.execution_options(writes=True)
    with Session(writing, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def app(sqlite_url: str, tmp_path: Path) -> Iterator[Flask]:
    settings = read_settings(
        {"FACILITATOR_SECRET_KEY": "test", "FACILITATOR_DATABASE_URL": sqlite_url},
        data=tmp_path,
    )
    engine = connect(sqlite_url)
    yield create_app(
        settings, Units(engine), {"TESTING": True, "WTF_CSRF_ENABLED": False}
    )
    engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def store(app: Flask) -> Iterator[Session]:
    """A session over the database of `app`: commit what the pages shall see."""
    with app.extensions["units"].reading() as reading:
        engine = reading.get_bind()
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def queries(app: Flask) -> Iterator[list[str]]:
    """The statements that the pages send from now on, BEGINs left out."""
    seen: list[str] = []
    engine = app.extensions["units"].engine

    def _note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", _note)
    yield seen
    event.remove(engine, "before_cursor_execute", _note)


@pytest.fixture(scope="session")
def founded(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Values]]:
    """A file that holds a town, to be copied, and what its addresses name."""
    path = tmp_path_factory.mktemp("founded") / "town.db"
    shutil.copy(migrated_file, path)
    engine = connect(f"sqlite:///{path}")
    with Session(engine.execution_options(writes=True)) as session:
        values = found(session)
    engine.dispose()
    return path, values


@pytest.fixture(scope="session")
def settled(
    founded: tuple[Path, dict[str, Values]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """The application over a town: made once, for it is asked thousands of times."""
    with inhabited(*founded, tmp_path_factory.mktemp("settled")) as town:
        yield town


@pytest.fixture
def town(settled: Town) -> Town:
    settled.reset()
    settled.renew()
    return settled
