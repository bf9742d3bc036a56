"""What was acknowledged is there after the power went, whatever the disk had kept.

A disk may write what it was not told to synchronise: all of it, none of it, or some
in any order, and half of a block. From what SQLite wrote and synchronised the files
are built as such a disk could hold them at many moments, and opened.
"""

import json
import pickle
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.db import connect
from tests.durability.disk import EVERYTHING, NOTHING, Disk
from tests.durability.recorder import Acknowledged, Event, Sent, Sync, Write
from tests.durability.voters import IDS, PEOPLE, TURNS
from tests.running import ROOT
from tests.voting.rooms import Room, make_open_room, sit, token_for

CUTS = 60
SEED = 20230306
VOTERS = "tests.durability.voters"
DATABASE = "room.db"
LOG = f"{DATABASE}-wal"
Marks = tuple[str, ...]


class Hall:
    """A database that holds a room with an open vote, and no ballot yet."""

    def __init__(self, migrated_file: Path, folder: Path) -> None:
        self.path = folder / DATABASE
        shutil.copy(migrated_file, self.path)
        engine = connect(f"sqlite:///{self.path}")
        writes = engine.execution_options(writes=True)
        with Session(writes, expire_on_commit=False) as session:
            room: Room = make_open_room(session, options=len(IDS), axes=1, most=2)
            for person in range(PEOPLE):
                sit(session, room.workshop, person)
            session.commit()
        engine.dispose()
        self.people = {
            keys.locator(token_for(person), room.vote.key): person
            for person in range(PEOPLE)
        }

    def vote(self, folder: Path, synchronous: str) -> list[Event]:
        """Let people vote in a copy; return what happened, in its order."""
        path, notes = folder / DATABASE, folder / "notes"
        shutil.copy(self.path, path)
        subprocess.run(
            [sys.executable, "-m", VOTERS, str(path), synchronous, str(notes)],
            check=True,
            cwd=ROOT,
            timeout=120,
        )
        events: list[Event] = pickle.loads(notes.read_bytes())  # noqa: S301 -- ours
        return events

    def ballots(self, folder: Path) -> dict[int, Marks]:
        """Return what each person's ballot says after the power came back.

        Raises:
            sqlite3.DatabaseError: the file cannot be used any more.
        """
        with closing(sqlite3.connect(folder / DATABASE)) as found:
            [(sound,)] = found.execute("PRAGMA integrity_check(1)").fetchall()
            if sound != "ok":
                raise sqlite3.DatabaseError(sound)
            rows = found.execute("SELECT locator, content FROM ballot").fetchall()
        return {self.people[name]: tuple(json.loads(says)) for name, says in rows}


@pytest.fixture(scope="module")
def hall(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Hall:
    return Hall(migrated_file, tmp_path_factory.mktemp("power"))


def power_cuts(
    hall: Hall, events: Sequence[Event], folder: Path
) -> Iterator[tuple[int, Path]]:
    """Cut the power at moments of chance; give the moment and a folder of files."""
    random = Random(SEED)  # noqa: S311 -- not a secret
    before = {DATABASE: hall.path.read_bytes()}
    for cut in sorted(random.sample(range(len(events) + 1), CUTS)):
        for kept in (EVERYTHING, NOTHING, random.random(), random.random()):
            disk = Disk(before, kept, random)
            disk.run(events[:cut])
            for file in folder.iterdir():
                file.unlink()
            disk.put(folder)
            yield cut, folder


def allowed(events: Sequence[Event]) -> list[set[Marks | None]]:
    """Return what each person's ballot may say: what they were told, or sent since."""
    said: list[set[Marks | None]] = [{None} for _ in range(PEOPLE)]
    sent: dict[int, Marks] = {}
    for event in events:
        if isinstance(event, Sent):
            sent[event.person] = event.marks
            said[event.person].add(event.marks)
        elif isinstance(event, Acknowledged):
            said[event.person] = {sent[event.person]}
    return said


def lost_after(hall: Hall, events: Sequence[Event], folder: Path) -> Counter[str]:
    """Count the cuts after which something was lost, or the file could not be read."""
    lost: Counter[str] = Counter()
    for cut, files in power_cuts(hall, events, folder):
        try:
            found = hall.ballots(files)
        except sqlite3.DatabaseError:
            lost["file"] += 1
            continue
        may = allowed(events[:cut])
        lost["ballot"] += any(found.get(n) not in may[n] for n in range(PEOPLE))
    return lost


def test_an_acknowledged_ballot_survives_a_power_cut(
    hall: Hall, tmp_path: Path
) -> None:
    (tmp_path / "after").mkdir()
    events = hall.vote(tmp_path, "FULL")

    lost = lost_after(hall, events, tmp_path / "after")

    assert lost.total() == 0
    # All voted, the log was begun anew after it had been copied into the file, and
    # commits were shared: less was synchronised than acknowledged.
    ballots = sum(isinstance(event, Acknowledged) for event in events)
    written = [(e.file, e.offset) for e in events if isinstance(e, Write)]
    synced = Counter(event.file for event in events if isinstance(event, Sync))
    assert ballots == PEOPLE * TURNS
    assert written.count((LOG, 0)) >= 2
    assert 2 < synced[DATABASE] < synced[LOG] < ballots


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_without_synchronising_this_test_sees_the_loss(
    hall: Hall, tmp_path: Path, synchronous: str
) -> None:
    (tmp_path / "after").mkdir()
    events = hall.vote(tmp_path, synchronous)

    lost = lost_after(hall, events, tmp_path / "after")

    assert lost["ballot"] > CUTS // 2
    assert (lost["file"] > 0) == (synchronous == "OFF")
