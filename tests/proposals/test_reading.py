"""Reading proposals through the pages: who sees what."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.keys import new_key
from facilitator.proposals.models import Proposal
from facilitator.proposals.rules import State
from facilitator.workshops.rules import StepKind
from tests.factories import make_proposal
from tests.proposals.rooms import a_room, filled, path


def test_held_and_hidden_proposals_are_their_authors_alone(
    client: FlaskClient, store: Session
) -> None:
    participant, axis = a_room(client, store, StepKind.TABLES)
    own = {"author": participant.author}
    make_proposal(store, axis, title="محجوز", state=State.HELD, **own)
    make_proposal(
        store, axis, title="مخفي", state=State.HIDDEN, hidden_why="مكرر", **own
    )
    make_proposal(store, axis, title="لغيري", state=State.HIDDEN, author="b" * 64)
    store.commit()

    room = client.get("/w/482913/").text
    listing = client.get("/w/482913/proposals/").text

    assert "محجوز" in room
    assert "مخفي" in room
    assert "مكرر" in room
    assert "لغيري" not in room
    for title in ("محجوز", "مخفي", "لغيري"):
        assert title not in listing


def test_while_people_write_alone_they_do_not_read_each_other(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store, StepKind.WRITING)
    make_proposal(store, axis, title="فكرة جاري")
    store.commit()

    for address in ("/w/482913/", "/w/482913/proposals/"):
        assert "فكرة جاري" not in client.get(address).text


def test_many_proposals_are_shown_axis_by_axis_and_page_by_page(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)
    for number in range(1, 51):
        make_proposal(store, axis, number=number)
    store.commit()

    first = client.get("/w/482913/proposals/").text
    second = client.get("/w/482913/proposals/?axis=1&page=2").text
    room = client.get("/w/482913/").text

    assert first.count('class="proposal ') == 40
    assert second.count('class="proposal ') == 10
    assert room.count('class="proposal ') == 0
    assert "/w/482913/proposals/?axis=1" in room


def test_who_has_no_seat_is_led_to_the_join_page(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)
    client.delete_cookie("seat_482913")

    assert client.get(path(new_key())).location == "/J/482913"
    assert client.post(path(new_key()), data=filled(axis)).location == "/J/482913"
    assert store.scalars(select(Proposal)).all() == []


@pytest.mark.parametrize(
    "query", ["axis=1&page=2", "axis=x&page=-1", "axis=٣", "page=9"]
)
def test_hostile_addresses_are_never_our_fault(
    client: FlaskClient, store: Session, query: str
) -> None:
    a_room(client, store)

    assert client.get(f"/w/482913/proposals/?{query}").status_code == 200
