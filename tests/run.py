"""Run every check, in an environment of its own: python3 tests/run.py.

Needs Python 3.11 and the package registries, nothing else: the tools come from
`requirements.lock`, Chromium and PostgreSQL from the system, installed on Debian
when run as root. What is missing fails the run; nothing is skipped.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

try:
    from tests import chromium
except ImportError:  # run as a program
    import chromium  # type: ignore[no-redef]

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
HOME = ROOT / ".venv-test"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)

POSTGRESQL = "/usr/lib/postgresql/*/bin/initdb"  # where Debian hides it
MARKER = re.compile(r"( ; )?(\(([^\n]*)\) and )?extra == '\w+'")

CHECKS = (
    ("format", "ruff", "format", "--check", "--quiet", "."),
    ("style", "ruff", "check", "--quiet", "."),
    ("types", "mypy", "--no-error-summary"),
    ("imports", "lint-imports"),
    ("audit", "python", "-m", "tests.advisories"),
    ("tests", "python", "-m", "pytest", "-q"),
)


class Missing(Exception):  # noqa: N818 -- reads as a fact
    """What the tests need and cannot be had; the message says how to get it."""


def main() -> int:
    """Prepare, run every check, and return how many failed."""
    try:
        prepare()
    except Missing as missing:
        print(f"Cannot test: {missing}", file=sys.stderr)
        return 1
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    results = [run(name, command, environment) for name, *command in CHECKS]
    print("\nSummary")
    for name, is_good, seconds in results:
        print(f"  {'passed' if is_good else 'FAILED':8}{name:10}{seconds:6.0f} s")
    return sum(not is_good for _, is_good, _ in results)


def run(
    name: str, command: list[str], environment: dict[str, str]
) -> tuple[str, bool, float]:
    """Run one check, its output to the terminal; return (name, passed, seconds)."""
    print(f"\n== {name}: {' '.join(command)}", flush=True)
    started = time.monotonic()
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    code = subprocess.run(
        [program, *command[1:]], check=False, cwd=ROOT, env=environment
    ).returncode
    return name, code == 0, time.monotonic() - started


def prepare() -> None:
    """Make the environment, unless it is there and the lock is the same."""
    if sys.version_info < OLDEST:
        raise Missing(f"Python {sys.version.split()[0]} is too old, 3.11 is needed.")
    install_packages()
    install_programs()


def install_packages() -> None:
    """Install what is locked, test tools too, with its hashes checked."""
    digest = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    done = HOME / "installed"
    if done.is_file() and done.read_text("ascii") == digest:
        return
    print("Installing the test environment…", flush=True)
    venv.create(HOME, clear=True, with_pip=True)
    everything = HOME / "everything.txt"
    everything.write_text(without_extras(LOCK.read_text("utf-8")), "utf-8")
    call(
        str(BIN / "python"),
        "-m",
        "pip",
        "install",
        "-q",
        "--require-hashes",
        "-r",
        str(everything),
    )
    done.write_text(digest, "ascii")


def without_extras(locked: str) -> str:
    """Return the lock with the packages of every extra as plain as the others.

    >>> without_extras("a==1 ; extra == 'test'")
    'a==1'
    >>> without_extras("a==1 ; (os_name == 'nt') and extra == 'test'")
    "a==1 ; os_name == 'nt'"
    """
    return MARKER.sub(lambda m: f" ; {m[3]}" if m[3] else "", locked)


def install_programs() -> None:
    """See to it that there are a Chromium and a PostgreSQL.

    Raises:
        Missing: there is not, and they cannot be installed from here.
    """
    needed = []
    if not chromium.executable():
        needed.append("chromium")
    if not shutil.which("initdb") and not list(Path("/").glob(POSTGRESQL.lstrip("/"))):
        needed.append("postgresql")
    if needed:
        install(needed)


def install(needed: list[str]) -> None:
    """Install Debian packages, when this is Debian and we may."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not (is_root and shutil.which("apt-get")):
        raise Missing(
            f"please install {' and '.join(needed)} first "
            f"(Debian, Ubuntu: apt-get install {' '.join(needed)})."
        )
    print(f"Installing {' and '.join(needed)}…", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    call("apt-get", "update", "-q")
    call("apt-get", "install", "-q", "-y", "--no-install-recommends", *needed)


def call(*command: str) -> None:
    """Run a command of the preparation.

    Raises:
        Missing: it failed.
    """
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:], file=sys.stderr)
        raise Missing(f"{' '.join(command[:4])} failed, see above.")


if __name__ == "__main__":
    sys.exit(main())
