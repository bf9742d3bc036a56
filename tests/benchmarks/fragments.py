"""Pages and their parts: what a phone asks for again after each change."""

from collections.abc import Callable, Iterator

from tests.benchmarks.context import Size, room
from tests.benchmarks.hall import Phone
from tests.benchmarks.load import Line, Process, Sample, at_once, get, in_turns
from tests.benchmarks.table import Row, amount, at_most, middle

CONNECTIONS = 16
HELLO = get("/hello")
GZIP = {"Accept-Encoding": "gzip"}


def fragments(size: Size) -> Iterator[Row]:
    """Compare parts and pages with hello-world on the same server."""
    with room(size.requests) as (server, hall):
        phones = hall.take(size.requests)
        known = [phone.part("now", _tag(server, phone)) for phone in phones]
        fresh = [phone.part("now") for phone in phones]
        whole = [get(f"/w/{hall.code}/", p.cookie, **GZIP) for p in phones]
        ballot = [get(f"/w/{hall.code}/votes/1/", p.cookie, **GZIP) for p in phones]
        join = [get(f"/J/{hall.code}", **GZIP)] * size.requests
        wanted = ([HELLO] * size.requests, known, fresh, whole, ballot, join)
        variants = [_asking(server, requests) for requests in wanted]
        hello, *found = in_turns(size.rounds, *variants)
    base = middle([one.microseconds for one in hello])
    names = (
        "a part that is unchanged (304); hello-world",
        "a part, 200; hello-world",
        "the whole page at a vote; hello-world",
        "the ballot's page; hello-world",
        "the page to join; hello-world",
    )
    for name, samples in zip(names, found, strict=True):
        ours = middle([one.microseconds for one in samples])
        if name.startswith("a part that"):
            yield at_most(name, ours, base, 1.5, "µs")
        else:
            yield Row(
                name, f"{amount(ours)} µs", f"{amount(base)} µs", f"{ours / base:.1f} ×"
            )


def after_a_change(size: Size) -> Iterator[Row]:
    """Let all phones fetch the part again after one change of the step."""
    with room(size.requests, knows=0) as (server, hall):
        requests = [phone.part("now") for phone in hall.phones]
        samples = []
        for _ in range(size.rounds):
            Line(server.port).ask(get(f"/announce/{hall.workshop_id}/step"))
            samples.append(at_once(server, requests, CONNECTIONS))
    each = middle([one.microseconds for one in samples])
    yield Row(
        f"{size.requests} phones fetch the part again after a step change: each",
        f"{amount(each)} µs",
    )


def _asking(server: Process, requests: list[bytes]) -> Callable[[], Sample]:
    def ask() -> Sample:
        sample = at_once(server, requests, CONNECTIONS)
        if len(sample.statuses) != 1 or not sample.statuses.keys() <= {200, 304}:
            raise RuntimeError(f"pages were refused: {sample.statuses}")
        return sample

    return ask


def _tag(server: Process, phone: Phone) -> str:
    line = Line(server.port)
    answer = line.ask(phone.part("now"))
    line.close()
    return answer.header("ETag")[0]
