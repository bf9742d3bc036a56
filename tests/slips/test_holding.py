"""Somebody with a slip: from its address to a ballot, and what is refused."""

import logging
from http.cookies import SimpleCookie

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.participants.models import Seat
from facilitator.slips.access import slip_cookie
from facilitator.slips.rules import SlipState
from facilitator.voting.ballots import count_ballots
from facilitator.voting.rules import Level
from facilitator.voting.uses import count_uses
from facilitator.web.locale import COOKIE
from facilitator.workshops.rules import Status
from tests.forms import forms_in
from tests.people import enter
from tests.slips.hands import UNKNOWN, scan, type_in, vote
from tests.slips.rooms import make_slip_room, slip_number
from tests.voting.rooms import Room, url


def test_a_slip_leads_to_the_ballot_in_two_taps(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session
) -> None:
    room, tokens = held

    taken = scan(client, tokens[0])
    sent = vote(client, room, "P1")

    assert (taken.status_code, taken.location) == (303, url(room))
    assert sent.status_code == 303
    assert count_ballots(store, room.vote.id) == 1
    assert count_uses(store, room.vote.id) == 1
    seats = store.execute(select(Seat.name, func.count()).group_by(Seat.name)).all()
    assert seats == [("", 1)]


def test_looking_at_a_slip_takes_nothing(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session
) -> None:
    room, tokens = held

    page = client.get(f"/s/{tokens[0].lower()}")

    assert page.status_code == 200
    assert "Vote with this slip" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert client.get_cookie(slip_cookie(room.workshop.code)) is None
    assert store.scalar(select(func.count()).select_from(Seat)) == 0


def test_the_cookie_is_for_the_workshop_alone(
    held: tuple[Room, list[str]], client: FlaskClient
) -> None:
    room, tokens = held

    cookies = SimpleCookie()
    for line in scan(client, tokens[0]).headers.getlist("Set-Cookie"):
        cookies.load(line)

    cookie = cookies[slip_cookie(room.workshop.code)]
    assert cookie.value == tokens[0]
    assert cookie["path"] == f"/w/{room.workshop.code}/"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["secure"] == ""


def test_behind_https_the_cookie_is_secure(
    held: tuple[Room, list[str]], app: Flask, client: FlaskClient
) -> None:
    room, tokens = held
    app.config["SESSION_COOKIE_SECURE"] = True

    lines = scan(client, tokens[0]).headers.getlist("Set-Cookie")

    [cookie] = [one for one in lines if one.startswith(slip_cookie(room.workshop.code))]
    assert "Secure" in cookie


def test_a_phone_that_sits_keeps_its_seat(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session
) -> None:
    room, tokens = held
    enter(client, store, room.workshop)

    assert scan(client, tokens[0]).status_code == 303

    assert store.scalar(select(func.count()).select_from(Seat)) == 1


def test_two_phones_with_the_same_slip_share_one_ballot(
    held: tuple[Room, list[str]], app: Flask, store: Session
) -> None:
    room, tokens = held
    first, second = app.test_client(), app.test_client()
    for phone in (first, second):
        phone.set_cookie(COOKIE, "en")
        scan(phone, tokens[0])

    vote(first, room, "P1")
    seen = second.get(url(room)).text
    change = second.get(url(room, "change")).text
    [form] = [f for f in forms_in(change, url(room)) if "marks" in f.names]
    again = second.post(url(room), data={**dict(form.fields), "marks": "P2"})

    assert "Your ballot" in seen
    assert again.status_code == 303
    assert count_ballots(store, room.vote.id) == 1
    assert "Proposal 2" in first.get(url(room)).text
    assert first.get(url(room)).text.count("Proposal 1") == 0


def test_a_later_slip_takes_the_place_of_the_first(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session
) -> None:
    room, tokens = held
    scan(client, tokens[0])
    vote(client, room, "P1")

    scan(client, tokens[1])
    page = client.get(url(room)).text

    assert "This phone now votes with the new slip." in page
    assert "Send my ballot" in page
    vote(client, room, "P2")
    assert count_ballots(store, room.vote.id) == 2


@pytest.mark.parametrize("state", [SlipState.VOID, SlipState.RETURNED])
def test_a_slip_that_is_gone_votes_no_more(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session, state: SlipState
) -> None:
    room, tokens = held
    enter(client, store, room.workshop)
    scan(client, tokens[0])
    for number in (1, 2):
        slip_number(store, room.workshop, number).state = state
    store.commit()

    scanned = client.get(f"/S/{tokens[1]}")
    typed = type_in(client, room, tokens[1])
    kept = client.get(url(room))

    assert scanned.status_code == 403
    assert typed.status_code == 422
    for page in (scanned, typed, kept):
        assert "This voting slip is no longer valid." in page.text
    assert vote(client, room, "P1").status_code == 403
    assert count_ballots(store, room.vote.id) == 0


@pytest.mark.usefixtures("held")
def test_an_unknown_slip_is_not_there(client: FlaskClient) -> None:
    for code in (UNKNOWN, "abc", "x" * 300):
        page = client.get(f"/S/{code}")

        assert page.status_code == 404
        assert "No voting slip has this code." in page.text
        assert page.headers["Referrer-Policy"] == "no-referrer"


def test_nobody_joins_by_slip_what_is_over(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session
) -> None:
    room, tokens = held
    room.workshop.status = Status.ENDED
    store.commit()

    assert client.get(f"/S/{tokens[0]}").status_code == 410


def test_in_an_open_vote_a_slip_changes_nothing(
    client: FlaskClient, store: Session
) -> None:
    room, tokens = make_slip_room(store, level=Level.OPEN)
    store.commit()
    scan(client, tokens[0])

    assert vote(client, room, "P1").status_code == 303

    assert count_uses(store, room.vote.id) == 0
    assert count_ballots(store, room.vote.id) == 1


def test_no_log_holds_a_slips_code(
    held: tuple[Room, list[str]],
    app: Flask,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    room, tokens = held
    phone = app.test_client()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    scan(phone, tokens[0])
    vote(phone, room, "P1")
    phone.get(f"/S/{UNKNOWN}")

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("facilitator.polling.holding.find_slip", broken)
    failed = app.test_client().get(f"/S/{tokens[0]}")

    assert failed.status_code == 500
    assert "broken" in caplog.text  # a log there is
    assert tokens[0] not in caplog.text
