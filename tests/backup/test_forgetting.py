"""What was erased goes out of the copies too, and nothing more does."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from facilitator.backup.automatic import Backups
from facilitator.logbook.actions import record
from facilitator.units import Units, erased
from tests.backup.conftest import Data

SOON = 20  # seconds that a test waits for what comes at once


def test_what_must_be_forgotten_is_in_no_earlier_copy(units: Units, data: Data) -> None:
    folder = data.folder / "backups"
    backups = Backups(units, folder)
    for _ in range(3):
        backups.copy()

    fresh = backups.renew()

    assert fresh is not None
    assert list(folder.iterdir()) == [fresh]
    assert fresh.name.startswith("facilitator-auto-000004-")


def test_what_must_be_forgotten_soon_is_forgotten_by_the_server(
    units: Units, data: Data
) -> None:
    folder = data.folder / "backups"
    backups = Backups(units, folder)
    for _ in range(3):
        backups.copy()

    backups.renew_soon()
    backups.start()
    backups.stop()

    assert [path.name[:23] for path in folder.iterdir()] == ["facilitator-auto-000004"]


def test_who_stops_makes_the_copy_first_that_was_asked_for(
    units: Units, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A vote was closed, or somebody erased, just before the server stopped."""
    folder = data.folder / "backups"
    backups = Backups(units, folder)
    copied = Event()
    copy = backups.copy

    def slowly() -> Path | None:
        copied.set()
        made = copy()
        assert backups._stopped.wait(SOON)
        return made

    monkeypatch.setattr(backups, "copy", slowly)
    for _ in range(3):
        copy()
    backups.soon()
    backups.start()
    assert copied.wait(SOON)
    backups.renew_soon()
    backups.stop()

    assert [path.name[:23] for path in folder.iterdir()] == ["facilitator-auto-000005"]


def test_who_erases_asks_for_a_renewal(units: Units, data: Data) -> None:
    folder = data.folder / "backups"
    backups = Backups(units, folder)
    backups.copy()
    backups.copy()

    with units.writing() as session:
        erased(session)
    backups.start()
    backups.stop()

    assert [path.name[:23] for path in folder.iterdir()] == ["facilitator-auto-000003"]


def test_copies_of_before_there_was_anything_to_forget_stay(
    units: Units, data: Data
) -> None:
    folder = data.folder / "backups"
    backups = Backups(units, folder)
    for ago in (
        timedelta(days=1),
        timedelta(hours=1),
        timedelta(0),
        timedelta(hours=3),
    ):
        made = backups.copy()
        assert made is not None
        at = (datetime.now(UTC) - ago).timestamp()
        os.utime(made, (at, at))  # before the last one the clock was set back

    with units.writing() as session:
        erased(session, datetime.now(UTC) - timedelta(minutes=30))
    backups.start()
    backups.stop()

    left = sorted(int(path.name[17:23]) for path in folder.iterdir())
    assert left == [1, 2, 5]


@pytest.mark.parametrize("kind", ["workshop.purged", "person.erased"])
def test_a_server_that_died_before_forgetting_forgets_at_its_next_start(
    units: Units, data: Data, kind: str
) -> None:
    folder = data.folder / "backups"
    died = Backups(units, folder)
    died.copy()
    with units.writing() as session:
        record(session, 1, None, kind, num=0)
    died.copy()  # the first was still to be removed

    again = Backups(units, folder)
    again.start()
    again.stop()

    assert [path.name[:23] for path in folder.iterdir()] == ["facilitator-auto-000003"]


def test_a_server_that_owes_nothing_forgets_nothing(units: Units, data: Data) -> None:
    folder = data.folder / "backups"
    with units.writing() as session:
        record(session, 1, None, "person.erased")
    time.sleep(0.05)  # the clock of the files is coarse
    Backups(units, folder).copy()

    again = Backups(units, folder)
    again.start()
    again.stop()

    assert "facilitator-auto-000001" in [path.name[:23] for path in folder.iterdir()]


def test_what_a_killed_process_left_half_done_is_removed_at_the_start(
    units: Units, data: Data
) -> None:
    folder = data.folder / "backups"
    folder.mkdir()
    name = "facilitator-auto-000001-20260306-120000.db"
    (folder / f".{name}.4711.part").write_text("first names")
    (data.folder / ".facilitator.db.restoring").write_text("first names")
    (data.folder / ".facilitator.db.restoring-wal").write_text("first names")
    (folder / ".of-somebody-else.part").write_text("theirs")
    backups = Backups(units, folder)

    backups.start()
    backups.stop()

    left = [path.name for path in data.folder.rglob(".*")]
    assert left == [".of-somebody-else.part"]


def test_a_renewal_that_fails_removes_nothing(units: Units, data: Data) -> None:
    folder = data.folder / "backups"
    backups = Backups(units, folder)
    kept = backups.copy()
    data.database.rename(data.folder / "gone.db")

    assert backups.renew() is None

    assert kept is not None
    assert kept.exists()
