"""A server of the rehearsal's own, over a folder that is thrown away."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from facilitator import led
from facilitator.rehearsing.host import CannotRehearse
from facilitator.serving.ports import listen

LINK = re.compile(r"https?://[^/\s]+(/accounts/invitations/[0-9a-f]{32})")
READY = "Stop with"  # the last line that `serve` prints
STOPPING = 30.0  # seconds


@dataclass(frozen=True)
class OwnServer:
    """Where it listens, the link that signs in, its process, its database."""

    url: str
    link: str
    pid: int
    database: Path


@contextmanager
def own_server(data: Path) -> Iterator[OwnServer]:
    """Serve over a new folder inside `data`, so that its disk is the real one.

    The server ends with this process, also when that is killed.

    Raises:
        CannotRehearse: it does not start.
    """
    with tempfile.TemporaryDirectory(
        prefix="rehearsal-", dir=data, ignore_cleanup_errors=True
    ) as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as errors:
            process, port = _started(Path(folder), errors.fileno())
        try:
            link = _link(process)
            if not link:
                raise CannotRehearse(f"The server did not start: {_last_line(log)}")
            file = Path(folder) / "facilitator.db"
            yield OwnServer(f"http://127.0.0.1:{port}", link, process.pid, file)
        finally:
            led.end(process, STOPPING)
            if process.stdout is not None:
                process.stdout.close()


def _started(folder: Path, errors: int) -> tuple["Popen[str]", int]:
    with listen("127.0.0.1", 0) as free:
        port = int(free.getsockname()[1])
    options = ["--data", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    return led.start("serve", "--led", *options, errors=errors), port


def _link(process: "Popen[str]") -> str:
    """Read until the server listens; return the link that it printed."""
    link = ""
    for line in process.stdout or ():
        if found := LINK.search(line):
            link = found[1]
        if line.startswith(READY):
            return link
    return ""


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing."
