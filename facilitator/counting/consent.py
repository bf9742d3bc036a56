"""Consent check: one proposal, adopted or not, by two inequalities."""

from dataclasses import dataclass

SUPPORT = 80  # percent; 50 for procedure, 67
QUORUM = 50  # percent


@dataclass(frozen=True)
class Inequality:
    """Whether `part` is at least `percent` of `whole`, in whole numbers."""

    part: int
    whole: int
    percent: int

    @property
    def holds(self) -> bool:
        """Whether part x 100 >= percent x whole; never for a part of 0."""
        return self.part > 0 and self.part * 100 >= self.percent * self.whole


@dataclass(frozen=True)
class Consent:
    """The outcome of a consent check, with the inequalities it comes from."""

    support: Inequality
    quorum: Inequality

    @property
    def adopted(self) -> bool:
        """Whether both inequalities hold."""
        return self.support.holds and self.quorum.holds


def consent(
    *,
    yes: int,
    reservations: int,
    no: int,
    abstain: int,
    tickets: int,
    support: int = SUPPORT,
    quorum: int = QUORUM,
) -> Consent:
    """Say whether a proposal is adopted.

    Adopted when (yes + reservations) x 100 >= `support` x (yes + reservations + no)
    and the answers x 100 >= `quorum` x `tickets`. Answers are all four: who abstains
    counts for the quorum only. Nothing is adopted without one yes. `support` and
    `quorum` in percent, `tickets` the people who may answer.
    Source: VOTING, "Exact definitions", C.

    Raises:
        ValueError: a number is negative, or a percentage above 100.
    """
    if min(yes, reservations, no, abstain, tickets) < 0:
        raise ValueError("numbers of answers cannot be negative")
    if not (0 <= support <= 100 and 0 <= quorum <= 100):  # noqa: PLR2004
        raise ValueError("a percentage is from 0 to 100")
    agreed = yes + reservations
    return Consent(
        support=Inequality(agreed, agreed + no, support),
        quorum=Inequality(agreed + no + abstain, tickets, quorum),
    )
