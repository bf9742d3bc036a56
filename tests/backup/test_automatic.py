"""The copies that a server makes by itself."""

import logging
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from facilitator.backup import automatic
from facilitator.backup.automatic import Backups
from facilitator.db import connect
from facilitator.logbook.actions import record
from facilitator.units import Units, erased
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status
from tests.backup.conftest import Data

NOON = datetime(2026, 3, 6, 12, 0, 5, tzinfo=UTC)
SOON = 20  # seconds that a test waits for what comes at once


@pytest.fixture
def units(data: Data) -> Iterator[Units]:
    engine = connect(data.url)
    units = Units(engine)
    yield units
    units.close()
    engine.dispose()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A clock that shows what its only item says."""
    shown = [NOON]
    monkeypatch.setattr(automatic, "now", lambda: shown[0])
    return shown


def _wait_for(folder: Path, number: int) -> list[str]:
    ends = time.monotonic() + SOON
    while time.monotonic() < ends:
        names = [path.name for path in folder.glob("facilitator-auto-*.db")]
        if len(names) >= number:
            return sorted(names)
        time.sleep(0.02)
    raise AssertionError(f"no {number} copies in {folder}")


def test_while_a_workshop_is_open_copies_are_made(
    units: Units, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(automatic, "EVERY", 0.05)
    told: list[int] = []
    folder = data.folder / "backups"
    backups = Backups(units, folder, lambda: told.append(1))

    backups.start()
    names = _wait_for(folder, 3)
    backups.stop()

    assert [name[:23] for name in names][:2] == [
        "facilitator-auto-000001",
        "facilitator-auto-000002",
    ]
    assert told


@pytest.mark.parametrize("values", [{"status": Status.ENDED}, {"is_rehearsal": True}])
def test_when_none_is_open_a_copy_is_made_only_when_asked(
    units: Units, data: Data, values: dict[str, object]
) -> None:
    with units.writing() as session:
        session.execute(update(Workshop).values(**values))
    folder = data.folder / "backups"
    backups = Backups(units, folder)
    assert not backups._is_due()

    backups.start()
    backups.soon()
    names = _wait_for(folder, 1)
    backups.stop()

    assert len(names) == 1


def test_superfluous_copies_are_removed_and_other_files_stay(
    units: Units, data: Data, clock: list[datetime]
) -> None:
    folder = data.folder / "backups"
    folder.mkdir()
    (folder / "facilitator-20260306-110000.db").write_text("made by hand")
    backups = Backups(units, folder)

    for _ in range(15):  # three hours, one every twelve minutes
        clock[0] += timedelta(minutes=12)
        backups.copy()

    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "facilitator-20260306-110000.db"
    assert [name[17:23] for name in names[1:]] == [f"{n:06}" for n in range(4, 16)]


def test_a_clock_that_jumps_back_loses_no_copy(
    units: Units, data: Data, clock: list[datetime]
) -> None:
    backups = Backups(units, data.folder / "backups")
    first = backups.copy()
    clock[0] -= timedelta(days=3)

    second = backups.copy()

    assert first is not None
    assert second is not None
    assert first.exists()
    assert second.exists()
    assert second.name == "facilitator-auto-000002-20260303-120005.db"


def test_a_failure_is_told_until_a_copy_goes_well(
    units: Units, data: Data, caplog: pytest.LogCaptureFixture
) -> None:
    folder = data.folder / "backups"
    folder.write_text("where a folder should be")
    backups = Backups(units, folder)

    with caplog.at_level(logging.ERROR):
        failed = backups.copy()
    state = backups.state
    folder.unlink()
    made = backups.copy()

    assert failed is None
    assert "the automatic backup failed" in caplog.text
    assert (state.copied_at, state.failed_at is None) == (None, False)
    assert made is not None
    assert backups.state.failed_at is None
    assert backups.state.copied_at is not None


def test_a_new_server_knows_of_the_copies_of_the_last_one(
    units: Units, data: Data
) -> None:
    folder = data.folder / "backups"
    Backups(units, folder).copy()

    found = Backups(units, folder).state.copied_at

    assert found is not None
    assert abs(datetime.now(UTC) - found) < timedelta(minutes=5)


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
    time.sleep(0.01)  # the clock of the files is coarse
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


def test_little_room_is_told(
    units: Units, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = Backups(units, data.folder / "backups")
    roomy = backups.state.free
    monkeypatch.setattr(automatic, "free_bytes", lambda _folder: 499_000_000)

    assert roomy is not None
    assert backups.state.is_tight


def test_the_copies_lack_the_ballots_of_open_votes(units: Units, data: Data) -> None:
    backups = Backups(units, data.folder / "backups")

    made = backups.copy()

    engine = connect(f"sqlite:///{made}")
    with Session(engine) as session:
        states = session.connection().exec_driver_sql(
            "SELECT DISTINCT state FROM ballot JOIN vote ON vote.id = vote_id"
        )
        assert list(states.scalars()) == ["closed"]
    engine.dispose()
