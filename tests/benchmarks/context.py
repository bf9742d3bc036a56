"""How large a run is, and where it keeps its data."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.hall import Hall, let_in, make_hall
from tests.benchmarks.load import Process, served


@dataclass(frozen=True)
class Size:
    """How much is measured. The real disk matters: `/tmp` may be memory."""

    rounds: int = 5
    requests: int = 400  # in a round
    burst: int = 1000  # phones that vote within five seconds
    joins: int = 500
    join_seconds: float = 60.0
    streams: int = 2000
    past: int = 100_000  # ballots
    soak_minutes: float = 0.0
    is_quick: bool = False


QUICK = Size(3, 150, 200, 50, 6.0, 300, 20_000, is_quick=True)
SMALLEST = Size(1, 10, 10, 3, 0.5, 10, 100, is_quick=True)


@contextmanager
def room(
    people: int, *, past_ballots: int = 0, knows: int | None = None
) -> Iterator[tuple[Process, Hall]]:
    """Serve a new workshop; the first `knows` phones (all) have seen the ballot."""
    with tempfile.TemporaryDirectory(
        prefix="facilitator-benchmark-", dir=Path.cwd()
    ) as name:
        hall = make_hall(Path(name), people, past_ballots=past_ballots)
        with served(Path(name)) as server:
            let_in(server, hall.phones[:knows])
            yield server, hall
