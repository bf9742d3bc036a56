"""Before a result is shown: reasons, dice, and all at once."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.desk.undo import undo
from facilitator.voting.actions import close_vote, open_vote
from facilitator.voting.ballots import cast
from facilitator.voting.models import Vote
from facilitator.voting.reasons import reasons_given
from facilitator.voting.rules import Method
from facilitator.voting.showing import closed_of
from facilitator.voting.stages import Stage
from facilitator.voting.terms import Terms
from facilitator.web.locale import COOKIE
from facilitator.workshops.acts import latest_acts
from tests.people import sign_in
from tests.voting.rooms import Room, make_room, sit

RUDE = "<script>alert('X')</script>"


@pytest.fixture
def room(client: FlaskClient, store: Session) -> Room:
    """A closed consent check with two reasons, and dice still to be rolled."""
    room = make_room(store, options=1)
    room.vote.method = Method.CONSENT
    room.vote.terms = Terms(dice=True).plain()
    store.flush()
    open_vote(store, room.vote, room.account.id)
    for person, reason in enumerate(("غير واضح", RUDE)):
        token = sit(store, room.workshop, person)
        cast(store, room.vote, token, "no", reason=reason)
    close_vote(store, room.vote, room.account.id)
    sign_in(client, store, room.account)
    client.set_cookie(COOKIE, "en")
    return room


def address(room: Room, page: str = "") -> str:
    return f"/desk/{room.workshop.code}/votes/1/result/{page}"


def fresh(store: Session, room: Room) -> Vote:
    store.rollback()
    store.expire_all()  # see what the pages have written
    return store.get_one(Vote, room.vote.id)


def test_staff_read_every_reason_as_text(client: FlaskClient, room: Room) -> None:
    html = client.get(address(room)).get_data(as_text=True)

    assert "غير واضح" in html
    assert "&lt;script&gt;alert" in html
    assert "<script>alert" not in html
    assert "Nobody else sees these reasons." in html


def test_a_reason_is_hidden_the_others_shown_and_both_undone(
    client: FlaskClient, store: Session, room: Room
) -> None:
    rude = next(r for r in reasons_given(store, room.vote) if r.text == RUDE)

    hidden = client.post(
        address(room, "reasons"), data={"reason": rude.locator, "hidden": "1"}
    )
    shown = client.post(address(room, "reading"), data={"shown": "1"})

    assert (hidden.status_code, shown.status_code) == (303, 303)
    vote = fresh(store, room)
    assert [one.text for one in closed_of(store, vote).reasons] == ["غير واضح"]
    for act in latest_acts(store, room.workshop.id)[:2]:
        undo(store, room.workshop, act.id)
    assert not vote.shows_reasons
    assert [one.is_hidden for one in reasons_given(store, vote)] == [False, False]


def test_a_reason_of_nobody_is_not_there(client: FlaskClient, room: Room) -> None:
    answer = client.post(
        address(room, "reasons"), data={"reason": "0" * 64, "hidden": "1"}
    )

    assert answer.status_code == 404


def test_dice_are_rolled_once_before_anything_is_shown(
    client: FlaskClient, store: Session, room: Room
) -> None:
    wrong = client.post(address(room, "dice"), data={"digits": "six"})
    rolled = client.post(address(room, "dice"), data={"digits": "416"})
    again = client.post(address(room, "dice"), data={"digits": "222"})

    assert (wrong.status_code, rolled.status_code) == (422, 303)
    assert "Write what was rolled in digits" in wrong.get_data(as_text=True)
    assert again.status_code == 409
    assert fresh(store, room).dice == "416"
    told = client.get(address(room)).get_data(as_text=True)
    assert re.search(r"Rolled in the room:.*416", told)


def test_all_is_shown_at_once_and_taken_back_at_once(
    client: FlaskClient, store: Session, room: Room
) -> None:
    answer = client.post(address(room))

    assert answer.status_code == 303
    assert fresh(store, room).revealed == Stage.ALL
    undo(store, room.workshop, latest_acts(store, room.workshop.id)[0].id)
    store.commit()
    assert fresh(store, room).revealed == Stage.HIDDEN


def test_of_an_open_vote_there_is_nothing(client: FlaskClient, store: Session) -> None:
    room = make_room(store)
    open_vote(store, room.vote, room.account.id)
    sign_in(client, store, room.account)
    client.set_cookie(COOKIE, "en")

    html = client.get(address(room)).get_data(as_text=True)

    assert "This vote is not closed yet" in html
    assert client.post(address(room)).status_code == 409
