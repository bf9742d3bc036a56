"""Joining: the page, the form with its slow key derivation, the page that follows."""

import re
from collections.abc import Iterator
from time import perf_counter
from urllib.parse import quote

import gevent

from tests.benchmarks.context import Size, room
from tests.benchmarks.load import (
    Answer,
    Line,
    Process,
    Sample,
    get,
    measured,
    post,
)
from tests.benchmarks.table import Row, amount, percentile, spread

MOST_MS = 500
FIELD = re.compile(rb'name="(csrf_token|seat)"[^>]* value="([^"]+)"')


def joins(size: Size) -> Iterator[Row]:
    """Let a large room scan the code within a minute."""
    with room(1, knows=0) as (server, hall):
        form = Sample(size.joins)
        whole = Sample(size.joins)
        with measured(server, whole):
            start = perf_counter()
            phones = [
                gevent.spawn(
                    _join,
                    server,
                    hall.code,
                    start + size.join_seconds * n / size.joins,
                    (form, whole),
                )
                for n in range(size.joins)
            ]
            gevent.joinall(phones, raise_error=True)
    p95 = 1000 * percentile(whole.times, 95)
    came = form.statuses[303]
    yield Row(
        f"{size.joins} joins within {size.join_seconds:g} s: each of three requests, "
        "p50 / p95 / p99",
        f"{spread(whole.times, 50, 95, 99)} ms; {came} of {size.joins}",
        target=f"p95 ≤ {MOST_MS} ms",
        reached=p95 <= MOST_MS and came == size.joins,
    )
    yield Row(
        "the form alone, in which the personal code becomes a token: p50 / p95",
        f"{spread(form.times, 50, 95)} ms",
    )
    yield Row(
        "a join: processor time, all three requests",
        f"{amount(whole.microseconds / 1000)} ms",
    )


def _join(
    server: Process, code: str, due: float, samples: tuple[Sample, Sample]
) -> None:
    form, whole = samples
    gevent.sleep(max(0.0, due - perf_counter()))
    line = Line(server.port)
    page = _ask(line, get(f"/J/{code}", Accept_Encoding="identity"), whole)
    found = {name.decode(): value.decode() for name, value in FIELD.findall(page.body)}
    body = "&".join(f"{name}={quote(value)}" for name, value in found.items())
    sent = _ask(line, post(f"/j/{code}", _cookies(page), body), form, whole)
    _ask(line, get(f"/w/{code}/", _cookies(sent)), whole)
    line.close()


def _ask(line: Line, request: bytes, *samples: Sample) -> Answer:
    start = perf_counter()
    answer = line.ask(request)
    for sample in samples:
        sample.times.append(perf_counter() - start)
        sample.statuses[answer.status] += 1
    return answer


def _cookies(answer: Answer) -> str:
    return "; ".join(one.partition(";")[0] for one in answer.header("Set-Cookie"))
