"""Say at the terminal what came of a rehearsal. Pure."""

from collections.abc import Iterator

from facilitator.rehearsing.ledger import Figures, Ledger
from facilitator.rehearsing.running import Costs, Result

MEGABYTE = 1024 * 1024
UNKNOWN = "not known"
HEAD = ("count", "errors", "p50 ms", "p95 ms", "p99 ms")


def lines_of(result: Result) -> Iterator[str]:
    """Yield the table, the costs, the checks and the verdict."""
    yield from table_of("the phones", result.ledger)
    yield ""
    yield from table_of("the facilitator", result.desk)
    yield ""
    yield from _costs(result.costs, result.phones)
    for name, count in sorted(result.ledger.counts.items()):
        yield f"{name.capitalize()}: {count}."
    yield ""
    for one in result.checks:
        yield (
            f"{'as told' if one.holds else 'WRONG  '}  {one.name} ({one.compared})"
            + (f": {one.wrong}" if one.wrong else "")
        )
    for why in _errors(result):
        yield f"failed   {why}"
    yield from result.notes
    yield ""
    yield result.verdict.sentence


def table_of(whose: str, ledger: Ledger) -> Iterator[str]:
    """Yield the table of every act of somebody."""
    rows = [_row(act, one) for act, one in ledger.figures().items()]
    yield from _table([(whose, *HEAD), *rows])


def _errors(result: Result) -> Iterator[str]:
    for ledger in (result.ledger, result.desk):
        for act, whys in ledger.errors.items():
            for why, count in whys.most_common():
                yield f"{act}: {why} ({count})"


def _costs(costs: Costs, phones: int) -> Iterator[str]:
    cpu, each = costs.server_cpu, costs.per_request
    took = UNKNOWN if cpu is None else f"{cpu:.1f} s"
    per_request = "" if each is None else f", {each:.1f} ms for each request"
    yield f"{costs.requests} requests in {costs.seconds:.0f} s."
    yield f"Server's processor: {took}{per_request}."
    yield f"Server's memory: {_memory(costs, phones)}."
    yield f"Robots' processor: {costs.robots_cpu:.1f} s."
    if costs.are_robots_the_limit:
        yield (
            "The robots kept a processor busy by themselves: real phones would have "
            "seen better figures."
        )


def _memory(costs: Costs, phones: int) -> str:
    if costs.memory_before is None or costs.memory_peak is None:
        return UNKNOWN
    before, peak = (
        size / MEGABYTE for size in (costs.memory_before, costs.memory_peak)
    )
    more = max(0.0, costs.memory_peak - costs.memory_before) / 1024 / max(1, phones)
    return (
        f"{before:.0f} MB before, {peak:.0f} MB at most, {more:.0f} kB for each phone"
    )


def _row(act: str, one: Figures) -> tuple[str, ...]:
    times = (
        "–" if time is None else f"{time:.0f}" for time in (one.p50, one.p95, one.p99)
    )
    return (act, str(one.count), str(one.errors), *times)


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = [
            cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)
        ]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
