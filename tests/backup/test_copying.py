"""A copy of the database that was read back."""

import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.backup import copying
from facilitator.backup.copying import CannotBackUp, copy_database

# No file of this process may be longer than 20,000 bytes.
WITH_A_LIMIT = """
import resource, sys
from datetime import datetime
from pathlib import Path
from facilitator.backup.copying import CannotBackUp, copy_database

resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    copy_database(Path(sys.argv[1]), Path(sys.argv[2]), datetime.now())
except CannotBackUp as refused:
    print(refused)
"""
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


def test_in_a_folder_a_clock_that_jumped_back_overwrites_nothing(
    source: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()

    names = [copy_database(source, folder, NOON).path.name for _ in range(3)]

    assert names == [
        "facilitator-20260306-120005.db",
        "facilitator-20260306-120005-2.db",
        "facilitator-20260306-120005-3.db",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="it knows no such modes")
def test_nobody_else_may_read_a_copy(source: Path, tmp_path: Path) -> None:
    copy = copy_database(source, tmp_path / "copy.db", NOON)

    assert copy.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_what_somebody_else_laid_in_the_way_is_not_written_to(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda _bytes: "guessed")
    monkeypatch.setattr("os.getpid", lambda: "guessed")
    victim = tmp_path / "letter.txt"
    victim.write_text("My dear aunt")
    (tmp_path / ".copy.db.guessed.part").symlink_to(victim)

    with pytest.raises(CannotBackUp):
        copy_database(source, tmp_path / "copy.db", NOON)

    assert victim.read_text() == "My dear aunt"


def test_a_disk_without_room_is_refused_beforehand(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "free_bytes", lambda _folder: 1_500_000)
    with closing(sqlite3.connect(source)) as database:
        database.execute("INSERT INTO proposal VALUES (?)", ["x" * 2_000_000])
        database.commit()

    with pytest.raises(CannotBackUp) as refused:
        copy_database(source, tmp_path / "copy.db", NOON)

    assert re.fullmatch(
        rf"There is not enough room in {tmp_path}: the copy may need [35] MB, "
        r"and 2 MB are free\.",
        str(refused.value),
    )


def test_a_disk_that_becomes_full_leaves_no_half_copy(
    source: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()

    said = subprocess.run(
        [sys.executable, "-c", WITH_A_LIMIT, str(source), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.startswith("The copy failed, and was removed: ")
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_read_only_is_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")

    with pytest.raises(CannotBackUp) as refused:
        copy_database(source, tmp_path / "file" / "copy.db", NOON)

    assert "cannot be written: Not a directory." in str(refused.value)


def test_while_another_program_writes_the_copy_is_made(
    source: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(source, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO proposal VALUES ('not yet')")

        copy = copy_database(source, tmp_path / "copy.db", NOON)

    assert copy.rows == 1000
