"""Gather what the tables by group are made of, at the close."""

from typing import Any

from sqlalchemy.orm import Session

from facilitator.counting.order import public_order
from facilitator.participants.attendance import attendance_of
from facilitator.voting.ballots import take_groups
from facilitator.voting.groups import people_present
from facilitator.voting.methods import Content
from facilitator.voting.models import Vote
from facilitator.voting.queries import spec_of
from facilitator.voting.turnout import published_groups
from facilitator.workshops.models import Workshop

Taken = list[tuple[Content, dict[str, str]]]


def cards_of(session: Session, vote: Vote) -> Taken:
    """Return the ballots of a vote that closes with their cards, if it asks any."""
    return take_groups(session, vote) if spec_of(vote).terms.groups else []


def tables_of(session: Session, vote: Vote, cards: Taken) -> dict[str, Any]:
    """Return the tables by group as they are published; the ballots' hash is known."""
    spec = spec_of(vote)
    rows = attendance_of(session, vote.workshop_id)
    return published_groups(
        spec,
        cards,
        present=people_present((row.category, row.count) for row in rows),
        census=session.get_one(Workshop, vote.workshop_id).census or {},
        order=public_order((o.id for o in spec.options), vote.closing_hash or ""),
    )
