"""A country of workshops at once: as much of it as this machine carries.

python -m tests.benchmarks.country [--workshops 200] [--phones 20000] [--servers 2]
    [--seconds 300] [--at-once PHONES]

Runs whole rehearsals side by side over several servers on one PostgreSQL, doubling
the number of phones until something breaks or the time is over; names what broke
first, and shows what the rest would take.
"""

from facilitator.serving.patched import patch

patch()

import argparse  # noqa: E402
import os  # noqa: E402
import tempfile  # noqa: E402
from collections.abc import Iterator, Sequence  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from math import ceil  # noqa: E402
from pathlib import Path  # noqa: E402
from time import monotonic  # noqa: E402

from facilitator.rehearsing.host import Host  # noqa: E402
from facilitator.rehearsing.ledger import Act  # noqa: E402
from facilitator.rehearsing.plan import Plan  # noqa: E402
from facilitator.rehearsing.running import Result, rehearse  # noqa: E402
from facilitator.rehearsing.wire import place_of  # noqa: E402
from tests.benchmarks.hosted import Database, database  # noqa: E402
from tests.benchmarks.load import allow_many_connections  # noqa: E402
from tests.benchmarks.machine import Busy, watched  # noqa: E402
from tests.hosted.workers import Worker, Workers  # noqa: E402

FIRST = 4  # workshops in the first step
MOST_MS = {Act.JOIN: 500.0, Act.VOTE: 300.0}  # p95
MOST_NEWS = 1000.0  # p99
BUSY = 0.9  # of all processors: beyond, waiting grows faster than load
LEFT = 0.6  # of a processor that is planned with, so that a burst finds room


@dataclass(frozen=True)
class Step:
    """One step: what it was, what it took, and why it is too much, if it is."""

    result: Result
    server_cpu: float  # seconds
    database_cpu: float
    busy: Busy
    broken: str

    @property
    def phones(self) -> int:
        return self.result.phones


def main() -> None:
    """Climb until something breaks, then say what a country takes."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.country")
    options.add_argument("--workshops", type=int, default=200)
    options.add_argument("--phones", type=int, default=20_000)
    options.add_argument("--servers", type=int, default=2)
    options.add_argument("--seconds", type=float, default=300.0)
    options.add_argument("--at-once", type=int, default=0, help="only so many phones")
    wanted = options.parse_args()
    allow_many_connections()
    print(f"{os.cpu_count()} processors for servers, PostgreSQL and robots together.")
    steps: list[Step] = []
    with fleet(wanted.servers) as (store, servers):
        end = monotonic() + wanted.seconds
        for workshops in _sizes(wanted):
            began = monotonic()
            each = max(1, wanted.phones // wanted.workshops)
            steps.append(run(store, servers, workshops, each))
            _tell(steps[-1])
            took = monotonic() - began
            if steps[-1].broken or monotonic() + 1.5 * took > end:
                break
    extrapolate(steps, wanted.workshops, wanted.phones)


def _sizes(wanted: argparse.Namespace) -> Iterator[int]:
    each = max(1, wanted.phones // wanted.workshops)
    if wanted.at_once:
        yield max(1, wanted.at_once // each)
        return
    workshops = min(FIRST, wanted.workshops)
    while workshops < wanted.workshops:
        yield workshops
        workshops *= 2
    yield wanted.workshops


@contextmanager
def fleet(number: int) -> Iterator[tuple[Database, list[Worker]]]:
    """Start servers that share a port and a PostgreSQL."""
    with database() as store, tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        servers = Workers(store.url, Path(folder))
        try:
            (first,) = servers.start(1, "--shared-port")
            others = servers.start(number - 1, "--shared-port", port=first.port)
            yield store, [first, *others]
        finally:
            servers.stop()


_hosts: dict[int, Host] = {}


def run(
    store: Database, servers: Sequence[Worker], workshops: int, phones: int
) -> Step:
    """Hold so many rehearsals at once; say what broke."""
    port = servers[0].port
    if port not in _hosts:  # the link works once
        _hosts[port] = Host(place_of(f"http://127.0.0.1:{port}"))
        _hosts[port].enter_by_link(servers[0].link)
    pids = [server.process.pid for server in servers]
    before = store.cpu
    with watched() as busy:
        result = rehearse(
            _hosts[port],
            Plan(phones=phones, arrive=20.0, vote_within=15.0),
            workshops=workshops,
            pids=pids,
        )
    spent = store.cpu - before
    broken = _broken(result, busy)
    return Step(result, result.costs.server_cpu or 0.0, spent, busy, broken)


def _broken(result: Result, busy: Busy) -> str:
    """Name what is no longer as it should be, the cause before what it causes."""
    for check in result.checks:
        if not check.holds:
            return f"{check.name}: {check.wrong}"
    figures = result.ledger.figures()
    slow = [
        f"{act} p95 {figures[act].p95:.0f} ms (at most {most:.0f})"
        for act, most in MOST_MS.items()
        if act in figures and (figures[act].p95 or 0) > most
    ]
    news = figures.get(Act.DELIVERY)
    if news and (news.p99 or 0) > MOST_NEWS:
        slow.append(f"news p99 {news.p99:.0f} ms (at most {MOST_NEWS:.0f})")
    if not slow:
        return "; ".join(result.notes)
    return f"{'; '.join(slow)}: {_why(result, busy)}"


def _why(result: Result, busy: Busy) -> str:
    if result.costs.are_robots_the_limit:
        return "the robots are the limit"
    full = busy.beyond(BUSY)
    if not full:
        return "some wait, the processors do not"
    return f"the processors were full for {full} of {len(busy.seconds)} seconds"


def _tell(step: Step) -> None:
    result = step.result
    print(
        f"\n{result.workshops} workshops, {result.phones:,} phones, "
        f"{result.costs.seconds:.0f} s: {result.costs.requests:,} requests; processor "
        f"seconds of servers {step.server_cpu:.1f}, "
        f"PostgreSQL {step.database_cpu:.1f}, robots {result.costs.robots_cpu:.1f}; "
        f"processors more than {BUSY:.0%} busy for {step.busy.beyond(BUSY)} seconds"
    )
    print(
        "| act | times | errors | p50 | p95 | p99 ms |\n"
        "| --- | --- | --- | --- | --- | --- |"
    )
    for act, seen in result.ledger.figures().items():
        times = " | ".join(
            "" if one is None else f"{one:.0f}"
            for one in (seen.p50, seen.p95, seen.p99)
        )
        print(f"| {act} | {seen.count:,} | {seen.errors} | {times} |", flush=True)
    print(f"First to break: {step.broken}" if step.broken else "Carried.")


def extrapolate(steps: Sequence[Step], workshops: int, phones: int) -> None:
    """Show what all phones would take, from the largest step that was carried."""
    carried = [step for step in steps if not step.broken] or list(steps)
    step = carried[-1]
    seconds = step.result.costs.seconds
    per_phone = step.server_cpu / step.phones
    per_phone_there = step.database_cpu / step.phones
    print(f"\nFrom {step.phones:,} phones to {phones:,} in {workshops} workshops:")
    for name, each in (("servers", per_phone), ("PostgreSQL", per_phone_there)):
        processors = each * phones / seconds / LEFT
        print(
            f"- {name}: {1000 * each:.0f} ms of processor for each phone in "
            f"{seconds:.0f} s × {phones:,} phones / {seconds:.0f} s / {LEFT:.0%} load "
            f"= {ceil(processors)} processors"
        )
    print("A real workshop takes hours, not a minute: its bursts are what count.")


if __name__ == "__main__":
    main()
