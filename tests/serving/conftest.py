import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest


class Running:
    """A server in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.serving.room", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self.port = int(self.line())

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    @contextmanager
    def connection(self) -> Iterator[HTTPConnection]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
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
        _, errors = self.process.communicate(timeout=20)
        return errors


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    server = Running()
    yield server
    server.end()


@pytest.fixture
def own_server() -> Iterator[Running]:
    server = Running()
    yield server
    server.end()


@pytest.fixture
def impatient_server() -> Iterator[Running]:
    server = Running("1")
    yield server
    server.end()
