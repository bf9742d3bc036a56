"""Votes: what one costs, how many a second, a burst, the same instant."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from tests.benchmarks.context import Size, room
from tests.benchmarks.hall import Hall
from tests.benchmarks.load import (
    Process,
    Sample,
    at_once,
    get,
    in_turns,
    spread_over,
)
from tests.benchmarks.table import (
    Row,
    amount,
    at_least,
    at_most,
    middle,
    percentile,
    spread,
)

CONNECTIONS = 64
MOST_MS = 300  # the burst's p95
MOST_CPU = 1000  # microseconds for a vote
BATCH = 32  # rows in one commit
HELLO = get("/hello")


def votes(size: Size) -> Iterator[Row]:
    """Compare a durable vote with hello-world on the same server, and with raw rows."""
    number = size.rounds * size.requests
    with room(number) as (server, hall):
        hello, cast = in_turns(
            size.rounds, _hello(server, size), _votes(server, hall, size)
        )
        lost = number - hall.ballots()
    yield at_most(
        "a vote, durable: processor time; hello-world on the same server",
        middle([one.microseconds for one in cast]),
        middle([one.microseconds for one in hello]),
        2.5,
        "µs",
    )
    yield at_least(
        f"votes a second, {CONNECTIONS} connections; hello-world",
        middle([one.rate for one in cast]),
        middle([one.rate for one in hello]),
        0.45,
        "/s",
    )
    times = [time for one in cast for time in one.times]
    yield _cheap(middle([one.microseconds for one in cast]), lost)
    yield Row(
        f"the same votes: answered after, p50 / p99 ({lost} lost)",
        f"{spread(times, 50, 99)} ms",
    )
    yield from _against_rows(size, middle([one.rate for one in cast]))


def _cheap(microseconds: float, lost: int) -> Row:
    return Row(
        "a vote: processor time (peers on such a machine: 7–40 ms)",
        f"{microseconds / 1000:.2f} ms",
        target="≤ 1 ms",
        reached=microseconds <= MOST_CPU and not lost,
    )


def _hello(server: Process, size: Size) -> Callable[[], Sample]:
    return lambda: at_once(server, [HELLO] * size.requests, CONNECTIONS)


def _votes(server: Process, hall: Hall, size: Size) -> Callable[[], Sample]:
    def run() -> Sample:
        requests = [phone.vote(1, 2, 3) for phone in hall.take(size.requests)]
        sample = at_once(server, requests, CONNECTIONS)
        if set(sample.statuses) != {303}:
            raise RuntimeError(f"votes were refused: {sample.statuses}")
        return sample

    return run


def _against_rows(size: Size, rate: float) -> Iterator[Row]:
    """Compare with bare inserts of the same durability on the same disk."""
    for rows, name in (
        (1, "each with a commit of its own"),
        (BATCH, "in batches of 32"),
    ):
        bare = middle([_inserts(size.requests, rows) for _ in range(size.rounds)])
        yield Row(
            f"votes a second; bare inserts into SQLite, {name}",
            f"{amount(rate)} /s",
            f"{amount(bare)} /s",
            f"{rate / bare:.0%}",
        )


def _inserts(number: int, batch: int) -> float:
    """Return the rows a second that SQLite stores, synchronised, on this disk."""
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        closing(sqlite3.connect(Path(folder) / "bare.db", isolation_level=None)) as db,
    ):
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE ballot (locator TEXT PRIMARY KEY, content TEXT)")
        start = perf_counter()
        for first in range(0, number, batch):
            db.execute("BEGIN IMMEDIATE")
            for n in range(first, min(first + batch, number)):
                db.execute("INSERT INTO ballot VALUES (?, ?)", [f"{n:064}", '["P1"]'])
            db.execute("COMMIT")
        return number / (perf_counter() - start)


def burst(size: Size) -> Iterator[Row]:
    """Let a large room vote within five seconds."""
    with room(size.burst) as (server, hall):
        requests = [phone.vote(1, 2) for phone in hall.phones]
        sample = spread_over(server, requests, 5.0)
        kept = hall.ballots()
    p95 = 1000 * percentile(sample.times, 95)
    yield Row(
        f"{size.burst:,} phones vote within 5 s: p50 / p95 / p99; stored",
        f"{spread(sample.times, 50, 95, 99)} ms; {kept:,} of {size.burst:,}",
        target=f"p95 ≤ {MOST_MS} ms, none lost",
        reached=p95 <= MOST_MS and kept == size.burst,
    )


def instant(_size: Size) -> Iterator[Row]:
    """Let 48 phones vote in the same instant."""
    with room(48) as (server, hall):
        requests = [phone.vote(3) for phone in hall.phones]
        sample = at_once(server, requests, 48)
        kept = hall.ballots()
    yield Row(
        "48 phones vote in the same instant: stored; the last answered after",
        f"{kept} of 48; {spread(sample.times, 100)} ms",
        target="48 of 48",
        reached=kept == 48 and sample.statuses[303] == 48,
    )
