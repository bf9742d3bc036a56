"""How long a server takes to start, and how much memory it then holds."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from tests.benchmarks.context import Size
from tests.benchmarks.table import Row, amount, middle
from tests.running import free_port

ROOT: Final = Path(__file__).parents[2]
SOON: Final = 1.5  # seconds from the command to the first page
LITTLE: Final = 90.0  # megabytes of an idle server
PATIENCE: Final = 60.0  # seconds


@dataclass(frozen=True)
class Start:
    """One start: time on the clock and of the processor, and memory after it."""

    seconds: float
    processor: float
    megabytes: float


def starting(size: Size) -> Iterator[Row]:
    """Start on a database that exists, several times; its files are warm."""
    with tempfile.TemporaryDirectory(prefix="facilitator-benchmark-") as folder:
        start(Path(folder))  # makes the database
        starts = [start(Path(folder)) for _ in range(size.rounds)]
    seconds = middle([one.seconds for one in starts])
    processor = middle([one.processor for one in starts])
    megabytes = middle([one.megabytes for one in starts])
    yield Row(
        "start to the first page (of it the processor's)",
        f"{amount(seconds)} s ({amount(processor)} s)",
        target=f"≤ {SOON:g} s",
        reached=seconds <= SOON,
    )
    yield Row(
        "memory after the first page",
        f"{amount(megabytes)} MB",
        target=f"≤ {LITTLE:g} MB",
        reached=megabytes <= LITTLE,
    )


def start(folder: Path) -> Start:
    """Start the command as people do, wait for its first page, and stop it."""
    began = time.monotonic()
    with _serving(folder) as (process, port):
        _first_page(port, until=began + PATIENCE)
        seconds = time.monotonic() - began
        return Start(seconds, _processor(process.pid), _megabytes(process.pid))


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "facilitator", "--data", str(folder)],
        cwd=ROOT,
        env={
            **os.environ,
            "FACILITATOR_HOST": "127.0.0.1",
            "FACILITATOR_PORT": str(port),
            "PYTHONIOENCODING": "utf-8",
        },
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _first_page(port: int, *, until: float) -> None:
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with suppress(ConnectionError):
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        connection.close()
        time.sleep(0.005)
    raise TimeoutError


def _processor(pid: int) -> float:
    """Return the seconds of processor time of a process (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    """Return what a process holds in memory (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(pid)
