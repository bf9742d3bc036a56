"""A phone's forms carry a token of its seat: no further cookie, no other site."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.participants.access import cookie_name, seat_proof
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import StepKind
from tests.factories import make_account, make_axis, make_open_workshop
from tests.forms import forms_in
from tests.people import enter, sign_in
from tests.voting.rooms import Room, make_open_room, token_for, url

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = True
    return app.test_client()


@pytest.fixture
def room(store: Session) -> Room:
    room = make_open_room(store)
    store.commit()
    return room


@pytest.fixture
def proof(client: FlaskClient, store: Session, room: Room) -> str:
    """The token that the page of somebody with a seat carries."""
    enter(client, store, room.workshop)
    return token_on(client, url(room))


def token_on(client: FlaskClient, address: str) -> str:
    found = TOKEN.search(client.get(address).text)
    assert found
    return found[1]


def test_a_phones_ballot_needs_no_further_cookie(
    client: FlaskClient, room: Room, proof: str
) -> None:
    answer = client.post(url(room), data={"csrf_token": proof, "marks": "P1"})

    assert answer.status_code == 303
    assert client.get_cookie("desk") is None


@pytest.mark.parametrize("forged", ["", "seat.", "seat.0", "seat.é", "x"])
def test_a_form_without_the_seats_token_is_refused(
    client: FlaskClient, room: Room, proof: str, forged: str
) -> None:
    assert proof != forged

    answer = client.post(url(room), data={"csrf_token": forged, "marks": "P1"})

    assert answer.status_code == 400


def test_another_seats_token_is_refused(
    app: Flask, client: FlaskClient, room: Room, proof: str
) -> None:
    with app.app_context():
        others = seat_proof(token_for(3))
    assert others != proof

    answer = client.post(url(room), data={"csrf_token": others, "marks": "P1"})

    assert answer.status_code == 400


@pytest.mark.usefixtures("proof")
def test_a_seat_elsewhere_that_was_planted_opens_nothing_here(
    app: Flask, client: FlaskClient, room: Room
) -> None:
    client.set_cookie(cookie_name("000000"), token_for(3))
    with app.app_context():
        planted = seat_proof(token_for(3))

    here = client.post(url(room), data={"csrf_token": planted, "marks": "P1"})
    language = client.post("/language", data={"csrf_token": planted, "language": "fr"})

    assert (here.status_code, language.status_code) == (400, 303)


def test_a_token_without_its_seat_is_refused(
    client: FlaskClient, room: Room, proof: str
) -> None:
    client.delete_cookie(cookie_name(room.workshop.code))

    answer = client.post(url(room), data={"csrf_token": proof, "marks": "P1"})

    assert answer.status_code == 400


def test_a_seats_token_opens_nothing_of_staff(
    client: FlaskClient, store: Session, room: Room, proof: str
) -> None:
    sign_in(client, store, room.account)
    address = f"/desk/{room.workshop.code}/"
    assert client.get(address).status_code == 200

    forms = forms_in(client.get(address).text, address)
    for form in (one for one in forms if one.action != "/language"):
        answer = client.post(form.action, data={"csrf_token": proof})
        assert answer.status_code in (400, 405), form.action


def test_who_is_signed_in_keeps_their_own_token_on_the_desk(
    client: FlaskClient, store: Session, room: Room, proof: str
) -> None:
    sign_in(client, store, room.account)

    assert token_on(client, f"/desk/{room.workshop.code}/") != proof


@pytest.fixture
def places(store: Session) -> Workshop:
    workshop = make_open_workshop(store, StepKind.WRITING, make_account(store))
    make_axis(store, workshop)
    store.commit()
    return workshop


@pytest.mark.parametrize(
    "page", ["", "proposals/", "proposals/own/" + "a" * 32, "seat"]
)
def test_every_form_of_a_phones_pages_is_taken(
    client: FlaskClient, store: Session, places: Workshop, page: str
) -> None:
    enter(client, store, places)
    address = f"/w/{places.code}/{page}"
    forms = forms_in(client.get(address).text, address)
    assert forms

    for form in forms:
        answer = client.post(form.action, data=dict(form.fields))
        assert answer.status_code != 400, form.action


def test_over_https_a_form_names_our_page(
    client: FlaskClient, room: Room, proof: str
) -> None:
    form = {"csrf_token": proof, "marks": "P1"}
    secure = "https://localhost"

    refused = client.post(url(room), data=form, base_url=secure)
    elsewhere = client.post(
        url(room), data=form, base_url=secure, headers={"Referer": "https://x.example/"}
    )
    ours = client.post(
        url(room), data=form, base_url=secure, headers={"Referer": f"{secure}/w/"}
    )

    statuses = [refused.status_code, elsewhere.status_code, ours.status_code]
    assert statuses == [400, 400, 303]


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
def test_a_form_of_which_the_browser_says_that_it_stood_elsewhere_is_refused(
    client: FlaskClient, room: Room, proof: str, site: str
) -> None:
    form = {"csrf_token": proof, "marks": "P1"}

    theirs = client.post(url(room), data=form, headers={"Sec-Fetch-Site": site})
    ours = client.post(url(room), data=form, headers={"Sec-Fetch-Site": "same-origin"})

    assert (theirs.status_code, ours.status_code) == (400, 303)
