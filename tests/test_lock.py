"""The lock agrees with what the project says it needs."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.lock import marked
from tests.run import without_extras

ROOT = Path(__file__).parents[1]
LOCKED = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _locked(text: str) -> dict[str, Requirement]:
    lines = re.findall(r"^[a-z0-9].*?(?= \\$)", text, re.MULTILINE)
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(one.name): one for one in found}


def _wrong(wanted: list[str], *, is_plain: bool) -> list[str]:
    """Return what is not locked as wanted, or stands among the wrong ones."""
    locked = _locked(LOCKED)
    return [
        text
        for text in wanted
        if (name := canonicalize_name(Requirement(text).name)) not in locked
        or not Requirement(text).specifier.contains(
            str(locked[name].specifier).removeprefix("==")
        )
        or ("extra" in str(locked[name].marker)) is is_plain
    ]


def test_what_the_application_needs_is_locked_and_plain() -> None:
    assert _wrong(PROJECT["dependencies"], is_plain=True) == []


def test_what_an_extra_needs_is_locked_and_left_out_of_a_plain_installation() -> None:
    extras = PROJECT["optional-dependencies"]
    wanted = [text for extra in extras.values() for text in extra]

    assert _wrong(wanted, is_plain=False) == []
    ignored = [
        name
        for name, one in _locked(LOCKED).items()
        if one.marker and not one.marker.evaluate({"extra": ""})
    ]
    assert {"pytest", "ruff", "psycopg"} <= set(ignored)


def test_every_entry_has_hashes_and_no_address() -> None:
    entries = [line for line in LOCKED.splitlines() if re.match(r"[a-z0-9]", line)]

    assert entries
    assert all(line.endswith(" \\") for line in entries)
    assert "http" not in LOCKED


def test_the_test_environment_takes_every_entry() -> None:
    everything = _locked(without_extras(LOCKED))

    assert everything.keys() == _locked(LOCKED).keys()
    assert [one for one in everything.values() if "extra" in str(one.marker)] == []


def test_an_entry_keeps_its_own_marker_beside_that_of_its_extra() -> None:
    entry = "a==1 ; os_name == 'nt' or x \\\n    --hash=sha256:0"

    locked = marked(entry, "test")

    assert locked == (
        "a==1 ; (os_name == 'nt' or x) and extra == 'test' \\\n    --hash=sha256:0"
    )
    assert without_extras(locked) == entry
