"""What the robots measured: each act with its times and its errors. Pure."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import ceil
from typing import Any

MILLISECONDS = 1000


class Act(StrEnum):
    """What a robot did."""

    JOIN_PAGE = "join page"
    STATIC = "styles and scripts"
    JOIN = "join"
    PAGE = "other pages"
    CHANGED = "part, changed"
    UNCHANGED = "part, unchanged"
    CONNECT = "stream opened"
    DRAFT = "draft"
    PROPOSAL = "proposal"
    BALLOT_PAGE = "ballot page"
    VOTE = "vote"
    RESEND = "sent again"
    DESK = "desk and projector"
    DELIVERY = "news delivered"
    SHOWN = "news on screen"


@dataclass(frozen=True)
class Figures:
    """One act in numbers; times are milliseconds, None where none succeeded."""

    count: int
    errors: int
    p50: float | None
    p95: float | None
    p99: float | None


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the least value that `share` of all are not above: the nearest rank.

    `ordered` goes up; of nothing there is no percentile.
    """
    if not ordered:
        return None
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


class Ledger:
    """Every act of the robots: how long it took, and how those failed that did."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, array[float]] = defaultdict(lambda: array("d"))
        self.errors: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.counts: Counter[str] = Counter()

    def note(self, act: str, seconds: float) -> None:
        """Note an act that was answered."""
        self.seconds[act].append(seconds)

    def fail(self, act: str, why: str) -> None:
        """Note an act that was not, or was refused."""
        self.errors[act][why] += 1

    def add(self, other: "Ledger") -> None:
        """Take in what another ledger holds: of one more workshop, or process."""
        for act, seconds in other.seconds.items():
            self.seconds[act].extend(seconds)
        for act, errors in other.errors.items():
            self.errors[act].update(errors)
        self.counts.update(other.counts)

    def figures(self) -> dict[str, Figures]:
        """Return every act in numbers, in the order of a workshop."""
        known = [*Act, *sorted({*self.seconds, *self.errors} - set(Act))]
        seen = [act for act in known if act in self.seconds or act in self.errors]
        return {str(act): self._figures(act) for act in seen}

    def requests(self) -> int:
        """Return how many requests were answered."""
        return sum(
            len(seconds)
            for act, seconds in self.seconds.items()
            if act not in {Act.DELIVERY, Act.SHOWN}
        )

    def plain(self) -> dict[str, Any]:
        """Return all of it as JSON has it, to be read by `read_ledger`."""
        return {
            "seconds": {str(act): list(all_) for act, all_ in self.seconds.items()},
            "errors": {str(act): dict(whys) for act, whys in self.errors.items()},
            "counts": dict(self.counts),
        }

    def _figures(self, act: str) -> Figures:
        ordered = sorted(self.seconds.get(act, ()))
        errors = sum(self.errors.get(act, Counter()).values())
        p50, p95, p99 = (
            _milliseconds(percentile(ordered, s)) for s in (0.5, 0.95, 0.99)
        )
        return Figures(len(ordered) + errors, errors, p50, p95, p99)


def read_ledger(plain: Mapping[str, Any]) -> Ledger:
    """Return the ledger that another process wrote with `Ledger.plain`."""
    ledger = Ledger()
    for act, seconds in plain["seconds"].items():
        ledger.seconds[act].extend(seconds)
    for act, errors in plain["errors"].items():
        ledger.errors[act].update(errors)
    ledger.counts.update(plain["counts"])
    return ledger


def in_plain_words(figures: Mapping[str, Figures]) -> dict[str, dict[str, Any]]:
    """Return figures as JSON has them."""
    return {act: asdict(one) for act, one in figures.items()}


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * MILLISECONDS, 1)
