"""What one phone must not do to the others, and what the past must not cost."""

from collections.abc import Iterator
from sys import stderr

import gevent
from gevent import socket

from tests.benchmarks.context import Size, room
from tests.benchmarks.hall import Hall
from tests.benchmarks.load import Process, Sample, at_once, get, in_turns, spread_over
from tests.benchmarks.streams import listening
from tests.benchmarks.table import Row, amount, at_most, middle, percentile

IDLE = 300
STAFF = {"/desk/{code}/": "the desk", "/screen/{code}/": "the projector"}
VOTERS = 600  # each once a minute
WARM = 3  # minutes until everything has been used once
MOST_GROWN = 1.03
MOST_SLOWER = 1.5  # what noise alone makes of two equal measurements
HALF = b"POST /j/123456 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\nna"


def slow_phones(size: Size) -> Iterator[Row]:
    """Ask for hello-world with and without connections that stall."""
    with room(1, knows=0) as (server, _hall):
        hello = [get("/hello")] * size.requests
        alone, beside = in_turns(
            size.rounds,
            lambda: at_once(server, hello, 4),
            lambda: _beside_slow_ones(server, hello),
        )
    times = [[t for one in samples for t in one.times] for samples in (alone, beside)]
    p99 = [1000 * percentile(one, 99) for one in times]
    yield at_most(
        f"{IDLE} idle or half-sent connections: others' p99; without them",
        p99[1],
        p99[0],
        MOST_SLOWER,
        "ms",
    )


def _beside_slow_ones(server: Process, requests: list[bytes]) -> Sample:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(IDLE)]
    for one in slow[::2]:
        one.sendall(HALF)
    gevent.sleep(0.1)
    sample = at_once(server, requests, 4)
    for one in slow:
        one.close()
    return sample


def past(size: Size) -> Iterator[Row]:
    """Compare a vote into an empty box with one into a very full one."""
    number = size.rounds * size.requests
    with (
        room(number) as (first, empty),
        room(number, past_ballots=size.past) as (second, full),
    ):
        found = in_turns(
            size.rounds,
            lambda: at_once(first, [p.vote(1) for p in empty.take(size.requests)], 16),
            lambda: at_once(second, [p.vote(1) for p in full.take(size.requests)], 16),
        )
        pages = {
            path: in_turns(
                size.rounds,
                lambda path=path: _staff(first, empty, path, size),
                lambda path=path: _staff(second, full, path, size),
            )
            for path in STAFF
        }
    small, large = (middle([one.microseconds for one in s]) for s in found)
    yield at_most(
        f"the {size.past:,}th ballot; the first: processor time",
        large,
        small,
        1.25,
        "µs",
    )
    for path, samples in pages.items():
        small, large = (middle([one.microseconds for one in s]) for s in samples)
        yield Row(
            f"{STAFF[path]} during a vote, {size.past:,} ballots in; none in",
            f"{amount(large)} µs",
            f"{amount(small)} µs",
            f"{large / small:.2f} ×",
        )


def _staff(server: Process, hall: Hall, path: str, size: Size) -> Sample:
    sample = at_once(server, [hall.staff(path)] * max(size.requests // 10, 2), 4)
    if set(sample.statuses) != {200}:
        raise RuntimeError(f"the page was refused: {sample.statuses}")
    return sample


def soak(size: Size) -> Iterator[Row]:
    """Vote steadily beside open streams for a long time. Only with --soak."""
    minutes = int(size.soak_minutes)
    if not minutes:
        return
    seen: list[tuple[float, float]] = []  # p99 in ms, MB
    with room(VOTERS) as (server, hall), listening(server, hall, size.streams):
        for minute in range(minutes):
            first, second = 1 + minute % 12, 1 + (minute + 1) % 12
            requests = [get(f"/announce/{hall.workshop_id}/step")]
            requests += [phone.vote(first, second) for phone in hall.phones]
            sample = spread_over(server, requests, 60.0)
            p99 = 1000 * percentile(sample.times, 99)
            seen.append((p99, server.memory / 2**20))
            print(f"  {minute + 1}: {p99:.1f} ms, {seen[-1][1]:.1f} MiB", file=stderr)
    (_, warm), (p99, last) = seen[min(WARM, minutes) - 1], seen[-1]
    yield at_most(
        f"soak of {minutes} minutes, {size.streams:,} streams, {VOTERS // 60} votes a "
        f"second: memory at the end; after minute {min(WARM, minutes)}",
        last,
        warm,
        MOST_GROWN,
        "MiB",
    )
    ordinary = middle([one for one, _ in seen])
    yield Row(
        "its slowest votes, p99: in the last minute; in half of the minutes less than",
        f"{amount(p99)} ms",
        f"{amount(ordinary)} ms",
    )
