"""What is kept about people: of all in a workshop, and of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.clock import now
from facilitator.db import Base
from facilitator.logbook.models import Act
from facilitator.participants.models import Seat
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import Entry, mine
from facilitator.proposals.rules import State
from facilitator.slips.models import Slip
from facilitator.voting.ballots import own_ballot
from facilitator.voting.models import BallotReason, Vote
from facilitator.voting.queries import ballots_in, votes_of
from facilitator.voting.reasons import reason_of
from facilitator.voting.rules import VoteState
from facilitator.workshops.models import Workshop
from facilitator.workshops.retention import kept_until

ANNOUNCED = "purge.announced"
NOTICE = timedelta(days=1)  # at least, between an announcement and the purge


@dataclass(frozen=True)
class VoteKept:
    """What is kept of one person in one vote. What is on a ballot is not told."""

    number: int
    is_open: bool
    reason: str


@dataclass(frozen=True)
class Kept:
    """All that is kept about one person."""

    name: str
    table_number: int | None
    joined_at: datetime
    proposals: Sequence[Entry]
    votes: Sequence[VoteKept]

    @property
    def drafts(self) -> list[Entry]:
        """What only this person sees."""
        return [e for e in self.proposals if e.proposal.state is State.DRAFT]

    @property
    def sent(self) -> list[Entry]:
        """What others have seen, or staff."""
        return [e for e in self.proposals if e.proposal.state is not State.DRAFT]


def kept_about(session: Session, workshop: Workshop, seat: Seat, token: str) -> Kept:
    """Return what is kept about the holder of a token and of its seat."""
    author = keys.author(token, workshop.key)
    votes = [
        VoteKept(
            vote.number, vote.state is VoteState.OPEN, reason_of(session, vote, token)
        )
        for vote in votes_of(session, workshop.id)
        if vote.state is not VoteState.PREPARED and own_ballot(session, vote, token)
    ]
    return Kept(
        name=seat.name,
        table_number=seat.table_number,
        joined_at=seat.joined_at,
        proposals=mine(session, workshop.id, author),
        votes=votes,
    )


def remains_of(session: Session, workshop_id: int) -> dict[str, Any]:
    """Return the counts that a purge leaves: of no person, and of no words."""
    seats = select(Seat.table_number, func.count()).where(
        Seat.workshop_id == workshop_id
    )
    by_table = dict(session.execute(seats.group_by(Seat.table_number)).all())
    by_state = select(Proposal.state, func.count()).where(
        Proposal.workshop_id == workshop_id
    )
    states = session.execute(by_state.group_by(Proposal.state)).all()
    return {
        "seats": sum(by_table.values()),
        "named": _count(session, Seat, Seat.workshop_id == workshop_id, Seat.name > ""),
        "tables": {str(number): n for number, n in by_table.items() if number},
        "proposals": {str(state): n for state, n in states},
        "slips": _count(session, Slip, Slip.workshop_id == workshop_id),
        "reasons": _count(
            session, BallotReason, BallotReason.vote_id.in_(ids_of_votes(workshop_id))
        ),
        "ballots": {
            str(vote.number): ballots_in(session, vote.id)
            for vote in votes_of(session, workshop_id)
            if vote.state is VoteState.CLOSED
        },
    }


def ids_of_votes(workshop_id: int) -> Any:
    """Return the ids of a workshop's votes, as a part of a statement."""
    return select(Vote.id).where(Vote.workshop_id == workshop_id).scalar_subquery()


def has_open_vote(session: Session, workshop_id: int) -> bool:
    """Whether ballots are still coming in."""
    return bool(
        _count(
            session, Vote, Vote.workshop_id == workshop_id, Vote.state == VoteState.OPEN
        )
    )


def may_be_due(session: Session) -> list[Workshop]:
    """Return the workshops that were opened and say for how long data is kept."""
    found = select(Workshop).where(
        Workshop.purged_at.is_(None),
        Workshop.kept_months.is_not(None),
        Workshop.opened_at.is_not(None),
    )
    return [workshop for workshop in session.scalars(found) if kept_until(workshop)]


def announced_at(session: Session, workshop: Workshop) -> datetime | None:
    """Return when the purge was last announced, for the day that holds now.

    What a clock that was ahead announced was announced to nobody.
    """
    day = kept_until(workshop)
    acts = session.scalars(
        select(Act)
        .where(Act.workshop_id == workshop.id, Act.kind == ANNOUNCED, Act.at <= now())
        .order_by(Act.id.desc())
    )
    wanted = day and day.isoformat()
    return next((act.at for act in acts if act.details.get("until") == wanted), None)


def was_announced(session: Session, workshop: Workshop) -> bool:
    """Whether the purge was announced at least a day before now.

    A clock that jumped ahead so erases nothing on the day it is found out.
    """
    at = announced_at(session, workshop)
    return at is not None and at + NOTICE <= now()


def _count(session: Session, table: type[Base], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0
