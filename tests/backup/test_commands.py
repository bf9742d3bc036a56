"""`facilitator backup`, `restore` and `check`, and servers on bad files."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.cli import main
from facilitator.db import connect
from facilitator.logbook import exported
from facilitator.logbook.models import Act
from facilitator.workshops.models import Workshop
from tests.backup.conftest import CLOSED, Data
from tests.postgresql import Cluster
from tests.running import free_port, get, serving

_serving = partial(serving, sys.executable, "-m", "facilitator")


def run(*arguments: str | Path, **environment: str) -> Result:
    runner = CliRunner(env={f"FACILITATOR_{k}": v for k, v in environment.items()})
    return runner.invoke(main, [str(one) for one in arguments])


def refused(data: Data) -> subprocess.CompletedProcess[str]:
    """Let a server try to start, in a process of its own; it must not."""
    port = str(free_port())
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "facilitator",
            "--data",
            str(data.folder),
            "--port",
            port,
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _flip(path: Path, page: int = 3) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    path.write_bytes(content)


def test_a_copy_is_made_checked_and_put_back(data: Data, tmp_path: Path) -> None:
    copy = tmp_path / "stick.db"

    made = run("backup", copy, "--data", data.folder)
    looked = run("check", copy, "--data", data.folder)
    restored = run("restore", copy, "--data", data.folder)
    again = run("check", "--data", data.folder)

    assert (made.exit_code, looked.exit_code, restored.exit_code) == (0, 0, 0)
    assert "Votes that are open: 1. Their ballots are not in this copy" in made.stdout
    sound = "All is sound. Closed votes that were recounted: 1.\n"
    assert looked.stdout == again.stdout == sound
    lines = restored.stdout.splitlines()
    assert lines[:2] == [
        f"{copy} is in place. It holds: workshops 2, proposals 8, ballots {CLOSED}.",
        "Votes that are open, and begin again without ballots: 1. "
        "Tell the room to vote once more.",
    ]
    assert re.fullmatch(
        rf"What was there is kept as {data.folder}/facilitator-before-restore-"
        r"\d{8}-\d{6}\.db, with the ballots that it had: delete it once nobody needs "
        r"it\.",
        lines[2],
    )


def _log(data: Data) -> tuple[str, list[Act]]:
    """Return the log of the workshop whose vote is closed, and its chain's name."""
    engine = connect(data.url)
    with Session(engine) as session:
        workshop = session.scalars(select(Workshop).filter_by(code=data.code)).one()
        acts = select(Act).filter_by(workshop_id=workshop.id).order_by(Act.id)
        found = workshop.key, list(session.scalars(acts))
    engine.dispose()
    return found


def test_a_digest_of_an_earlier_log_is_found(data: Data) -> None:
    _chain, acts = _log(data)
    printed = str(acts[0].digest)

    result = run("check", "--data", data.folder, "--digest", printed)

    assert result.exit_code == 0
    assert (
        f"The digest {printed} is of act 1 of {len(acts)} in the log of workshop "
        f"{data.code} (number {acts[0].id}, {acts[0].at:%Y-%m-%d %H:%M} UTC): "
        "the log up to there is unchanged.\nAll is sound."
    ) in result.stdout


def test_a_digest_of_what_was_cut_is_told(data: Data) -> None:
    _chain, acts = _log(data)
    printed = str(acts[-1].digest)
    with closing(sqlite3.connect(data.database)) as database:
        guard = "SELECT sql FROM sqlite_master WHERE name = 'refuse_act_removed'"
        [again] = database.execute(guard).fetchone()
        database.execute("DROP TRIGGER refuse_act_removed")
        database.execute("DELETE FROM act WHERE id = ?", [acts[-1].id])
        database.execute(again)
        database.commit()

    alone = run("check", "--data", data.folder)
    compared = run("check", "--data", data.folder, "--digest", printed[:16])

    assert alone.exit_code == 0
    assert compared.exit_code == 1
    assert f"The digest {printed[:16]} stands nowhere." in compared.stdout
    assert "All is sound" not in compared.stdout


def test_a_log_that_was_downloaded_is_checked(data: Data, tmp_path: Path) -> None:
    chain, acts = _log(data)
    file = tmp_path / "log.json"
    file.write_bytes(exported.write(acts, chain))

    sound = run("check", file, "--digest", str(acts[0].digest))
    file.write_bytes(file.read_bytes().replace(acts[0].kind.encode(), b"step.moved"))
    changed = run("check", file)

    assert sound.exit_code == 0
    assert f"is of act 1 of {len(acts)} in this log" in sound.stdout
    assert sound.stdout.endswith(f"The log is sound. Acts in it: {len(acts)}.\n")
    assert changed.exit_code == 1
    assert changed.stdout.startswith("The log of acts was changed at act ")


def test_what_is_no_digest_or_no_log_is_one_sentence(
    data: Data, tmp_path: Path
) -> None:
    file = tmp_path / "log.json"
    file.write_text("{}")

    typed = run("check", "--data", data.folder, "--digest", "0123")
    other = run("check", file)

    assert (typed.exit_code, typed.stdout) == (1, "")
    assert typed.stderr.startswith("A digest has 64 characters")
    assert (other.exit_code, other.stdout) == (1, "")
    assert other.stderr == "This is not a log that Facilitator gave.\n"


def test_each_finding_is_a_sentence_and_the_exit_code_tells(data: Data) -> None:
    with closing(sqlite3.connect(data.database)) as database:
        database.execute("DELETE FROM workshop WHERE id = 2")
        database.commit()

    result = run("check", "--data", data.folder)

    assert result.exit_code == 1
    assert "Rows of seat whose workshop is missing: 3.\n" in result.stdout


def test_a_missing_file_is_refused(data: Data) -> None:
    for command in ("check", "restore"):
        result = run(command, data.folder / "none.db", "--data", data.folder)

        assert result.exit_code in {1, 2}
        assert result.stderr == f"There is no file {data.folder}/none.db.\n"


def test_the_folder_of_the_copies_is_a_setting(data: Data, tmp_path: Path) -> None:
    folder = tmp_path / "stick" / "copies"

    result = run("backup", "--data", data.folder, BACKUPS=str(folder))

    assert result.exit_code == 0
    assert len(list(folder.iterdir())) == 1


def test_postgresql_is_checked_but_not_restored(
    cluster: Cluster, data: Data, tmp_path: Path
) -> None:
    with cluster.database() as url:
        looked = run("check", DATA=str(tmp_path), DATABASE_URL=url)
        restored = run("restore", data.database, DATA=str(tmp_path), DATABASE_URL=url)

    sound = "All is sound. Closed votes that were recounted: 0.\n"
    assert (looked.exit_code, looked.stdout) == (0, sound)
    assert (restored.exit_code, restored.stderr) == (
        2,
        "This database is PostgreSQL: restore it with pg_restore.\n",
    )


def test_beside_a_running_server_one_copies_and_checks_but_starts_no_other(
    data: Data, tmp_path: Path
) -> None:
    run("backup", tmp_path / "copy.db", "--data", data.folder)

    with _serving("--data", str(data.folder)) as (_printed, here):
        second = refused(data)
        restored = run("restore", tmp_path / "copy.db", "--data", data.folder)
        made = run("backup", "--data", data.folder)
        looked = run("check", "--data", data.folder)
        status, _page = get(f"{here}/accounts/sign-in")

    assert (second.returncode, restored.exit_code) == (1, 1)
    assert second.stderr == restored.stderr
    assert re.fullmatch(
        rf"Facilitator is running on the data in {data.folder} already "
        r"\(process \d+\)\. Use or stop that one, or choose another folder with "
        r"--data\.\n",
        second.stderr,
    )
    assert (made.exit_code, looked.exit_code, status) == (0, 0, 200)


@pytest.mark.parametrize("page", [1, 3])
def test_a_server_does_not_start_on_a_damaged_file(data: Data, page: int) -> None:
    _flip(data.database, page)
    before = data.database.read_bytes()

    result = refused(data)

    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("The database ")
    assert result.stderr.endswith(
        "Run `facilitator check` to see what is wrong, and `facilitator restore FILE` "
        f"with a copy from {data.folder}/backups.\n"
    )
    assert data.database.read_bytes() == before


def test_a_server_that_may_not_write_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    url = f"sqlite:///file:{tmp_path}/empty.db?mode=ro&uri=true"

    result = run("migrate", DATA=str(tmp_path), DATABASE_URL=url)

    assert (result.exit_code, result.stderr) == (
        2,
        "The database cannot be used: attempt to write a readonly database. Let this "
        f"user write to the file and to its folder, {tmp_path}.\n",
    )


def test_a_server_on_a_database_that_another_program_holds_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "facilitator.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("CREATE TABLE theirs (id)")
        monkeypatch.setattr("facilitator.db.PRAGMAS", ("busy_timeout = 50",))

        result = run("migrate", DATA=str(tmp_path))

    assert (result.exit_code, result.stderr) == (
        2,
        "The database cannot be used: database is locked. Close the other program that "
        "has it open.\n",
    )
