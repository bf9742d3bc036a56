"""What was acknowledged is there after the process was killed."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import text

from facilitator.db import connect

WRITE_FOREVER = """
    {patch}
    import sys, threading
    from sqlalchemy import text
    from facilitator.db import connect
    from facilitator.units import Units

    units = Units(connect(sys.argv[1]))
    with units.writing() as session:
        session.execute(text("CREATE TABLE IF NOT EXISTS dot (id TEXT PRIMARY KEY)"))

    def write(person):
        for turn in range(10_000):
            dot = f"{{sys.argv[2]}}-{{person}}-{{turn}}"
            with units.writing() as session:
                session.execute(text("INSERT INTO dot VALUES (:id)"), {{"id": dot}})
            sys.stdout.write(dot + "\\n")
            sys.stdout.flush()

    for person in range(8):
        threading.Thread(target=write, args=[person]).start()
"""
PATCH = "from gevent import monkey; monkey.patch_all()"


def acknowledged(url: str, code: str, round_name: str, most: int) -> list[str]:
    """Run `code`, kill it after `most` lines; return all whole lines it printed."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), url, round_name],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(most)]
    process.kill()
    lines += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    return [line.strip() for line in lines if line.endswith("\n")]


KILL_AT_RANDOM = """
    from gevent import monkey; monkey.patch_all()
    import gevent, random, sys
    from sqlalchemy import text
    from facilitator.db import connect
    from facilitator.units import Units

    units = Units(connect(sys.argv[1]))
    with units.writing() as session:
        session.execute(text("CREATE TABLE dot (id INTEGER PRIMARY KEY)"))
    answered = []

    def write(number):
        with units.writing() as session:
            session.execute(text("INSERT INTO dot VALUES (:id)"), {"id": number})
        answered.append(number)

    for turn in range(60):
        people = [gevent.spawn(write, turn * 20 + n) for n in range(20)]
        for person in random.sample(people, 10):
            gevent.sleep(random.choice([0, 0, 0.001]))
            person.kill(block=False)
        gevent.joinall(people)
    write(-1)
    with units.reading() as session:
        stored = set(session.scalars(text("SELECT id FROM dot")))
    print(len(answered), len(set(answered) - stored), units._writer.waiting)
"""


@pytest.mark.parametrize("patch", ["", PATCH], ids=["threads", "gevent"])
def test_what_was_answered_survives_a_kill(tmp_path: Path, patch: str) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    code = WRITE_FOREVER.format(patch=patch)

    answered = [
        dot
        for turn, most in enumerate([5, 40, 160])
        for dot in acknowledged(url, code, f"round{turn}", most)
    ]

    engine = connect(url)
    with engine.connect() as connection:
        stored = set(connection.scalars(text("SELECT id FROM dot")))
        sound = connection.scalar(text("PRAGMA integrity_check"))
    engine.dispose()
    assert len(answered) >= 205
    assert set(answered) - stored == set()
    assert sound == "ok"


def test_killed_greenlets_harm_nobody(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'interrupted.db'}"

    printed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILL_AT_RANDOM), url],
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    ).stdout

    answered, missing, waiting = map(int, printed.split())
    assert 600 < answered < 1201
    assert (missing, waiting) == (0, 0)
