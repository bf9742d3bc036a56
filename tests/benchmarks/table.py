"""The table that a run prints, and its arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median

HEAD = (
    "| measured | ours | compared with | ratio | target | reached |\n"
    "| --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True)
class Row:
    """One line. `reached` is None where no target was set."""

    name: str
    ours: str
    against: str = ""
    ratio: str = ""
    target: str = ""
    reached: bool | None = None

    def line(self) -> str:
        """Return it in Markdown."""
        word = {True: "yes", False: "**no**", None: ""}[self.reached]
        cells = (self.name, self.ours, self.against, self.ratio, self.target, word)
        return f"| {' | '.join(cells)} |"


def at_most(name: str, ours: float, against: float, most: float, unit: str) -> Row:
    """Return a row for a ratio that must not be higher than `most`."""
    ratio = ours / against
    return Row(
        name,
        f"{amount(ours)} {unit}",
        f"{amount(against)} {unit}",
        f"{ratio:.2f} ×",
        f"≤ {most:g} ×",
        ratio <= most,
    )


def at_least(name: str, ours: float, against: float, least: float, unit: str) -> Row:
    """Return a row for a share that must not be lower than `least` (0 to 1)."""
    share = ours / against
    return Row(
        name,
        f"{amount(ours)} {unit}",
        f"{amount(against)} {unit}",
        f"{share:.0%}",
        f"≥ {least:.0%}",
        share >= least,
    )


def amount(number: float) -> str:
    """Return a number as people read it: three digits are enough."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def middle(numbers: Sequence[float]) -> float:
    """Return the median: one noisy round does not move it."""
    return median(numbers)


def percentile(numbers: Sequence[float], per_cent: float) -> float:
    """Return the number that `per_cent` of all do not exceed (nearest rank)."""
    ordered = sorted(numbers)
    return ordered[max(ceil(len(ordered) * per_cent / 100), 1) - 1]


def spread(seconds: Sequence[float], *wanted: float) -> str:
    """Return percentiles of times, in milliseconds: 12 / 40."""
    return " / ".join(amount(1000 * percentile(seconds, p)) for p in wanted)
