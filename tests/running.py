"""Servers in processes of their own."""

import os
import random
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PORTS = range(20_000, 32_000)  # below those that connections come from
LINK = re.compile(r"http://[^/\s]+(/accounts/invitations/[0-9a-f]{32})")


def free_port() -> int:
    """Return a port that nobody has, and that no connection takes meanwhile."""
    while True:
        port = random.choice(PORTS)  # noqa: S311
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port


def get(url: str) -> tuple[int, str]:
    with urlopen(url, timeout=60) as answer:  # noqa: S310 -- our own server
        return answer.status, answer.read().decode()


@contextmanager
def serving(
    *command: str, cwd: Path = ROOT, **environment: str
) -> Iterator[tuple[str, str]]:
    """Run a command that serves; give what it printed and its address.

    Told to stop, it must do so in silence.
    """
    port = free_port()
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.stdout
    printed = ""
    for line in process.stdout:
        printed += line
        if line.startswith("Stop"):
            break
    try:
        yield printed, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        rest = process.communicate(timeout=60)[0]
        assert (process.returncode, rest) == (0, ""), printed + rest


class Running:
    """A module of the tests that serves, and prints its port once it listens."""

    def __init__(self, module: str, *arguments: str, stderr: int | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            cwd=ROOT,
        )
        self.port = int(self.line())

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    @contextmanager
    def connection(self) -> Iterator[HTTPConnection]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            yield connection
        finally:
            connection.close()

    def ask(self, path: str, method: str = "GET", body: str | None = None) -> str:
        with self.connection() as connection:
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body, kind if body else {})
            return connection.getresponse().read().decode()

    def end(self) -> str:
        """Stop; return what was said to stderr."""
        if self.process.poll() is None:
            self.process.terminate()
        _, errors = self.process.communicate(timeout=60)
        return errors or ""

    def kill(self) -> None:
        """Stop as a power cut does."""
        self.process.kill()
        self.process.communicate()
