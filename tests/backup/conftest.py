"""A data folder with a workshop whose first vote is closed and second one open."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from facilitator.db import connect
from facilitator.units import Units
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast
from tests.voting.rooms import make_open_room, sit

CLOSED, OPEN = 25, 3  # ballots


@dataclass
class Data:
    """A folder as `--data` names it."""

    folder: Path
    database: Path
    code: str  # of the workshop whose vote is closed
    open_code: str

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"


@pytest.fixture
def data(migrated_file: Path, tmp_path: Path) -> Data:
    folder = tmp_path / "data"
    folder.mkdir()
    database = folder / "facilitator.db"
    database.write_bytes(migrated_file.read_bytes())
    engine = connect(f"sqlite:///{database}")
    with Session(engine.execution_options(writes=True)) as session:
        rooms = [make_open_room(session) for _ in range(2)]
        for room, people in zip(rooms, (CLOSED, OPEN), strict=True):
            for person in range(people):
                token = sit(session, room.workshop, person)
                cast(session, room.vote, token, [room.ids[person % 4]])
        close_vote(session, rooms[0].vote, rooms[0].account.id)
        session.commit()
        codes = [room.workshop.code for room in rooms]
    engine.dispose()
    return Data(folder, database, *codes)


@pytest.fixture
def units(data: Data) -> Iterator[Units]:
    engine = connect(data.url)
    units = Units(engine)
    yield units
    units.close()
    engine.dispose()
