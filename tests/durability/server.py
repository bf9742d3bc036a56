"""The program `reborn`, as tests use it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.running import ROOT


class Reborn:
    """The program, and the server that it runs at the moment."""

    def __init__(self, folder: Path) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.durability.reborn", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.port = 0
        self._server = 0

    def start(self) -> None:
        """Start a server; return once phones may come."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write("start\n")
        self._program.stdin.flush()
        self._server, self.port = map(int, self._program.stdout.readline().split())

    def kill(self) -> None:
        """End the server as a power cut does."""
        os.kill(self._server, signal.SIGKILL)

    def end(self) -> None:
        """End the program, and the server that is left."""
        self._program.communicate(timeout=60)
