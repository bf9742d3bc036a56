"""One server for each SQLite file."""

import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.errors import NotPossible
from facilitator.lock import InUse, only_one

HOLD = """
import sys
from pathlib import Path
from facilitator.lock import only_one

with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "facilitator.db"


def _holder(database: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_one_is_refused_and_told_who_is_first(database: Path) -> None:
    with _holder(database) as first:
        with pytest.raises(InUse) as refused, only_one(database):
            pass
        first.kill()

    assert str(refused.value) == (
        f"Facilitator is running on the data in {database.parent} already "
        f"(process {first.pid}). Use or stop that one, or choose another folder with "
        "--data."
    )


def test_a_process_that_was_killed_leaves_the_lock(database: Path) -> None:
    with _holder(database) as first:
        first.kill()
        first.wait()

        with only_one(database):
            pass

    assert database.with_name("facilitator.db.lock").exists()


def test_the_lock_of_one_file_is_not_that_of_another(tmp_path: Path) -> None:
    with only_one(tmp_path / "one.db"), only_one(tmp_path / "two.db"):
        pass


def test_a_folder_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(NotPossible) as refused, only_one(tmp_path / "file" / "a.db"):
        pass

    assert str(refused.value) == (
        f"The folder {tmp_path}/file cannot be written to: Not a directory."
    )
