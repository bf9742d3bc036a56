"""How busy the whole machine is, second by second (Linux)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gevent

IDLE, WAITS_FOR_DISK = 3, 4  # columns of the line "cpu", after its name
OWN = 8  # columns that add up to all; the later ones are in the first
EACH = 1.0  # seconds


class Busy:
    """What share of all processors was used in each second, from 0 to 1."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def beyond(self, share: float) -> int:
        """Return how many seconds more than `share` was used."""
        return sum(second > share for second in self.seconds)


@contextmanager
def watched() -> Iterator[Busy]:
    """Watch the machine until the end of the block."""
    busy = Busy()
    watcher = gevent.spawn(_watch, busy)
    try:
        yield busy
    finally:
        watcher.kill()


def _watch(busy: Busy) -> None:
    idle, total = _ticks()
    while True:
        gevent.sleep(EACH)
        idle_before, total_before = idle, total
        idle, total = _ticks()
        if total > total_before:
            busy.seconds.append(1 - (idle - idle_before) / (total - total_before))


def _ticks() -> tuple[int, int]:
    """Return for how long processors were idle, and for how long they have been."""
    line = Path("/proc/stat").read_text("ascii").splitlines()[0]
    ticks = [int(part) for part in line.split()[1 : OWN + 1]]
    return ticks[IDLE] + ticks[WAITS_FOR_DISK], sum(ticks)
