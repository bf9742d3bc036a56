"""What a closed vote came to. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from facilitator.voting.rules import Method
from facilitator.voting.spec import AxisOnBallot, Option, Spec

FEW = 20  # ballots under which no ballot is published
SOME = 50  # ballots under which only short ballots are
SHORT = 10  # options
FIGURES = ("present", "tokens", "ballots", "blank", "channels", "slips")  # sealed
SHORT_BALLOTS = frozenset({Method.STICKERS, Method.BUDGET, Method.CONSENT})
COUNTED = ("tallies", "facts")  # of what is stored: what the method made of ballots


@dataclass(frozen=True)
class Tally:
    """What one option got.

    `votes` is what its bar shows: ballots, points or stars. `rank` is None where
    nobody chose it, `tied` that it shares its rank. `spread` counts the ballots by
    answer, the lowest answer first, where the method has several.
    """

    option: str
    votes: int
    rank: int | None
    tied: bool
    won: bool = False
    spread: tuple[int, ...] = ()


@dataclass(frozen=True)
class Count:
    """What a method makes of the ballots: the options in the order of their places.

    `facts` are plain values (for JSON) that only the method and its templates
    know; "winners" (ids, in order), "plain" (who would win by most votes first) and
    "drawn" (groups of ids among which the public order decided) mean the same in
    all methods.
    """

    tallies: tuple[Tally, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """An option with what it got; `share` is its part of the most, 0 to 100."""

    option: Option
    axis: AxisOnBallot
    votes: int
    rank: int | None
    tied: bool
    share: float
    won: bool = False
    spread: tuple[int, ...] = ()


@dataclass(frozen=True)
class Result:
    """The outcome of a closed vote and how it was made.

    `present` are the people in the room by phone and `tokens` the valid voting
    codes, both at the close; `blank` ballots are among `ballots`. `facts` are those
    of `Count`. `channels` are ballots by how they came in, `slips` the slips by
    state, both at the close, `groups` the tables of turnout as published. `dice` are
    the digits rolled in the room, or empty.
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
    facts: Mapping[str, Any] = field(default_factory=dict)
    channels: Mapping[str, int] = field(default_factory=dict)
    slips: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, Any] = field(default_factory=dict)
    dice: str = ""

    @property
    def winners(self) -> tuple[Standing, ...]:
        """The options that won, in the order in which they did."""
        by_id = {standing.option.id: standing for standing in self.standings}
        return tuple(by_id[one] for one in self.facts.get("winners", ()))

    @property
    def publication(self) -> "Publication":
        """How much of its ballots is published."""
        return publication(self.ballots, self.spec)

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


def publication(ballots: int, spec: Spec) -> Publication:
    """Return how much of the ballots may be published.

    Points, stars, grades and places say so much that nearly every ballot is the
    only one of its kind.
    Source: VOTING, "Small rooms": under 20 ballots totals only; under 50 the
    list only with 10 options at most, and never of points or rankings.
    """
    is_short = spec.method in SHORT_BALLOTS and len(spec.options) <= SHORT
    enough = ballots >= (FEW if is_short else SOME)
    return Publication.LIST if enough else Publication.TOTALS


def standings(spec: Spec, tallies: Iterable[Tally]) -> tuple[Standing, ...]:
    """Return the options in the order of `tallies`, with their texts."""
    counted = tuple(tallies)
    most = max((tally.votes for tally in counted), default=0)
    return tuple(
        Standing(
            option := spec.option(tally.option),
            spec.axis(option.axis),
            tally.votes,
            tally.rank,
            tally.tied,
            share=100 * tally.votes / most if most else 0,
            won=tally.won,
            spread=tally.spread,
        )
        for tally in counted
    )


def stored(count: Count, **figures: Any) -> dict[str, Any]:
    """Return a count as the plain values that the database keeps.

    `figures` are those of `Result` that are known at the close: present, tokens,
    ballots, blank, channels, slips, groups.
    """
    return {
        "version": 2,
        **figures,
        "tallies": [asdict(tally) for tally in count.tallies],
        "facts": dict(count.facts),
    }


def read_tallies(kept: Mapping[str, Any]) -> tuple[Tally, ...]:
    """Return the tallies that `stored` wrote."""
    return tuple(
        Tally(**{**tally, "spread": tuple(tally["spread"])})
        for tally in kept["tallies"]
    )
