"""A server that is told to stop: what was begun is done, everybody goes elsewhere."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from facilitator.db import connect
from facilitator.workshops.rules import Status
from tests.factories import make_workshop
from tests.running import ROOT, free_port

# As `facilitator serve`, but a commit takes long, as on an old disk.
SLOWLY = """
import sys
from facilitator.cli import main
from facilitator.serving.patched import patch
patch()
from time import sleep
from facilitator import batches
commit = batches._commit
def slowly(connection):
    print("committing", flush=True)
    sleep(1)
    commit(connection)
if sys.argv[1] == "slow":
    batches._off_the_loop = lambda work: work()
    batches._commit = slowly
del sys.argv[1]
main()
"""


class Served:
    """A whole server in a process of its own."""

    def __init__(self, folder: Path, speed: str, **environment: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-c", SLOWLY, speed, "--port", str(self.port)],
            cwd=ROOT,
            env={
                "PYTHONIOENCODING": "utf-8",
                "FACILITATOR_DATA": str(folder),
                "FACILITATOR_HOST": "127.0.0.1",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.read_until("Stop")

    def read_until(self, start: str) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith(start):
                return
        raise AssertionError(self.process.communicate()[1])

    def ask(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        said = answer.status, answer.read().decode()
        connection.close()
        return said

    def send(self, request: str) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.sendall(request.encode())
        return connection

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)


@contextmanager
def served(folder: Path, speed: str = "fast", **environment: str) -> Iterator[Served]:
    server = Served(folder, speed, **environment)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.communicate()


def until_closed(connection: socket.socket) -> str:
    return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def open_workshop(folder: Path) -> None:
    engine = connect(f"sqlite:///{folder / 'facilitator.db'}")
    with Session(engine.execution_options(writes=True)) as session:
        make_workshop(session, code="111111", status=Status.OPEN)
        session.commit()
    engine.dispose()


def seats(folder: Path) -> int:
    engine = connect(f"sqlite:///{folder / 'facilitator.db'}")
    with engine.connect() as connection:
        counted = connection.scalar(text("SELECT count(*) FROM seat"))
    engine.dispose()
    return int(counted)


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)
    assert found, name
    return found[1]


def joining(server: Served) -> str:
    """Return the request of a phone that takes a seat."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/J/111111")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookies = [c.split(";")[0] for c in answer.headers.get_all("Set-Cookie") or ()]
    connection.close()
    names = ("csrf_token", "seat")
    body = "&".join(f"{name}={field(page, name)}" for name in names)
    return (
        f"POST /J/111111 HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {'; '.join(cookies)}"
        "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )


def test_what_was_begun_is_answered_and_stored(tmp_path: Path) -> None:
    with served(tmp_path):
        open_workshop(tmp_path)

    listening = "GET /w/111111/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with (
        served(tmp_path, "slow") as server,
        server.send(listening) as stream,
        server.send(joining(server)) as phone,
    ):
        greeting = b""
        while b"retry: " not in greeting:
            greeting += stream.recv(65536)
        server.read_until("committing")
        server.stop()
        answer, farewell = until_closed(phone), until_closed(stream)
        _, errors = server.process.communicate(timeout=60)

    assert b"text/event-stream" in greeting
    assert answer.startswith("HTTP/1.1 303 ")
    assert "Connection: close" in answer
    assert seats(tmp_path) == 1
    assert re.search(r"(^|\n)retry: \d{3,4}\n\n$", farewell)
    assert (server.process.returncode, errors) == (0, "")


def test_a_proxy_is_told_before_the_server_stops(tmp_path: Path) -> None:
    with served(tmp_path, FACILITATOR_DRAIN="4") as server:
        before = server.ask("/readyz")
        started = monotonic()
        server.stop()
        while (drained := server.ask("/readyz"))[0] == 200:
            sleep(0.01)
        page = server.ask("/healthz")
        server.process.wait(timeout=60)
        took = monotonic() - started

    assert before == (200, "ok\n")
    assert drained == (503, "stopping\n")
    assert page == (200, "ok\n")
    assert took >= 4
    assert server.process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_twice_the_process_ends_at_once(tmp_path: Path, number: int) -> None:
    with served(tmp_path, FACILITATOR_DRAIN="600") as server:
        server.stop(number)
        while server.ask("/readyz")[0] == 200:
            sleep(0.01)
        server.stop(number)
        ended = server.process.wait(timeout=60)

    assert ended != 0
