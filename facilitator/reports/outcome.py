"""Everything a report says about one workshop.

`None` or an empty tuple is a fact that was not recorded. Documents say so;
they never print a zero in its place.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, Literal, Self, TypeAlias

from facilitator.reports.counted import Counted
from facilitator.reports.written import Text
from facilitator.voting.rules import VoteState
from facilitator.workshops.rules import PartOfDay

_PARTIAL: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

Language: TypeAlias = Literal["ar", "fr", "en"]


class ProposalStatus(StrEnum):
    """How far a proposal came."""

    SHOWN = "shown"
    MERGED = "merged"
    PUT_TO_VOTE = "put_to_vote"
    RANKED = "ranked"
    KEPT = "kept"
    OUT_OF_REMIT = "out_of_remit"
    DEFERRED = "deferred"
    NOT_KEPT = "not_kept"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """As much of a date as was recorded.

    A whole date, a month of a year, a year, only a weekday (0 is Monday), or
    nothing at all.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @classmethod
    def parse(cls, iso: str) -> Self:
        """Read "2023-03-06", "2023-10" or "2023".

        Raises:
            ValueError: `iso` is none of these.
        """
        found = _PARTIAL.fullmatch(iso)
        if found is None:
            raise ValueError(f"not a date: {iso!r}")
        year, month, day = (int(part) if part else None for part in found.groups())
        date(year or 0, month or 1, day or 1)  # raises where there is no such day
        return cls(year, month, day)

    @property
    def iso(self) -> str | None:
        """The known part by ISO 8601; `None` when not even the year is known."""
        if self.year is None:
            return None
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The meeting itself.

    `organiser` may hold the official names in Arabic, Tifinagh and French: the
    cover prints those it has, in this order. `vote_effect` says what the vote
    decides and what it does not. `is_over` is false while facts may still
    change. `invented` marks demonstration content, `rehearsal` a trial run with
    robots.
    """

    title: Text | None
    organiser: Text | None
    venue: Text | None = None
    date: PartialDate = PartialDate()
    part_of_day: PartOfDay | None = None
    starts: time | None = None
    ends: time | None = None
    code: str | None = None
    partners: tuple[Text, ...] = ()
    vote_effect: Text | None = None
    is_over: bool = True
    invented: bool = False
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A priority axis; `colour` is 1 to 8, as on the projector."""

    number: int
    title: Text | None
    question: Text | None = None
    led_by: Text | None = None
    objectives: tuple[Text, ...] = ()
    colour: int = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal under its permanent number.

    `axis` is the number of its axis, `None` when it was placed under none.
    `merged_into` is the number of the proposal that took it up. `votes` and
    `rank` are those of the last closed vote that it was put to.
    """

    number: int
    title: Text
    axis: int | None = None
    objectives: tuple[Text, ...] = ()
    description: Text | None = None
    partners: tuple[Text, ...] = ()
    status: ProposalStatus | None = None
    merged_into: int | None = None
    votes: int | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Handling:
    """What the facilitators did with what came in.

    `hidden` are the numbers of the proposals that they took out, `held` of those
    that they have not approved: no report prints their texts. `acts` counts all
    that they did, what they undid too; `undone` counts that alone. `log_head` is
    the newest digest of the log, `erased` the day on which personal data was purged.
    """

    hidden: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    acts: int | None = None
    undone: int | None = None
    log_head: str | None = None
    erased: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """How many people of one role came; `kind` is "elected", "citizens"…"""

    label: Text
    count: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Participants:
    """Who was there; `by_phone` counts the people who joined with a phone."""

    by_phone: int | None = None
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """What one option of a vote received; `number` is its proposal's.

    `tied` is true when another option of the vote has the same total, `won` when the
    vote chose it.
    """

    number: int
    title: Text
    total: int | None = None
    rank: int | None = None
    tied: bool = False
    won: bool = False


@dataclass(frozen=True, slots=True)
class Channels:
    """How many ballots came in which way."""

    phone: int
    table: int
    paper: int


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote and how its result was made. Until it is closed it has no figures.

    `rule` says in words how it is counted, `scope` what was put to the vote,
    `choices` how many options a ballot could name, `invited` and `present` the
    people, `tokens` the valid voting codes. Times are aware, in the time zone of
    the workshop. The hashes are those published at the opening and at the close.
    """

    number: int
    question: Text
    method: Text
    rule: Text | None = None
    state: VoteState = VoteState.CLOSED
    scope: Text | None = None
    choices: int | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    reopened: int | None = None
    invited: int | None = None
    present: int | None = None
    tokens: int | None = None
    ballots: int | None = None
    channels: Channels | None = None
    blank: int | None = None
    options: tuple[Option, ...] = ()
    counted: Counted | None = None
    opening_hash: str | None = None
    closing_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the agenda."""

    title: Text
    planned_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """What was announced to follow, and when."""

    text: Text
    due: PartialDate = PartialDate()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One edition of a workshop's outcome.

    `language` is the language of the edition. `generated_at` is aware, in the
    time zone of the workshop; `version` is that of the software.
    """

    language: Language
    workshop: Workshop
    generated_at: datetime
    version: str
    axes: tuple[Axis, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    handling: Handling | None = None
    participants: Participants = Participants()
    votes: tuple[Vote, ...] = ()
    agenda: tuple[Step, ...] = ()
    closing_statement: Text | None = None
    next_steps: tuple[NextStep, ...] = ()
