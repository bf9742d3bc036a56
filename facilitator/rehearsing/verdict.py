"""Whether a computer carries a room, by what the robots measured. Pure.

Source: SERVER, "Targets", and the UX requirements: what a person waits for without
wondering whether it worked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.rehearsing.checks import Check
from facilitator.rehearsing.ledger import Act, Figures

ADVICE = (
    "Close other programs and plug in the power; if that is not enough, let people "
    "join and vote table by table, take a faster computer, or rehearse with fewer "
    "phones."
)
BUSY = 0.9  # of one processor: from there on the robots hold each other up


@dataclass(frozen=True)
class Limit:
    """How long an act may take for a share of the phones."""

    act: Act
    share: str  # the field of Figures
    most: float  # milliseconds
    said: str  # before the time


LIMITS = (
    Limit(Act.JOIN_PAGE, "p95", 500, "the page to join came within"),
    Limit(Act.JOIN, "p95", 500, "people were in within"),
    Limit(Act.PROPOSAL, "p95", 500, "proposals were saved within"),
    Limit(Act.VOTE, "p95", 300, "votes were answered within"),
    Limit(Act.DELIVERY, "p99", 1000, "news of the next step came within"),
    Limit(Act.SHOWN, "p99", 4000, "the next step was on the screen within"),
)
OF_A_HUNDRED = {"p95": 95, "p99": 99}


@dataclass(frozen=True)
class Finding:
    """One thing that is as it should be, or not, in words."""

    is_good: bool
    said: str


@dataclass(frozen=True)
class Verdict:
    """Whether the room is carried, and why."""

    phones: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as it should be."""
        return all(finding.is_good for finding in self.findings)

    @property
    def sentence(self) -> str:
        """The verdict for the terminal."""
        if self.holds:
            return f"This computer carries {self.phones} phones: {self._praise}."
        wrong = "; ".join(f.said for f in self.findings if not f.is_good)
        return f"This computer does not carry {self.phones} phones: {wrong}. {ADVICE}"

    @property
    def _praise(self) -> str:
        said = [finding.said for finding in self.findings]
        return next((one for one in said if one.startswith("votes")), "all went well")


def judge(
    phones: int,
    figures: Mapping[str, Figures],
    checks: Sequence[Check],
    notes: Sequence[str] = (),
) -> Verdict:
    """Return the verdict on `phones` phones in one room, or in several at once."""
    findings = [_within(limit, figures[limit.act]) for limit in _measured(figures)]
    errors = sum(one.errors for one in figures.values())
    everything = sum(one.count for one in figures.values())
    findings.append(Finding(not errors, f"{errors} of {everything} acts failed"))
    if not checks:
        findings.append(Finding(False, "nothing could be compared with the report"))
    findings += [
        Finding(one.holds, f"{one.name}: {one.wrong or 'agree'}") for one in checks
    ]
    findings += [Finding(False, note.rstrip(".")) for note in notes]
    return Verdict(phones, tuple(findings))


def are_robots_the_limit(cpu: float, seconds: float) -> bool:
    """Whether the robots themselves took so much that the figures are too bad."""
    return seconds > 0 and cpu / seconds >= BUSY


def _measured(figures: Mapping[str, Figures]) -> list[Limit]:
    return [limit for limit in LIMITS if limit.act in figures]


def _within(limit: Limit, figures: Figures) -> Finding:
    took = getattr(figures, limit.share)
    if took is None:
        return Finding(False, f"no {limit.act} succeeded")
    share = OF_A_HUNDRED[limit.share]
    said = f"{limit.said} {took:.0f} ms for {share} of 100"
    if took <= limit.most:
        return Finding(True, said)
    return Finding(False, f"{said} (at most {limit.most:.0f} ms)")
