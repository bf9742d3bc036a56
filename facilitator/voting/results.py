"""What a closed vote came to. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from facilitator.voting.spec import AxisOnBallot, Option, Spec

FEW = 20  # ballots under which no ballot is published
SOME = 50  # ballots under which only short ballots are
SHORT = 10  # options


@dataclass(frozen=True)
class Tally:
    """What one option got; `rank` is None where nobody chose it."""

    option: str
    votes: int
    rank: int | None
    tied: bool


@dataclass(frozen=True)
class Standing:
    """An option with what it got; `share` is its part of the most, 0 to 100."""

    option: Option
    axis: AxisOnBallot
    votes: int
    rank: int | None
    tied: bool
    share: float


@dataclass(frozen=True)
class Result:
    """The outcome of a closed vote and how it was made.

    `present` are the people in the room by phone and `tokens` the valid voting
    codes, both at the close; `blank` ballots are among `ballots`.
    """

    spec: Spec
    present: int
    tokens: int
    ballots: int
    blank: int
    standings: tuple[Standing, ...]
    opening_hash: str
    closing_hash: str
    opened_at: datetime
    closed_at: datetime

    @property
    def ties(self) -> list[list[Standing]]:
        """The groups of options that share a rank, the first ranks first."""
        ranks = sorted({s.rank for s in self.standings if s.tied and s.rank})
        return [[s for s in self.standings if s.rank == rank] for rank in ranks]

    def head(self, number: int) -> tuple[Standing, ...]:
        """Return the first `number` options, and those that share the last one's rank.

        All of them when only two or three more would be left.
        """
        if len(self.standings) <= number + 3:
            return self.standings
        last = self.standings[number - 1]
        return tuple(
            line
            for place, line in enumerate(self.standings)
            if place < number or (line.tied and line.rank == last.rank)
        )


class Publication(StrEnum):
    """How much of the ballots is published with a result."""

    LIST = "list"  # every receipt with its content
    TOTALS = "totals"  # no single ballot: too few, people could be recognised


def publication(ballots: int, options: int) -> Publication:
    """Return how much of the ballots may be published.

    Source: VOTING, "Small rooms": under 20 ballots totals only; under 50 the
    list only with 10 options at most.
    """
    if ballots < FEW or (ballots < SOME and options > SHORT):
        return Publication.TOTALS
    return Publication.LIST


def standings(spec: Spec, tallies: list[Tally]) -> tuple[Standing, ...]:
    """Return the options in the order of `tallies`, with their texts."""
    most = max((tally.votes for tally in tallies), default=0)
    return tuple(
        Standing(
            option := spec.option(tally.option),
            spec.axis(option.axis),
            tally.votes,
            tally.rank,
            tally.tied,
            share=100 * tally.votes / most if most else 0,
        )
        for tally in tallies
    )


def stored(
    *, present: int, tokens: int, ballots: int, blank: int, tallies: list[Tally]
) -> dict[str, Any]:
    """Return a count as the plain values that the database keeps."""
    return {
        "version": 1,
        "present": present,
        "tokens": tokens,
        "ballots": ballots,
        "blank": blank,
        "tallies": [asdict(tally) for tally in tallies],
    }


def read_tallies(kept: Mapping[str, Any]) -> list[Tally]:
    """Return the tallies that `stored` wrote."""
    return [Tally(**tally) for tally in kept["tallies"]]
