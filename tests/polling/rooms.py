"""A room that votes with slips; the test holds the slips."""

from typing import Any

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.slips.models import Slip
from facilitator.slips.rules import SlipState
from facilitator.voting.actions import open_vote
from facilitator.voting.rules import Level
from facilitator.workshops.models import Workshop
from tests.voting.rooms import Room, make_room, token_for


def print_slip(
    session: Session,
    workshop: Workshop,
    number: int,
    state: SlipState = SlipState.HANDED,
) -> str:
    """Make a slip; return its token."""
    token = token_for(1000 + number)
    credential = keys.credential(token, workshop.key)
    slip = Slip(
        workshop_id=workshop.id, number=number, credential=credential, state=state
    )
    session.add(slip)
    session.flush()
    return token


def make_slip_room(
    session: Session, level: Level = Level.SLIPS, **fields: Any
) -> tuple[Room, list[str]]:
    """An open vote with slips, and the tokens of slips 1 to 6."""
    room = make_room(session, **fields)
    room.vote.level = level
    tokens = [print_slip(session, room.workshop, n) for n in range(1, 7)]
    open_vote(session, room.vote, room.account.id)
    return room, tokens
