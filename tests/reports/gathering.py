"""Outcomes from the database, and a room that has voted."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from facilitator.reports.outcome import Language, Outcome
from facilitator.reports.queries import outcome_of
from facilitator.reports.wording import Wording, Words
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast
from facilitator.workshops.models import Workshop
from tests.reports.words import English
from tests.voting.rooms import Room, make_open_room, sit

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def gathered(
    session: Session,
    workshop: Workshop,
    language: Language = "en",
    words: Words | None = None,
) -> Outcome:
    wording = Wording(language, words or English())
    return outcome_of(session, workshop, wording, at=NOON, version="1.2")


def voted(session: Session, **fields: Any) -> Room:
    """A closed vote: P1 and P2 have two votes each, P3 one, P4 none; one is blank."""
    room = make_open_room(session, **fields)
    marks: list[Any] = [["P1", "P2"], ["P1", "P2"], ["P3"], "blank"]
    for person, chosen in enumerate(marks):
        cast(session, room.vote, sit(session, room.workshop, person), chosen)
    sit(session, room.workshop, 99)
    close_vote(session, room.vote, room.account.id)
    return room
