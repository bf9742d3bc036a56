"""Make `requirements.lock` anew: python tests/lock.py (needs uv).

What the application needs stands plain. What only tests or PostgreSQL need carries
the marker of its extra, which is false for `pip install -r`: so one file locks
everything, and a plain installation takes only its part. `tests/run.py` installs
the rest.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
EXTRAS = ("postgresql", "test")  # the first that needs a package marks it
HEADER = """\
# Every package that Facilitator runs on, and that its tests need, as tested.
# Made by tests/lock.py, which says what the markers "extra" are for.
"""


def entries(*extras: str) -> dict[str, list[str]]:
    """Return what uv resolves for all systems with `extras`, by name.

    A package has several entries where one version does not run everywhere.
    """
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        raise SystemExit("uv is needed: pip install uv")
    command = [uv, "pip", "compile", "--universal", "--generate-hashes", "--quiet"]
    command += ["--no-header", "--no-annotate", "--python-version", "3.11"]
    command += [f"--extra={extra}" for extra in extras]
    done = subprocess.run(
        [*command, "pyproject.toml"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.split(r"\n(?=\w)", done.stdout.strip())  # hashes are indented
    every: dict[str, list[str]] = {}
    for entry in found:
        every.setdefault(entry.partition("==")[0], []).append(entry)
    return every


def marked(entry: str, extra: str) -> str:
    """Return `entry` for those alone who ask for `extra`."""
    first, *hashes = entry.split(" \\\n")
    pinned, _, marker = first.partition(" ; ")
    both = f"({marker}) and " if marker else ""
    return " \\\n".join([f"{pinned} ; {both}extra == '{extra}'", *hashes])


def lock(every: dict[str, list[str]], needed_by: Iterable[tuple[str, set[str]]]) -> str:
    """Return the text of the lock, of `every` package with its marker.

    `needed_by` holds (extra, names); what the application itself needs has "".
    """
    lines = []
    for name, found in sorted(every.items()):
        extra = next(extra for extra, names in needed_by if name in names)
        lines += [marked(entry, extra) if extra else entry for entry in found]
    return HEADER + "\n".join(lines) + "\n"


def main() -> None:
    every = entries(*EXTRAS)
    needed_by = [("", set(entries())), *((one, set(entries(one))) for one in EXTRAS)]
    LOCK.write_text(lock(every, needed_by), "utf-8")


if __name__ == "__main__":
    main()
