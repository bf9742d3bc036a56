"""A copy of the database that was read back."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.backup.copying import CannotBackUp, copy_database

NOON = datetime(2026, 3, 6, 12, 0, 5, tzinfo=UTC)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "facilitator.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE proposal (title TEXT)")
        database.executemany(
            "INSERT INTO proposal VALUES (?)", [(f"اقتراح {n}",) for n in range(1000)]
        )
        database.commit()
    return path


def test_the_copy_holds_every_row_in_one_file(source: Path, tmp_path: Path) -> None:
    copy = copy_database(source, tmp_path / "copy.db", NOON)

    with closing(sqlite3.connect(copy.path)) as database:
        titles = [title for (title,) in database.execute("SELECT title FROM proposal")]
        [(mode,)] = database.execute("PRAGMA journal_mode")
    assert titles == [f"اقتراح {n}" for n in range(1000)]
    assert (copy.rows, mode) == (1000, "delete")


def test_what_is_still_in_the_log_is_copied_too(source: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(source)) as running:
        running.execute("INSERT INTO proposal VALUES ('last')")
        running.commit()
        assert source.with_name("facilitator.db-wal").stat().st_size > 0

        assert copy_database(source, tmp_path / "copy.db", NOON).rows == 1001


def test_a_server_that_writes_meanwhile_is_not_held_up(
    source: Path, tmp_path: Path
) -> None:
    stop = threading.Event()
    written = []

    def _write() -> None:
        with closing(sqlite3.connect(source, timeout=0.2)) as running:
            while not stop.is_set():
                running.execute("INSERT INTO proposal VALUES ('meanwhile')")
                running.commit()
                written.append(1)

    writer = threading.Thread(target=_write)
    writer.start()
    copies = [copy_database(source, tmp_path / f"{n}.db", NOON) for n in range(10)]
    stop.set()
    writer.join()

    assert written
    assert all(copy.rows >= 1000 for copy in copies)


def test_in_a_folder_the_copy_is_named_after_the_moment(
    source: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()

    copy = copy_database(source, folder, NOON)

    assert copy.path == folder / "facilitator-20260306-120005.db"


def test_an_existing_file_is_never_touched(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")

    with pytest.raises(CannotBackUp) as refused:
        copy_database(source, target, NOON)

    assert str(refused.value) == f"{target} exists already; it was not touched."
    assert target.read_text() == "precious"


def test_a_damaged_database_gives_no_copy(source: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(source)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(source.read_bytes())
    content[4096:8192] = b"\x0d" * 4096  # the first page of the table
    source.write_bytes(content)

    with pytest.raises(CannotBackUp):
        copy_database(source, tmp_path / "copy.db", NOON)

    assert not (tmp_path / "copy.db").exists()


def test_without_a_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(CannotBackUp) as refused:
        copy_database(tmp_path / "none.db", tmp_path / "copy.db", NOON)

    assert str(refused.value) == (
        f"There is nothing to copy yet: {tmp_path}/none.db does not exist."
    )
    assert not (tmp_path / "copy.db").exists()
