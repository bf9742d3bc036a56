"""The audit of the locked packages: what it finds, and what it only says."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.advisories import (
    LOCK,
    OLD,
    TABLE,
    Advisory,
    Table,
    affected,
    check,
    read_table,
    specifiers,
    unproven,
    warning,
)
from tests.run import CHECKS

LOCKED = LOCK.read_text("utf-8")
KNOWN = read_table(TABLE.read_text("utf-8"))
HASH = " \\\n    --hash=sha256:" + "0" * 64


def test_nothing_that_is_locked_is_known_to_be_wrong() -> None:
    assert affected(LOCKED, KNOWN) == []
    assert unproven(LOCKED) == []


def test_the_audit_is_one_of_the_checks() -> None:
    assert ("audit", "python", "-m", "tests.advisories") in CHECKS


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        ("werkzeug==3.0.0", "PYSEC-2023-221"),
        ("flask==2.3.1", "PYSEC-2023-62"),
        ("gevent==23.7.0", "PYSEC-2023-177"),
    ],
)
def test_a_planted_version_that_is_affected_is_found(planted: str, name: str) -> None:
    package = planted.split("==", maxsplit=1)[0]
    lock = re.sub(rf"^{package}==\S+", planted, LOCKED, flags=re.MULTILINE)
    assert lock != LOCKED

    assert [s for s in affected(lock, KNOWN) if name in s] != []
    assert check(lock, KNOWN, KNOWN.day) > 0


def test_an_entry_behind_a_marker_is_looked_at_too() -> None:
    lock = f"Jinja2==3.0.0{HASH}\nnumpy==1.0 ; extra == 'test'{HASH}\n"
    table = Table(KNOWN.day, (Advisory("numpy", ">=0,<1.1", "PYSEC-1"),))

    assert affected(lock, table) == [
        "numpy 1.0 is affected by PYSEC-1 (>=0,<1.1).",
    ]


@pytest.mark.parametrize(
    "line", ["flask==3.1.3", "flask>=3" + HASH, "flask @ https://x.example" + HASH]
)
def test_what_could_be_exchanged_is_found(line: str) -> None:
    assert unproven(f"# head\n{line}\nclick==8.5.1{HASH}\n") == [
        f"{line.split(maxsplit=1)[0]} is locked without a version or without a hash."
    ]


def test_an_old_table_is_said_and_does_not_fail(
    capsys: pytest.CaptureFixture[str],
) -> None:
    soon, late = (KNOWN.day + timedelta(days=n) for n in (OLD, OLD + 1))

    assert warning(KNOWN, soon) is None
    assert check(LOCKED, KNOWN, late) == 0

    said = capsys.readouterr().out
    assert f"The table of advisories is of {KNOWN.day}, {OLD + 1} days old" in said


def test_the_table_says_from_whom_and_of_which_day_it_is() -> None:
    first = TABLE.read_text("utf-8").splitlines()[:2]

    assert str(KNOWN.day) in first[0]
    assert "CC-BY 4.0" in first[1]
    assert len(KNOWN.advisories) > 1000


def test_ranges_become_specifiers() -> None:
    events = [{"introduced": "0"}, {"fixed": "2.3.8"}, {"introduced": "3.0.0"}]
    part = {"ranges": [{"type": "ECOSYSTEM", "events": [*events, {"fixed": "3.0.1"}]}]}
    forever = {"ranges": [{"type": "ECOSYSTEM", "events": events}]}
    listed = {"versions": ["1.0", "not a version"], "ranges": [{"type": "GIT"}]}

    assert specifiers(part) == [">=0,<2.3.8", ">=3.0.0,<3.0.1"]
    assert specifiers(forever) == [">=0,<2.3.8", ">=3.0.0"]
    assert specifiers(listed) == ["==1.0"]


def test_a_table_without_a_day_is_none() -> None:
    with pytest.raises(ValueError, match="of which day"):
        read_table(Path(__file__).read_text("utf-8").replace("state of", ""))


def test_the_day_is_read() -> None:
    assert read_table("# state of 2026-01-31\n").day == date(2026, 1, 31)
