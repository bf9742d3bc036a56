"""A room whose answers are remembered, and made anew beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.app import create_app
from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.units import Units
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
