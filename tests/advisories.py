"""The locked packages that a published advisory names: python -m tests.advisories.

`tests/advisories.tsv` is a copy of what the PyPA advisory database says of every
package (CC-BY 4.0), so that the check needs no service. Make it anew from a clone of
github.com/pypa/advisory-database (needs git and PyYAML):

    python -m tests.advisories CLONE

An advisory that does not concern us stands in `HARMLESS`, with the reason.
"""

import io
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).parents[1]
TABLE = Path(__file__).with_suffix(".tsv")
LOCK = ROOT / "requirements.lock"
OLD = 183  # days after which the check asks for a newer table
HEADER = (
    "# Known advisories for packages of PyPI, state of {day}, from the PyPA\n"
    "# advisory database (github.com/pypa/advisory-database, CC-BY 4.0).\n"
)
HARMLESS: Mapping[str, str] = {}  # id -> why it does not concern us

_DAY = re.compile(r"state of (\d{4}-\d\d-\d\d)")
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)", re.MULTILINE)


@dataclass(frozen=True)
class Advisory:
    """Versions of a package in which something is known to be wrong."""

    package: str  # canonical name
    versions: str  # a PEP 440 specifier
    name: str  # PYSEC-…


@dataclass(frozen=True)
class Table:
    """What was known on a day."""

    day: date
    advisories: tuple[Advisory, ...]

    def age(self, today: date) -> int:
        """Return how many days old it is."""
        return (today - self.day).days


def read_table(text: str) -> Table:
    """Return the table that `text` holds."""
    found = _DAY.search(text)
    if found is None:
        raise ValueError("the table does not say of which day it is")
    rows = (line.split("\t") for line in text.splitlines() if line[:1] not in ("#", ""))
    return Table(date.fromisoformat(found[1]), tuple(Advisory(*row) for row in rows))


def locked(text: str) -> list[tuple[str, str]]:
    """Return (canonical name, version) of every package that a lock holds."""
    return [(canonicalize_name(n), version) for n, version in _PINNED.findall(text)]


def affected(lock: str, table: Table) -> list[str]:
    """Return, as sentences, the locked versions that an advisory names."""
    known: dict[str, list[Advisory]] = {}
    for advisory in table.advisories:
        known.setdefault(advisory.package, []).append(advisory)
    return [
        f"{package} {version} is affected by {advisory.name} ({advisory.versions})."
        for package, version in locked(lock)
        for advisory in known.get(package, ())
        if advisory.name not in HARMLESS
        and SpecifierSet(advisory.versions).contains(version, prereleases=True)
    ]


def unproven(lock: str) -> list[str]:
    """Return, as sentences, what of a lock could be exchanged on its way here."""
    lines = lock.replace("\\\n", "").splitlines()  # an entry and its hashes
    return [
        f"{line.split()[0]} is locked without a version or without a hash."
        for line in lines
        if line.strip() and not line.startswith("#")
        if not (_PINNED.match(line) and "--hash=sha256:" in line)
    ]


def warning(table: Table, today: date) -> str | None:
    """Return what to say of a table that is old, None while it is not."""
    if table.age(today) <= OLD:
        return None
    return (
        f"The table of advisories is of {table.day}, {table.age(today)} days old: "
        "what was found since is not in it. Make it anew (tests/advisories.py)."
    )


def check(lock: str, table: Table, today: date) -> int:
    """Print what the table says of a lock; return how many findings there are."""
    found = affected(lock, table) + unproven(lock)
    for sentence in found:
        print(sentence)
    if old := warning(table, today):
        print(f"Warning: {old}")
    print(
        f"{len(locked(lock))} locked packages against {len(table.advisories)} "
        f"advisories of {table.day}: {len(found)} findings."
    )
    return len(found)


def make(clone: Path) -> str:
    """Return the table that a clone of the advisory database gives."""
    git = ["git", "-C", str(clone)]
    day = subprocess.check_output(
        [*git, "log", "-1", "--format=%cd", "--date=format:%Y-%m-%d"], text=True
    ).strip()
    packed = subprocess.check_output([*git, "archive", "HEAD", "vulns"])
    rows = sorted({"\t".join(row) for row in _rows(packed)})
    return HEADER.format(day=day) + "\n".join(rows) + "\n"


def _rows(packed: bytes) -> Iterator[tuple[str, str, str]]:
    import yaml  # noqa: PLC0415 -- for whoever makes the table, not for the check

    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is None or not member.name.endswith(".yaml"):
                continue
            said = yaml.load(file, yaml.CSafeLoader)
            if "withdrawn" not in said:
                for part in said.get("affected", ()):
                    name = canonicalize_name(part["package"]["name"])
                    for versions in specifiers(part):
                        yield name, versions, said["id"]


def specifiers(part: Mapping[str, Any]) -> list[str]:
    """Return the versions that an entry (of OSV's form) names, each a specifier.

    Where it has no range that is complete, its list of versions counts.
    """
    ranges = [r["events"] for r in part.get("ranges", ()) if r["type"] == "ECOSYSTEM"]
    found = [spec for events in ranges for spec in _of_events(events)]
    return found or [f"=={v}" for v in part.get("versions", ()) if _is_version(v)]


def _of_events(events: Iterable[Mapping[str, str]]) -> Iterator[str]:
    start: str | None = None
    for event in events:
        if "introduced" in event:
            start = event["introduced"]
        elif start is not None:
            ends = [f"<{event['fixed']}"] if "fixed" in event else []
            ends += [f"<={event['last_affected']}"] if "last_affected" in event else []
            if ends:
                yield ",".join([f">={start}", *ends])
                start = None
    if start is not None:  # nothing mends it yet
        yield f">={start}"


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def main() -> int:
    """Make the table anew from a clone, or check the lock; return the exit code."""
    if len(sys.argv) > 1:
        TABLE.write_text(make(Path(sys.argv[1])), "utf-8")
    table = read_table(TABLE.read_text("utf-8"))
    today = datetime.now(UTC).date()
    return 1 if check(LOCK.read_text("utf-8"), table, today) else 0


if __name__ == "__main__":
    sys.exit(main())
