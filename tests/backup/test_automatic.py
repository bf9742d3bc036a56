"""The copies that a server makes by itself."""

import logging
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from facilitator.backup import automatic
from facilitator.backup.automatic import Backups
from facilitator.db import connect
from facilitator.units import Units
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status
from tests.backup.conftest import Data

NOON = datetime(2026, 3, 6, 12, 0, 5, tzinfo=UTC)
SOON = 60  # seconds that a test waits for what comes at once


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
    monkeypatch.setattr(automatic, "EVERY", 0.3)
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
