"""Several servers on one PostgreSQL: what a second one adds."""

import os
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import perf_counter, process_time

import gevent
from sqlalchemy import insert
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.db import connect
from facilitator.migrating import upgrade
from facilitator.participants.models import Seat
from facilitator.voting.ballots import count_ballots
from tests.benchmarks.context import Size
from tests.benchmarks.hall import OPTIONS, Hall, Phone, let_in
from tests.benchmarks.load import Line, Process, Sample, in_turns, served, timed
from tests.benchmarks.shares import NoSharesError, held_to
from tests.benchmarks.table import Row, amount, middle
from tests.postgresql import Cluster
from tests.voting.rooms import make_open_room, token_for

CONNECTIONS = 64
LEAST = 1.7  # times the votes of one server
SHARE = 0.25  # of a processor for each server, where the machine would be the limit


class Database:
    """A PostgreSQL of its own that keeps what it answers, and its processes."""

    def __init__(self, cluster: Cluster, url: str) -> None:
        self.url = url
        pid_file = cluster.folder / "data" / "postmaster.pid"
        self._postmaster = pid_file.read_text().splitlines()[0]

    @property
    def cpu(self) -> float:
        """Seconds of processor time until now, of every connection that is open."""
        found = 0.0
        for folder in Path("/proc").iterdir():
            with suppress(OSError, IndexError):
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                if stat[1] == self._postmaster:
                    found += int((folder / "schedstat").read_text().split()[0]) / 1e9
        return found

    def make_hall(self, people: int) -> Hall:
        """Make a room at its vote with people in their seats."""
        engine = connect(self.url)
        upgrade(engine)
        with Session(engine, expire_on_commit=False) as session:
            room = make_open_room(session, options=OPTIONS, axes=4)
            workshop = room.workshop
            tokens = [token_for(n) for n in range(people)]
            rows = [
                {
                    "workshop_id": workshop.id,
                    "credential": keys.credential(token, workshop.key),
                }
                for token in tokens
            ]
            session.execute(insert(Seat), rows)
            session.commit()
        engine.dispose()
        phones = [Phone(workshop.code, token) for token in tokens]
        return Hall(
            Path(), workshop.id, room.vote.id, workshop.code, workshop.key, phones, ""
        )

    def ballots(self, hall: Hall) -> int:
        """Return how many ballots are stored."""
        engine = connect(self.url)
        with Session(engine) as session:
            found = count_ballots(session, hall.vote_id)
        engine.dispose()
        return found


@contextmanager
def database() -> Iterator[Database]:
    """Start a PostgreSQL, and end it."""
    cluster = Cluster(is_safe=True)
    cluster.start()
    try:
        with cluster.database("template0") as url:
            yield Database(cluster, url)
    finally:
        cluster.stop()


def workers(size: Size) -> Iterator[Row]:
    """Compare two servers with one: with equal shares, and as fast as they can."""
    each = size.requests // 2  # every phone looks at its ballot first, which takes long
    number = (4 * size.rounds + 2) * each
    with database() as store, ExitStack() as stack:
        hall = store.make_hall(number)
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=Path.cwd()))
        common = {"FACILITATOR_DATABASE_URL": store.url, "FACILITATOR_SECRET_KEY": "1"}
        both = [
            stack.enter_context(served(Path(folder) / name, **common)) for name in "ab"
        ]
        let_in(both[0], hall.phones)
        asked = 0

        def run(servers: Sequence[Process], share: float = 1) -> Sample:
            nonlocal asked
            requests = [phone.vote(1, 2, 3) for phone in hall.take(each)]
            with held_to(share, [server.pid for server in servers]):
                asked += each
                return among(servers, requests, store)

        for server in both:  # opens connections, prepares statements
            run([server])
        free = in_turns(size.rounds, lambda: run(both[:1]), lambda: run(both))
        try:
            held = in_turns(
                size.rounds, lambda: run(both[:1], SHARE), lambda: run(both, SHARE)
            )
        except NoSharesError:
            held = []
        lost = asked - store.ballots(hall)
    yield from _rows(free, held, lost)


def _rows(
    free: list[list[Sample]], held: list[list[Sample]], lost: int
) -> Iterator[Row]:
    what = f"votes a second, PostgreSQL, two servers held to {SHARE:.0%} of a processor"
    if held:
        one, two = (middle([s.rate for s in samples]) for samples in held)
        is_reached = two / one >= LEAST and not lost
        yield _against(f"{what} each; one ({lost} lost)", one, two, LEAST, is_reached)
    else:
        yield Row(f"{what}: this machine gives no shares", "", target=f"≥ {LEAST} ×")
    one, two = (middle([s.rate for s in samples]) for samples in free)
    yield _against(
        f"the same without limits, on {os.cpu_count()} processors shared with "
        "PostgreSQL and the phones",
        one,
        two,
    )
    for samples, which in zip(free, ("one server", "two servers"), strict=True):
        parts = (
            middle([getattr(s, name) / s.asked for s in samples])
            for name in ("server_cpu", "database_cpu", "client_cpu")
        )
        yield Row(
            "a vote on PostgreSQL: processor time of server / PostgreSQL / phones, "
            + which,
            f"{' / '.join(amount(1e6 * part) for part in parts)} µs",
        )


def _against(
    name: str, one: float, two: float, least: float = 0, is_reached: bool | None = None
) -> Row:
    target = f"≥ {least} ×" if least else ""
    ratio = f"{two / one:.2f} ×"
    return Row(
        name, f"{amount(two)} /s", f"{amount(one)} /s", ratio, target, is_reached
    )


class _Sample(Sample):
    database_cpu = 0.0


def among(
    servers: Sequence[Process], requests: Sequence[bytes], store: Database
) -> Sample:
    """Ask as fast as the servers answer, each phone one of them."""
    sample, waiting = _Sample(len(requests)), deque(requests)
    lines = [Line(servers[n % len(servers)].port) for n in range(CONNECTIONS)]
    for line in lines:
        line.open()

    def work(line: Line) -> None:
        while waiting:
            timed(line, waiting.popleft(), sample)

    before = _used(servers, store)
    start = perf_counter()
    gevent.joinall([gevent.spawn(work, line) for line in lines], raise_error=True)
    sample.seconds = perf_counter() - start
    after = _used(servers, store)
    sample.server_cpu, sample.database_cpu, sample.client_cpu = (
        end - begin for begin, end in zip(before, after, strict=True)
    )
    for line in lines:
        line.close()
    if set(sample.statuses) != {303}:
        raise RuntimeError(f"votes were refused: {sample.statuses}")
    return sample


def _used(servers: Sequence[Process], store: Database) -> tuple[float, float, float]:
    return sum(server.cpu for server in servers), store.cpu, process_time()
