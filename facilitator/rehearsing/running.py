"""Hold one rehearsal, or many at once, and gather what came of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from time import perf_counter, process_time
from typing import Any

import gevent

from facilitator.rehearsing.checks import Check
from facilitator.rehearsing.host import CannotRehearse, Host
from facilitator.rehearsing.ledger import Ledger, in_plain_words
from facilitator.rehearsing.machine import Load, forget_peak, load_of
from facilitator.rehearsing.plan import Plan
from facilitator.rehearsing.rehearsal import Rehearsal, RehearsalStuck, Tell
from facilitator.rehearsing.verdict import Verdict, are_robots_the_limit, judge


@dataclass(frozen=True)
class Costs:
    """What it took. None: not known, the system does not tell."""

    seconds: float
    robots_cpu: float  # seconds of processor
    server_cpu: float | None
    requests: int
    memory_before: int | None  # bytes
    memory_peak: int | None

    @property
    def per_request(self) -> float | None:
        """Milliseconds of the server's processor for each request."""
        if self.server_cpu is None or not self.requests:
            return None
        return 1000 * self.server_cpu / self.requests

    @property
    def are_robots_the_limit(self) -> bool:
        """Whether the robots kept a processor busy by themselves."""
        return are_robots_the_limit(self.robots_cpu, self.seconds)


@dataclass(frozen=True)
class Result:
    """What came of all workshops together."""

    plan: Plan
    workshops: int
    ledger: Ledger
    desk: Ledger
    checks: tuple[Check, ...]
    notes: tuple[str, ...]
    costs: Costs
    are_wiped: bool

    @property
    def phones(self) -> int:
        """How many robots there were."""
        return self.plan.phones * self.workshops

    @property
    def verdict(self) -> Verdict:
        """Whether they were carried."""
        notes = list(self.notes)
        if not self.are_wiped:
            notes.append("A rehearsal could not be wiped: do it from the desk.")
        both = Ledger()
        both.add(self.desk)
        both.add(self.ledger)
        return judge(self.phones, both.figures(), self.checks, notes)

    def plain(self) -> dict[str, Any]:
        """Return all of it as JSON has it."""
        return {
            "plan": asdict(self.plan),
            "workshops": self.workshops,
            "phones": self.phones,
            "figures": in_plain_words(self.ledger.figures()),
            "desk": in_plain_words(self.desk.figures()),
            "errors": self.ledger.plain()["errors"] | self.desk.plain()["errors"],
            "counts": dict(self.ledger.counts),
            "checks": [asdict(one) for one in self.checks],
            "notes": list(self.notes),
            "costs": {**asdict(self.costs), "per_request": self.costs.per_request},
            "are_wiped": self.are_wiped,
            "holds": self.verdict.holds,
            "verdict": self.verdict.sentence,
            "findings": [asdict(one) for one in self.verdict.findings],
        }


def rehearse(
    host: Host,
    plan: Plan,
    *,
    workshops: int = 1,
    copied: str = "",
    pids: Sequence[int] = (),
    tell: Tell | None = None,
) -> Result:
    """Hold `workshops` rehearsals at once through one facilitator's sign-in.

    `pids` are the server's processes, where they run on this computer. Each
    rehearsal is wiped at its end, also after an error or Ctrl+C.

    Raises:
        CannotRehearse: none could be made.
    """
    forget_peak(pids)
    before, began, cpu = load_of(pids), perf_counter(), process_time()
    all_ = [
        Rehearsal(host, replace(plan, seed=plan.seed + n), copied=copied, tell=tell)
        for n in range(workshops)
    ]
    greenlets = [gevent.spawn(_held, one) for one in all_]
    try:
        gevent.joinall(greenlets)
    finally:
        gevent.killall(greenlets)  # each wipes its own on the way out
    for one in greenlets:
        if isinstance(one.value, CannotRehearse):
            raise one.value
    seconds, robots = perf_counter() - began, process_time() - cpu
    return _result(host, all_, _costs(before, load_of(pids), seconds, robots))


def _held(rehearsal: Rehearsal) -> Exception | None:
    try:
        rehearsal.run()
    except RehearsalStuck as stuck:
        rehearsal.outcome.notes.append(f"The large button was refused: {stuck}")
    except OSError as error:
        why = str(error) or type(error).__name__
        rehearsal.outcome.notes.append(f"The server went away: {why}")
    except CannotRehearse as refused:
        return refused
    return None


def _costs(before: Load, after: Load, seconds: float, robots: float) -> Costs:
    known = before.cpu is not None and after.cpu is not None
    return Costs(
        seconds=round(seconds, 1),
        robots_cpu=round(robots, 2),
        server_cpu=round((after.cpu or 0) - (before.cpu or 0), 2) if known else None,
        requests=0,
        memory_before=before.memory,
        memory_peak=after.peak,
    )


def _result(host: Host, all_: Sequence[Rehearsal], costs: Costs) -> Result:
    ledger = Ledger()
    for one in all_:
        ledger.add(one.outcome.ledger)
    requests = ledger.requests() + host.ledger.requests()
    return Result(
        plan=all_[0].plan,
        workshops=len(all_),
        ledger=ledger,
        desk=host.ledger,
        checks=tuple(check for one in all_ for check in one.outcome.checks),
        notes=tuple(note for one in all_ for note in one.outcome.notes),
        costs=replace(costs, requests=requests),
        are_wiped=all(one.outcome.is_wiped for one in all_),
    )
