"""A server that is killed in the middle of a vote loses and doubles nothing."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.durability.crowd import Crowd
from tests.durability.server import Reborn

ROUNDS = 50
SEED = 20230306
LONGEST = 0.4  # seconds from the first acknowledgement to the end


def test_fifty_kills_lose_nothing_that_was_acknowledged(
    migrated_file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = tmp_path / "facilitator.db"
    shutil.copy(migrated_file, database)
    crowd = Crowd(database, SEED)
    chance = Random(SEED)  # noqa: S311 -- not a secret
    server = Reborn(tmp_path)
    request.addfinalizer(server.end)
    server.start()
    crowd.act_once(server.port)
    server.kill()

    for _ in range(ROUNDS):
        server.start()
        end = threading.Timer(chance.uniform(0, LONGEST), server.kill)
        crowd.act(server.port, when_begun=end.start)
        end.join()
        with closing(sqlite3.connect(database)) as stored:
            crowd.compare(stored)

    with closing(sqlite3.connect(database)) as stored:
        assert stored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert stored.execute("PRAGMA foreign_key_check").fetchall() == []
    # There was something to lose: each round began with an acknowledgement.
    assert crowd.acknowledged >= ROUNDS
    assert crowd.ballots > 0
    assert crowd.proposals.acknowledged
    assert crowd.seats.acknowledged
