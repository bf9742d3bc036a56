"""Two workshops with nothing but their numbers; SQLite, or the database named by
FACILITATOR_TEST_DATABASE_URL.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert

from facilitator.db import Base, connect
from facilitator.live.feed import Feed
from facilitator.live.models import Pulse
from facilitator.serving.hub import Hub
from facilitator.units import Units

tables = MetaData(naming_convention=Base.metadata.naming_convention)
workshop = Table("workshop", tables, Column("id", Integer, primary_key=True))
Base.metadata.tables[Pulse.__tablename__].to_metadata(tables)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = os.environ.get("FACILITATOR_TEST_DATABASE_URL")
    engine = connect(url or f"sqlite:///{tmp_path / 'live.db'}")
    tables.drop_all(engine)
    tables.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(workshop), [{"id": 1}, {"id": 2}])
    yield engine
    tables.drop_all(engine)
    engine.dispose()


@pytest.fixture
def units(engine: Engine) -> Iterator[Units]:
    units = Units(engine)
    yield units
    units.close()


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def feed(units: Units, hub: Hub) -> Feed:
    return Feed(units, hub)


class Notes:
    """A listener that writes down which topic reached which version."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.came = Event()

    def send(self, event: bytes, /) -> int:
        self.heard += [
            line.removeprefix("id: ")
            for line in event.decode().splitlines()
            if line.startswith("id: ")
        ]
        if self.heard:
            self.came.set()
        return len(event)

    def close(self) -> None:
        pass


@pytest.fixture
def notes(hub: Hub) -> Notes:
    """What the listeners of workshop 1 hear."""
    notes = Notes()
    hub.add(1, notes)
    return notes
