"""Open streams: how soon a whole room hears of a change, and what each one weighs."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import gevent
from gevent import socket

from tests.benchmarks.context import Size, room
from tests.benchmarks.hall import Hall
from tests.benchmarks.load import Line, Process, Sample, get, timed
from tests.benchmarks.table import Row, amount, percentile, spread

CHANGES = 8
MOST_MS = 300
MOST_BYTES = 2048
VOTES = 100  # a second, beside the streams
PAUSE = 1.0  # seconds between two changes


class Streams:
    """The streams of a room, in this process. Notes when each heard of a step."""

    def __init__(self, server: Process, hall: Hall, number: int) -> None:
        self._request = get(f"/w/{hall.code}/live", hall.phones[0].cookie)
        self._sockets: list[socket.socket] = []
        self.heard: list[float] = []  # seconds, of the present change
        for start in range(0, number, 50):
            batch = min(50, number - start)
            opening = [gevent.spawn(self._open, server.port) for _ in range(batch)]
            gevent.joinall(opening, raise_error=True)
        self._readers = [gevent.spawn(self._read, one) for one in self._sockets]

    def close(self) -> None:
        """Hang up."""
        gevent.killall(self._readers)
        for one in self._sockets:
            one.close()

    def _open(self, port: int) -> None:
        one = socket.create_connection(("127.0.0.1", port), 30)
        one.sendall(self._request)
        if b" 200 " not in one.recv(4096)[:20]:
            raise RuntimeError("no stream")
        self._sockets.append(one)

    def _read(self, one: socket.socket) -> None:
        while frame := one.recv(4096):
            if b"event: step" in frame:
                self.heard.append(perf_counter())


@contextmanager
def listening(server: Process, hall: Hall, number: int) -> Iterator[Streams]:
    """Open streams for a while."""
    streams = Streams(server, hall, number)
    try:
        yield streams
    finally:
        streams.close()


def streams(size: Size) -> Iterator[Row]:
    """Change the step while votes come in; measure from the change to each phone."""
    seconds = CHANGES * (PAUSE + 0.5) + 2
    voters = int(VOTES * seconds)
    votes = Sample(voters)
    with (
        room(voters) as (server, hall),
        listening(server, hall, size.streams) as opened,
    ):
        voting = gevent.spawn(_vote_steadily, server, hall, votes)
        delays = _change_steps(server, hall, opened, size.streams)
        voting.kill()
    kept = f"{len(delays):,} of {CHANGES * size.streams:,}"
    p99 = 1000 * percentile(delays, 99)
    yield Row(
        f"a step change to {size.streams:,} streams beside {VOTES} votes a second: "
        "heard after, p50 / p99",
        f"{spread(delays, 50, 99)} ms; {kept}",
        target=f"p99 ≤ {MOST_MS} ms",
        reached=p99 <= MOST_MS and len(delays) == CHANGES * size.streams,
    )
    yield Row(
        "the votes beside it: answered after, p50 / p99",
        f"{spread(votes.times, 50, 99)} ms",
    )
    each = _weight(size.streams)
    yield Row(
        "memory for each open stream (resident; the kernel's buffers are not in it)",
        f"{amount(each)} bytes",
        target=f"≤ {MOST_BYTES:,} bytes",
        reached=each <= MOST_BYTES,
    )


def _weight(number: int) -> float:
    """Return the bytes that a stream adds to a server that has warmed up."""
    with room(1, knows=0) as (server, hall), listening(server, hall, 100):
        before = server.memory
        with listening(server, hall, number):
            gevent.sleep(1.0)
            return (server.memory - before) / number


def _change_steps(
    server: Process, hall: Hall, opened: Streams, number: int
) -> list[float]:
    delays: list[float] = []
    line = Line(server.port)
    for _ in range(CHANGES):
        opened.heard.clear()
        start = perf_counter()
        line.ask(get(f"/announce/{hall.workshop_id}/step"))
        waited = start + PAUSE + 4
        while len(opened.heard) < number and perf_counter() < waited:
            gevent.sleep(0.05)
        delays += [moment - start for moment in opened.heard]
        gevent.sleep(PAUSE)
    line.close()
    return delays


def _vote_steadily(server: Process, hall: Hall, sample: Sample) -> None:
    free: list[Line] = []
    start = perf_counter()
    for place, phone in enumerate(hall.phones):
        gevent.sleep(max(0.0, start + place / VOTES - perf_counter()))
        line = free.pop() if free else Line(server.port)
        voting = gevent.spawn(timed, line, phone.vote(1, 2), sample)
        voting.link_value(lambda _done, line=line: free.append(line))
