"""How much processor and memory processes take, where the system tells (Linux)."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
USER, SYSTEM, WAITED_USER, WAITED_SYSTEM = 11, 12, 13, 14  # after the name in stat
KILOBYTE = 1024
FROM_NOW = "5"  # what Linux takes for it


@dataclass(frozen=True)
class Load:
    """What processes took so far. None: not known."""

    cpu: float | None  # seconds
    memory: int | None  # bytes, now
    peak: int | None  # bytes, the most since they started


def load_of(pids: Sequence[int]) -> Load:
    """Return what processes with these ids took, their ended children too."""
    if not pids or not (PROC / "self" / "stat").exists():
        return Load(None, None, None)
    each = [found for pid in pids if (found := _load(pid)) is not None]
    if not each:
        return Load(None, None, None)
    cpu, memory, peak = (sum(values) for values in zip(*each, strict=True))
    return Load(round(cpu, 2), int(memory), int(peak))


def forget_peak(pids: Sequence[int]) -> None:
    """Let the most memory of these processes be counted from now on."""
    for pid in pids:
        with suppress(OSError):
            (PROC / str(pid) / "clear_refs").write_text(FROM_NOW)


def _load(pid: int) -> tuple[float, int, int] | None:
    with suppress(OSError, ValueError, IndexError, StopIteration):
        stat = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        places = (USER, SYSTEM, WAITED_USER, WAITED_SYSTEM)
        ticks = sum(int(stat[place]) for place in places)
        lines = (PROC / str(pid) / "status").read_text().splitlines()
        sizes = dict(line.split(":", 1) for line in lines)
        memory, peak = (
            int(sizes[name].split()[0]) * KILOBYTE for name in ("VmRSS", "VmHWM")
        )
        return ticks / os.sysconf("SC_CLK_TCK"), memory, peak
    return None
