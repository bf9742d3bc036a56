"""A server that is killed in the middle of a vote loses and doubles nothing."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.durability.crowd import Crowd
from tests.durability.server import Reborn

ROUNDS = 50
SEED = 20230306
DATABASE = "facilitator.db"
LOSSES = (
    "DELETE FROM ballot",
    "UPDATE ballot SET content = '[\"P9\"]'",
    "DELETE FROM proposal WHERE number > 0",
    "DELETE FROM seat",
)
LONGEST = 0.4  # seconds from the first acknowledgement to the end


@pytest.fixture
def crowd(migrated_file: Path, tmp_path: Path) -> Iterator[tuple[Crowd, Reborn]]:
    """A crowd of whom one did each thing, and the server, which was killed then."""
    database = tmp_path / DATABASE
    shutil.copy(migrated_file, database)
    crowd = Crowd(database, SEED)
    server = Reborn(tmp_path)
    try:
        server.start()
        crowd.act_once(server.port)
        server.kill()
        yield crowd, server
    finally:
        server.end()


def test_fifty_kills_lose_nothing_that_was_acknowledged(
    crowd: tuple[Crowd, Reborn], tmp_path: Path
) -> None:
    people, server = crowd
    database = tmp_path / DATABASE
    chance = Random(SEED)  # noqa: S311 -- not a secret

    for _ in range(ROUNDS):
        server.start()
        end = threading.Timer(chance.uniform(0, LONGEST), server.kill)
        people.act(server.port, when_begun=end.start)
        end.join()
        with closing(sqlite3.connect(database)) as stored:
            people.compare(stored)

    with closing(sqlite3.connect(database)) as stored:
        assert stored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert stored.execute("PRAGMA foreign_key_check").fetchall() == []
    # There was something to lose: each round began with an acknowledgement.
    assert people.acknowledged >= ROUNDS
    assert people.ballots > 0
    assert people.proposals.acknowledged
    assert people.seats.acknowledged


def test_a_loss_would_be_seen(crowd: tuple[Crowd, Reborn], tmp_path: Path) -> None:
    people, _server = crowd
    with closing(sqlite3.connect(tmp_path / DATABASE)) as stored:
        for loss in LOSSES:
            people.compare(stored)
            assert stored.execute(loss).rowcount > 0

            with pytest.raises(AssertionError):
                people.compare(stored)

            stored.rollback()
