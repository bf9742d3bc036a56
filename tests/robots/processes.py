"""The processes that ours started, as the system knows them."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

LONG = 60  # seconds, on a busy machine


def processes(code: str) -> list[int]:
    """Return the processes of the robots of a rehearsal."""
    return started_with(f"--led --join {code} ")


def started_with(words: str) -> list[int]:
    """Return the processes whose command has these words."""
    if Path("/proc/self/cmdline").exists():
        found = {p.name: _command(p) for p in Path("/proc").glob("[0-9]*")}
    else:
        told = subprocess.run(
            ["ps", "-A", "-o", "pid=,command="],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        found = dict(line.strip().split(" ", 1) for line in told.splitlines())
    return [int(pid) for pid, command in found.items() if words in command]


def eventually(is_so: Callable[[], bool]) -> bool:
    """Wait until something is so; say whether it came to be."""
    end = monotonic() + LONG
    while not is_so() and monotonic() < end:
        sleep(0.2)
    return is_so()


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:  # it ended meanwhile
        return ""
