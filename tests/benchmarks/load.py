"""Phones on raw sockets, in this process; and what the server's process uses."""

import os
import resource
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

import gevent
from gevent import socket

PATIENCE = 30.0  # seconds for one answer
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> list[str]:
        """Return the values of a header, in order."""
        start = name.lower() + ":"
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        return [
            one[len(start) :].strip() for one in lines if one.lower().startswith(start)
        ]


class Line:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._rest = b""

    def ask(self, request: bytes) -> Answer:
        """Send a request and wait for its whole answer."""
        if self._socket is None:
            self.open()
        self._socket.sendall(request)
        while b"\r\n\r\n" not in self._rest:
            self._more()
        head, _, rest = self._rest.partition(b"\r\n\r\n")
        length = _length(head)
        while len(rest) < length:
            self._rest = b""
            self._more()
            rest += self._rest
        self._rest = rest[length:]
        if b"\r\nConnection: close" in head:
            self.close()
        return Answer(int(head[9:12]), head, rest[:length])

    def open(self) -> None:
        """Connect."""
        self._socket = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _more(self) -> None:
        piece = self._socket.recv(65536)
        if not piece:
            raise ConnectionError("the server hung up")
        self._rest += piece


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    return 0


def get(path: str, cookie: str = "", **headers: str) -> bytes:
    """Return a GET as a phone sends it."""
    return _request("GET", path, cookie, headers, b"")


def post(path: str, cookie: str, body: str, **headers: str) -> bytes:
    """Return a form as a phone sends it."""
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return _request("POST", path, cookie, headers, body.encode())


def _request(
    method: str, path: str, cookie: str, headers: dict[str, str], body: bytes
) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept-Language: ar",
        "Accept: text/html",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Process:
    """The server over a data folder."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.server", str(folder)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        return self._process.pid

    @property
    def cpu(self) -> float:
        """Seconds of processor time until now, of all threads."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        found = (_task_seconds(task) for task in tasks)
        return sum(found)

    @property
    def memory(self) -> int:
        """Bytes resident now."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        return 0

    def stop(self) -> None:
        """Tell it to stop, and wait."""
        self._process.terminate()
        self._process.wait(timeout=20)


def _task_seconds(task: Path) -> float:
    with suppress(FileNotFoundError, ProcessLookupError):  # a thread that just ended
        return int((task / "schedstat").read_text().split()[0]) / 1e9
    return 0.0


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[Process]:
    """Serve `folder` for a while."""
    server = Process(folder, **environment)
    try:
        yield server
    finally:
        server.stop()


@dataclass
class Sample:
    """What one round of requests took."""

    asked: int
    seconds: float = 0.0
    server_cpu: float = 0.0
    client_cpu: float = 0.0
    times: list[float] = field(default_factory=list)  # seconds, each request
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.asked / self.seconds

    @property
    def microseconds(self) -> float:
        """The server's processor time for one request."""
        return 1e6 * self.server_cpu / self.asked


@contextmanager
def measured(server: Process, sample: Sample) -> Iterator[None]:
    """Note what a round takes from beginning to end."""
    cpu, own, start = server.cpu, process_time(), perf_counter()
    yield
    sample.seconds = perf_counter() - start
    sample.server_cpu = server.cpu - cpu
    sample.client_cpu = process_time() - own


def at_once(server: Process, requests: Sequence[bytes], connections: int) -> Sample:
    """Ask as fast as the server answers, over so many connections."""
    sample, waiting = Sample(len(requests)), deque(requests)
    lines = [Line(server.port) for _ in range(min(connections, len(requests)))]
    for line in lines:
        line.open()

    def work(line: Line) -> None:
        while waiting:
            request = waiting.popleft()
            timed(line, request, sample)

    with measured(server, sample):
        gevent.joinall([gevent.spawn(work, line) for line in lines], raise_error=True)
    for line in lines:
        line.close()
    return sample


def spread_over(server: Process, requests: Sequence[bytes], seconds: float) -> Sample:
    """Ask each on a connection of its own, evenly over some seconds."""
    sample, start = Sample(len(requests)), perf_counter()

    def work(place: int, request: bytes) -> None:
        due = start + seconds * place / len(requests)
        gevent.sleep(max(0.0, due - perf_counter()))
        line = Line(server.port)
        timed(line, request, sample)
        line.close()

    with measured(server, sample):
        phones = [gevent.spawn(work, *item) for item in enumerate(requests)]
        gevent.joinall(phones, raise_error=True)
    return sample


def timed(line: Line, request: bytes, sample: Sample) -> None:
    start = perf_counter()
    answer = line.ask(request)
    sample.times.append(perf_counter() - start)
    sample.statuses[answer.status] += 1


def in_turns(rounds: int, *variants: Callable[[], Sample]) -> list[list[Sample]]:
    """Run the variants A B A B…, so that a noisy moment strikes all of them."""
    found: list[list[Sample]] = [[] for _ in variants]
    for _ in range(rounds):
        for samples, variant in zip(found, variants, strict=True):
            samples.append(variant())
    return found


def allow_many_connections() -> None:
    """Let this process hold a room full of connections."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536), hard))
