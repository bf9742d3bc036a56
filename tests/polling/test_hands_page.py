"""Raised hands at the desk."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.desk.undo import undo
from facilitator.voting.actions import open_vote
from facilitator.voting.hands import Hands, hands_of, put_hands
from facilitator.voting.rules import Method
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Act
from tests.people import sign_in
from tests.voting.rooms import Room, make_open_room, make_room


@pytest.fixture
def room(client: FlaskClient, store: Session) -> Room:
    client.set_cookie(COOKIE, "en")
    room = make_open_room(store)
    sign_in(client, store, room.account)
    return room


def url(room: Room) -> str:
    return f"/desk/{room.workshop.code}/votes/1/hands/"


def test_hands_are_typed_and_shown_again(
    client: FlaskClient, store: Session, room: Room
) -> None:
    typed = {"hands-P1": "12", "hands-P2": "٠", "hands-P3": "", "present": "40"}

    answer = client.post(url(room), data=typed)

    assert answer.status_code == 303
    assert hands_of(store, room.vote) == Hands(40, {"P1": 12, "P2": 0})
    page = client.get(url(room)).text
    assert 'id="hands-P1" value="12"' in page
    assert 'value="40"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"hands-P1": "many"}, "Write the numbers of hands in digits"),
        ({"hands-P1": "12", "present": "4"}, "more hands for one line than people"),
        ({"present": "4"}, "at least one number of raised hands"),
        ({"hands-P1": "3", "present": "x"}, "whole number"),
        ({"hands-P77": "3"}, "not on this ballot"),
    ],
)
def test_what_is_no_count_is_refused_with_what_was_typed(
    client: FlaskClient,
    store: Session,
    room: Room,
    typed: dict[str, str],
    sentence: str,
) -> None:
    answer = client.post(url(room), data=typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    for name, value in typed.items():
        assert name == "hands-P77" or f'value="{value}"' in answer.text
    assert hands_of(store, room.vote) is None


def test_before_the_opening_there_is_nothing_to_count(
    client: FlaskClient, store: Session
) -> None:
    client.set_cookie(COOKIE, "en")
    room = make_room(store)
    sign_in(client, store, room.account)

    assert "as soon as the vote is open" in client.get(url(room)).text
    assert client.post(url(room), data={"hands-P1": "3"}).status_code == 409


def test_a_consent_check_counts_hands_by_answer(
    client: FlaskClient, store: Session
) -> None:
    room = make_room(store, options=1)
    room.vote.method = Method.CONSENT
    store.flush()
    open_vote(store, room.vote, room.account.id)
    sign_in(client, store, room.account)

    client.post(url(room), data={"hands-yes": "20", "hands-no": "3"})

    assert hands_of(store, room.vote) == Hands(None, {"yes": 20, "no": 3})
    assert "hands-reservations" in client.get(url(room)).text


def test_the_desk_undoes_a_count(store: Session) -> None:
    room = make_open_room(store)
    put_hands(store, room.vote, Hands(9, {"P1": 3}), room.account.id)
    act = store.scalars(select(Act).where(Act.kind == "hands.counted")).one()

    undo(store, room.workshop, act.id)

    assert hands_of(store, room.vote) is None
