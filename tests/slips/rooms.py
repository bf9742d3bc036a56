"""A room that votes by slips whose tokens the test knows."""

from typing import Any

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.slips.actions import hand_out, make_slips
from facilitator.slips.models import Slip
from facilitator.slips.queries import highest_number, slips_of_workshop
from facilitator.voting.actions import open_vote
from facilitator.voting.rules import Level
from facilitator.workshops.models import Workshop
from tests.voting.rooms import Room, make_room

VOID_WHY = "ضاعت"


def slip_token(number: int) -> str:
    """The token of the slip with a number, as tests draw them."""
    return keys._base32(number + 31**15, keys.TOKEN_LENGTH)


def make_known_slips(
    session: Session, workshop: Workshop, number: int, account_id: int
) -> list[str]:
    """Make slips; return their tokens, in the order of their numbers."""
    first = highest_number(session, workshop.id) + 1
    tokens = [slip_token(first + n) for n in range(number)]
    credentials = [keys.credential(token, workshop.key) for token in tokens]
    make_slips(session, workshop.id, credentials, account_id, first=first)
    return tokens


def make_slip_room(
    session: Session,
    *,
    slips: int = 5,
    handed: int | None = None,
    level: Level = Level.SLIPS,
    is_open: bool = True,
    **fields: Any,
) -> tuple[Room, list[str]]:
    """A room whose vote takes slips, all handed out unless fewer are said to be."""
    room = make_room(session, **fields)
    room.vote.level = level
    owner = room.account.id
    tokens = make_known_slips(session, room.workshop, slips, owner)
    if out := slips if handed is None else handed:
        hand_out(session, room.workshop.id, range(1, out + 1), owner)
    if is_open:
        session.flush()
        open_vote(session, room.vote, owner)
    return room, tokens


def slip_number(session: Session, workshop: Workshop, number: int) -> Slip:
    slips = slips_of_workshop(session, workshop.id)
    return next(slip for slip in slips if slip.number == number)
