"""A room that votes: proposals, a vote, and people whose tokens the test knows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.models import Account
from facilitator.proposals.models import Proposal
from facilitator.voting.actions import open_vote, prepare_vote, set_up_vote
from facilitator.voting.models import Vote
from facilitator.voting.settings import VoteSettings
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import StepKind
from tests.factories import (
    make_account,
    make_axis,
    make_open_workshop,
    make_proposal,
    make_seat,
)


@dataclass
class Room:
    """What a test of the vote needs at hand."""

    account: Account
    workshop: Workshop
    vote: Vote
    proposals: list[Proposal]
    ids: list[str]  # of the options, in number order


def token_for(person: int) -> str:
    """A token without scrypt, which tests of 200 people would wait for."""
    return keys._base32(person + 7**25, keys.TOKEN_LENGTH)


def sit(session: Session, workshop: Workshop, person: int) -> str:
    """Give a person a seat; return their token."""
    token = token_for(person)
    make_seat(
        session, workshop, credential=keys.credential(token, workshop.key), name="نور"
    )
    return token


def make_room(
    session: Session, *, options: int = 4, axes: int = 2, most: int | None = None
) -> Room:
    """A workshop at its vote, which is prepared but not open."""
    account = make_account(session)
    workshop = make_open_workshop(session, StepKind.VOTE, account)
    under = [make_axis(session, workshop, position=n + 1) for n in range(axes)]
    proposals = [
        make_proposal(session, under[n % axes], number=n + 1) for n in range(options)
    ]
    progress = progress_of(session, workshop.id)
    assert progress is not None
    vote = prepare_vote(session, workshop.id, progress.step_id)
    set_up_vote(session, vote, VoteSettings(most=most))
    ids = [f"P{proposal.number}" for proposal in proposals]
    return Room(account, workshop, vote, proposals, ids)


def make_open_room(session: Session, **fields: Any) -> Room:
    """A room whose vote is open."""
    room = make_room(session, **fields)
    open_vote(session, room.vote, room.account.id)
    return room


def url(room: Room, page: str = "") -> str:
    """The address of the first vote's pages."""
    return f"/w/{room.workshop.code}/votes/1/{page}"
