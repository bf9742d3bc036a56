"""What phones ask servers that remember, and what these then ask their database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.access import cookie_name
from facilitator.participants.actions import take_seat
from facilitator.voting.actions import open_vote
from facilitator.workshops.rules import StepKind
from tests.voting.rooms import token_for
from tests.web.acts import Room, go


def phone(room: Room, person: int = 0) -> FlaskClient:
    client = room.remembering.test_client()
    client.set_cookie(cookie_name(room.code), token_for(person))
    return client


@contextmanager
def asking(room: Room) -> Iterator[list[str]]:
    """Note what a server asks the database, beside the moment."""
    engine, asked = room.remembering.extensions["units"].engine, []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def listed(room: Room, person: int = 0) -> list[str]:
    """Let a phone fetch the list of proposals; return what that asked."""
    with asking(room) as asked:
        answer = phone(room, person).get(
            f"/w/{room.code}/proposals/", headers={"X-Part": "list"}
        )
    assert answer.status_code == 200
    return asked


def vote_is_open(room: Room) -> None:
    room.do(go(StepKind.VOTE))
    room.do(lambda r, s: open_vote(s, r.vote(s), r.account_id))


def join(room: Room, session: Session) -> None:
    workshop = room.workshop(session)
    take_seat(session, workshop, keys.credential(token_for(9), workshop.key))


@contextmanager
def context(room: Room) -> Iterator[None]:
    """Be in a request for a page of the room."""
    address = f"/w/{room.code}/"
    with room.remembering.test_request_context(address) as asked:
        asked.request.view_args = {"code": room.code}
        yield
