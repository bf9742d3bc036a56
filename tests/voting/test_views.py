"""The ballot on a phone, without JavaScript, and what it never shows."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.access import Participant
from facilitator.proposals.models import Objective
from facilitator.voting.actions import close_vote, open_vote
from facilitator.voting.ballots import own_ballot
from facilitator.voting.queries import ballots_in
from facilitator.web.locale import COOKIE
from tests.people import enter
from tests.voting.rooms import Room, make_room, url


def ticked(html: str) -> set[str]:
    return set(re.findall(r'value="(P\d+)" id="mark-P\d+" checked', html))


@pytest.mark.usefixtures("me")
def test_the_ballot_lists_every_option_under_its_axis(
    room: Room, client: FlaskClient
) -> None:
    html = client.get(url(room)).text

    assert set(re.findall(r'name="marks" value="(P\d+)"', html)) == set(room.ids)
    assert html.count("<fieldset") == 2
    assert all(proposal.title in html for proposal in room.proposals)
    assert "At most 3" in html


def test_more_of_a_proposal_is_folded_under_it(
    client: FlaskClient, store: Session
) -> None:
    fresh = make_room(store, options=2, axes=1)
    for place, text in enumerate(["الهدف الأول", "الهدف الثاني"]):
        store.add(
            Objective(proposal_id=fresh.proposals[0].id, position=place, text=text)
        )
    fresh.proposals[1].description = "<b>وصف</b>"
    store.flush()
    open_vote(store, fresh.vote, fresh.account.id)
    enter(client, store, fresh.workshop)

    html = client.get(url(fresh)).text

    assert html.count("الهدف الأول") == 2  # on the card, and in the full list
    assert html.count("الهدف الثاني") == 1
    assert "&lt;b&gt;وصف&lt;/b&gt;" in html


@pytest.mark.usefixtures("me")
def test_the_order_is_fixed_for_a_phone_and_differs_between_phones(
    room: Room, client: FlaskClient, store: Session, app: Flask
) -> None:
    def order(phone: FlaskClient) -> list[str]:
        return re.findall(r'name="marks" value="(P\d+)"', phone.get(url(room)).text)

    others = []
    for n in range(5):
        phone = app.test_client()
        enter(phone, store, room.workshop, personal_code=f"K7QM2XP{n}")
        others.append(order(phone))

    assert order(client) == order(client)
    assert any(other != order(client) for other in others)


def test_a_ballot_is_confirmed_with_its_receipt(
    room: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    answer = client.post(url(room), data={"marks": ["P1", "P4"]})

    assert (answer.status_code, answer.location) == (303, url(room))
    html = client.get(url(room)).text
    own = own_ballot(store, room.vote, me.token)
    assert own is not None
    assert own.content == ["P1", "P4"]
    assert keys.in_groups(own.receipt) in html
    assert re.search(r"Your ballot came in at \d+:\d\d\.", html)
    assert "Change my ballot" in html
    assert 'name="marks"' not in html


@pytest.mark.usefixtures("me")
def test_the_phone_alone_keeps_the_time(room: Room, client: FlaskClient) -> None:
    answer = client.post(url(room), data={"marks": "P1"})

    cookie = answer.headers["Set-Cookie"]
    assert f"Path=/w/{room.workshop.code}/" in cookie
    assert "HttpOnly" in cookie


@pytest.mark.parametrize("kept", ["", "yesterday", "9999-99-99", "\x00"])
@pytest.mark.usefixtures("me")
def test_a_spoilt_time_is_left_out(room: Room, client: FlaskClient, kept: str) -> None:
    client.post(url(room), data={"blank": "1"})
    client.set_cookie("ballot_sent_1", kept, path=f"/w/{room.workshop.code}/")

    html = client.get(url(room)).text

    assert "Your ballot is in." in html
    assert "You abstained" in html


@pytest.mark.usefixtures("me")
def test_an_over_full_ballot_comes_back_with_every_tick(
    room: Room, client: FlaskClient, store: Session
) -> None:
    marks = ["P1", "P2", "P3", "P5"]

    answer = client.post(url(room), data={"marks": marks})

    assert answer.status_code == 422
    assert "You may choose at most 3 proposals." in answer.text
    assert ticked(answer.text) == set(marks)
    assert ballots_in(store, room.vote.id) == 0


@pytest.mark.usefixtures("me")
def test_an_empty_ballot_is_not_taken_for_a_blank_one(
    room: Room, client: FlaskClient
) -> None:
    answer = client.post(url(room), data={})

    assert answer.status_code == 422
    assert "Choose at least one proposal, or say that you abstain." in answer.text


@pytest.mark.parametrize(
    "marks", [["P99"], ["P1", "P1"], ["\x00"], ["P1" * 9000], ["\u202eP1"], ["'; --"]]
)
@pytest.mark.usefixtures("me")
def test_hostile_marks_are_refused_in_a_sentence(
    room: Room, client: FlaskClient, marks: list[str]
) -> None:
    assert client.post(url(room), data={"marks": marks}).status_code == 422


def test_changing_starts_from_what_was_sent(
    room: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    client.post(url(room), data={"marks": ["P1", "P4"]})

    html = client.get(url(room, "change")).text
    state = re.search(r'name="instead_of"[^>]*value="(\w+)"', html)
    assert state
    assert ticked(html) == {"P1", "P4"}
    client.post(url(room), data={"marks": ["P2"], "instead_of": state[1]})

    own = own_ballot(store, room.vote, me.token)
    assert own is not None
    assert own.content == ["P2"]


def test_a_ballot_that_comes_late_is_not_taken_for_a_change(
    room: Room, me: Participant, client: FlaskClient, store: Session
) -> None:
    client.post(url(room), data={"marks": ["P2"], "instead_of": ""})

    late = client.post(url(room), data={"marks": ["P1"], "instead_of": ""})
    again = client.post(url(room), data={"marks": ["P2"], "instead_of": ""})

    own = own_ballot(store, room.vote, me.token)
    assert own is not None
    assert (late.status_code, again.status_code, own.content) == (409, 303, ["P2"])
    assert "Your ballot was changed in the meantime" in late.text


@pytest.mark.usefixtures("me")
def test_without_a_ballot_there_is_nothing_to_change(
    room: Room, client: FlaskClient
) -> None:
    assert client.get(url(room, "change")).location == url(room)


def test_whoever_has_not_joined_is_sent_to_join(
    room: Room, client: FlaskClient
) -> None:
    for answer in (client.get(url(room)), client.post(url(room), data={"blank": "1"})):
        assert answer.status_code == 303
        assert answer.location.lower() == f"/j/{room.workshop.code}"


@pytest.mark.parametrize("number", ["2", "0", "99999", "9" * 30, "-1", "x"])
@pytest.mark.usefixtures("me")
def test_a_vote_that_does_not_exist_is_not_there(
    room: Room, client: FlaskClient, number: str
) -> None:
    assert client.get(f"/w/{room.workshop.code}/votes/{number}/").status_code == 404


def test_before_the_opening_the_page_says_so(
    client: FlaskClient, store: Session
) -> None:
    client.set_cookie(COOKIE, "en")
    room = make_room(store)
    enter(client, store, room.workshop)

    assert "This vote is not open yet." in client.get(url(room)).text
    assert client.get(url(room, "about")).status_code == 200
    assert client.post(url(room), data={"marks": "P1"}).status_code == 409


@pytest.mark.usefixtures("me")
def test_after_the_close_a_ballot_gets_a_clear_sentence(
    room: Room, client: FlaskClient, store: Session
) -> None:
    close_vote(store, room.vote, room.account.id)
    store.commit()

    answer = client.post(url(room), data={"marks": "P1"})

    assert answer.status_code == 409
    assert "This vote is closed." in answer.text
    assert "No ballot of yours came in" in client.get(url(room)).text


@pytest.mark.usefixtures("me")
def test_a_page_left_open_gets_the_new_state_as_a_part(
    room: Room, client: FlaskClient, store: Session
) -> None:
    before = client.get(url(room), headers={"X-Part": "vote-now"})
    assert "<html" not in before.text
    assert before.text.strip() in client.get(url(room)).text
    close_vote(store, room.vote, room.account.id)
    store.commit()

    after = client.get(url(room), headers={"X-Part": "vote-now"})

    assert "The vote is closed." in after.text


def test_what_the_vote_does_not_protect_against_is_said(
    room: Room, client: FlaskClient
) -> None:
    html = client.get(url(room, "about")).text

    assert "Each person may choose up to 3 different proposals." in html
    assert "whoever joined with two phones could vote twice" in html
    assert "It is consultative" in html
