"""Servers on one PostgreSQL, each a process, and a room that votes through them."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from tests.running import LINK, ROOT, free_port

SECRET = "the same for all of them"


class Worker:
    """One `facilitator serve`. It has a folder of its own, as on its own machine."""

    def __init__(
        self, url: str, folder: Path, *options: str, root: Path = ROOT, port: int = 0
    ) -> None:
        self.port = port or free_port()
        self._log = folder / f"worker-{self.port}-{id(self)}.log"
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "facilitator", "serve", *options),
                    *("--host", "127.0.0.1", "--port", str(self.port)),
                ],
                cwd=root,
                env={
                    **os.environ,
                    "PYTHONPATH": str(root),
                    "PYTHONUNBUFFERED": "1",
                    "PYTHONIOENCODING": "utf-8",
                    "FACILITATOR_DATABASE_URL": url,
                    "FACILITATOR_SECRET_KEY": SECRET,
                    "FACILITATOR_DATA": str(self._log.with_suffix("")),
                },
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self._log.read_text("utf-8")

    @property
    def link(self) -> str:
        """The path of the link that it printed."""
        found = LINK.search(self.said)
        assert found, self.said
        return found[1]

    def wait(self) -> "Worker":
        """Return once it serves."""
        while not re.search(r"^Stop with", self.said, re.MULTILINE):
            assert self.process.poll() is None, self.said
            try:
                self.process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        return self

    def kill(self) -> None:
        """End it as a crash does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


class Workers:
    """Servers on one database; `stop()` ends all that are left."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self._folder = url, folder
        self._all: list[Worker] = []

    def start(self, number: int, *options: str, port: int = 0) -> list[Worker]:
        """Start `number` servers at the same moment; return once they serve."""
        begun = []
        for _ in range(number):
            begun.append(Worker(self.url, self._folder, *options, port=port))
            self._all.append(begun[-1])
        return [worker.wait() for worker in begun]

    def stop(self) -> None:
        for worker in self._all:
            worker.stop()
