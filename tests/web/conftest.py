"""A room whose answers are remembered, and made anew beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.app import create_app
from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.units import Units
from tests.postgresql import Cluster
from tests.web.acts import Room, found


@pytest.fixture
def room(sqlite_url: str, tmp_path: Path) -> Iterator[Room]:
    settings = read_settings(
        {"FACILITATOR_SECRET_KEY": "test", "FACILITATOR_DATABASE_URL": sqlite_url},
        data=tmp_path,
    )
    engines = [connect(sqlite_url), connect(sqlite_url)]
    apps = [
        create_app(settings, Units(one), {"TESTING": True, "WTF_CSRF_ENABLED": True})
        for one in engines
    ]
    apps[1].extensions["memory"] = None
    with apps[0].extensions["units"].writing() as session:
        values = found(session)
    yield Room(apps[0], apps[1], **values)
    for app in apps:
        app.extensions["units"].close()
    for engine in engines:
        engine.dispose()


@pytest.fixture
def rooms(cluster: Cluster, tmp_path: Path) -> Iterator[list[Room]]:
    """The same room at two servers; beside them a third that makes every answer."""
    with cluster.database() as url:
        settings = read_settings(
            {"FACILITATOR_SECRET_KEY": "test", "FACILITATOR_DATABASE_URL": url},
            data=tmp_path,
        )
        engines = [connect(url) for _ in range(3)]
        apps = [create_app(settings, Units(e), {"TESTING": True}) for e in engines]
        apps[2].extensions["memory"] = None
        with apps[0].extensions["units"].writing() as session:
            values = found(session)
        yield [Room(app, apps[2], **values) for app in apps[:2]]
        for engine in engines:
            engine.dispose()


@pytest.fixture
def here(rooms: list[Room]) -> Room:
    return rooms[0]


@pytest.fixture
def there(rooms: list[Room]) -> Room:
    return rooms[1]
