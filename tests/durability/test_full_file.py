"""The system itself refuses to write further, in the middle of a vote.

A limit on the size of files stands for the full disk: it cuts a write of SQLite's log
off wherever it falls, and is lifted without a restart.
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

PROGRAM = """
    {patch}
    import json, resource, sys, threading
    from sqlalchemy import text
    from facilitator.db import connect
    from facilitator.trouble import why_of
    from facilitator.units import Units

    path, most = sys.argv[1], int(sys.argv[2])
    units = Units(connect(f"sqlite:///{{path}}"))
    with units.writing() as session:
        session.execute(text("CREATE TABLE dot (id TEXT PRIMARY KEY, filler TEXT)"))
    acknowledged, refused, turns = [], set(), range(40)

    def write(person):
        for turn in turns:
            dot = f"{{person}}-{{turn}}"
            try:
                with units.writing() as session:
                    said = {{"id": dot, "filler": "x" * 3000}}
                    session.execute(text("INSERT INTO dot VALUES (:id, :filler)"), said)
            except Exception as error:
                refused.add(str(why_of(error)))
            else:
                acknowledged.append(dot)

    def all_write():
        people = [threading.Thread(target=write, args=[n]) for n in range(8)]
        [person.start() for person in people]
        [person.join() for person in people]

    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    all_write()
    before = len(acknowledged)
    with units.reading() as session:
        read = session.scalar(text("SELECT count(*) FROM dot"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    turns = range(100, 105)
    all_write()
    print(json.dumps([before, read, sorted(refused), acknowledged]))
"""
PATCH = "from gevent import monkey; monkey.patch_all()"


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
@pytest.mark.parametrize("patch", ["", PATCH], ids=["threads", "gevent"])
def test_a_write_that_is_cut_off_costs_nothing_acknowledged(
    migrated_file: Path, tmp_path: Path, patch: str
) -> None:
    path = tmp_path / "full.db"
    shutil.copy(migrated_file, path)
    most = path.stat().st_size + 300_001  # in the middle of a page

    program = textwrap.dedent(PROGRAM.format(patch=patch))

    ran = subprocess.run(
        [sys.executable, "-c", program, str(path), str(most)],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )

    before, read, refused, acknowledged = json.loads(ran.stdout)
    with closing(sqlite3.connect(path)) as database:
        stored = {one for (one,) in database.execute("SELECT id FROM dot")}
        sound = database.execute("PRAGMA integrity_check").fetchall()
    assert 0 < before < 320
    assert read == before
    assert set(refused) & {"full", "gone"}
    assert len(acknowledged) == before + 40  # all, once there was room again
    assert set(acknowledged) == stored
    assert sound == [("ok",)]
