"""What a flood gets to hear, and that it costs nobody else of the room anything."""

from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts import proof
from facilitator.participants import rules, seating
from facilitator.participants.queries import count_seats
from facilitator.proposals import views
from facilitator.proposals.rules import WRITES_AT_ONCE
from facilitator.slow import Queue
from facilitator.voting import pace
from facilitator.workshops.models import Workshop
from tests.accounts.pages import try_password
from tests.asking import Town
from tests.factories import make_axis, make_open_workshop
from tests.participants.joining import offered_code
from tests.people import enter
from tests.town import CODE

ENGLISH = {"Accept-Language": "en"}
TOO_FAST = "That was too fast. Please wait a little and try again."
CROWD = "Very many people are coming in at this moment."


@pytest.fixture
def workshop(store: Session) -> Workshop:
    workshop = make_open_workshop(store, code="482913")
    make_axis(store, workshop)
    store.commit()
    return workshop


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive at no cost: 50 ms each would be the whole of the test."""
    monkeypatch.setattr(keys, "token_from", lambda code, _key: code * 2)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass: a slow machine would earn more."""
    for module in (pace, views, seating):
        monkeypatch.setattr(module, "monotonic", lambda: 1000.0)


def _join(app: Flask, name: str = "") -> tuple[int, str]:
    phone = app.test_client()
    seat = offered_code(phone.get("/J/482913").text)
    data = {"seat": seat, "name": name}
    answer = phone.post("/J/482913", data=data, headers=ENGLISH)
    return answer.status_code, answer.text


@pytest.mark.usefixtures("quick", "workshop")
def test_a_flood_of_joins_is_slowed_down_with_the_name_kept(
    app: Flask, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = rules.Allowance(burst=5, each=1e9, refusal=rules.TooManyJoin)
    monkeypatch.setattr(seating, "new_seats", lambda: few)

    answers = [_join(app, "أمينة") for _ in range(7)]

    assert Counter(status for status, _ in answers) == {303: 5, 429: 2}
    html = answers[-1][1]
    assert "Very many phones are joining this workshop." in html
    assert 'value="أمينة"' in html
    assert count_seats(store, 1) == 5


@pytest.mark.usefixtures("quick")
def test_a_rehearsal_takes_in_as_many_robots_as_come(
    app: Flask,
    workshop: Workshop,
    store: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = rules.Allowance(burst=1, each=1e9, refusal=rules.TooManyJoin)
    monkeypatch.setattr(seating, "new_seats", lambda: few)
    workshop.is_rehearsal = True
    store.commit()

    assert [_join(app)[0] for _ in range(3)] == [303] * 3


@pytest.mark.usefixtures("workshop")
def test_when_too_many_wait_for_their_seat_the_next_is_asked_to_wait(
    app: Flask, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Queue(at_once=0, most=0)
    monkeypatch.setattr(seating, "_derivations", full)
    monkeypatch.setattr(proof, "_turns", full)

    joined = _join(app, "أمينة")
    back = app.test_client().post(
        "/J/482913/return", data={"code": "K7QM-2XPD"}, headers=ENGLISH
    )
    signed_in = try_password(app.test_client(), "a@example.ma", "a long password")

    for status, html in (
        joined,
        (back.status_code, back.text),
        (signed_in.status_code, signed_in.text),
    ):
        assert (status, CROWD in html) == (503, True)
    assert count_seats(store, 1) == 0


def test_whoever_writes_like_a_machine_is_slowed_down_with_the_text_kept(
    client: FlaskClient, workshop: Workshop, store: Session
) -> None:
    enter(client, store, workshop)
    draft = f"/w/482913/proposals/own/{'a' * 32}"
    for n in range(WRITES_AT_ONCE):
        data = {"title": f"سوق {n}"}
        assert client.post(f"{draft}/draft", data=data).status_code == 303

    data = {"title": "سوق جديد", "axis": "1"}
    answer = client.post(draft, data=data, headers=ENGLISH)

    html = answer.text
    assert answer.status_code == 429
    assert TOO_FAST in html
    assert "سوق جديد</textarea>" in html


def test_another_phone_of_the_room_is_not_slowed_down(
    client: FlaskClient, workshop: Workshop, store: Session
) -> None:
    enter(client, store, workshop)
    path = f"/w/482913/proposals/own/{'a' * 32}/draft"
    many = [client.post(path, data={"title": "x"}).status_code for _ in range(130)]
    assert 429 in many
    neighbour = client.application.test_client()
    enter(neighbour, store, workshop, "22222222")

    answer = neighbour.post(path, data={"title": "x"})

    assert answer.status_code == 303


def test_a_ballot_is_not_changed_as_fast_as_a_machine_can(town: Town) -> None:
    phone = town.app.test_client()
    phone.set_cookie(f"seat_{CODE}", "0123456789ABCDEF")
    path = f"/w/{CODE}/votes/1/"

    statuses = [phone.post(path, headers=ENGLISH).status_code for _ in range(70)]

    assert statuses[:60] == [422] * 60
    assert statuses[-1] == 429
    phone.set_cookie(f"seat_{CODE}", "0000000000000001")
    assert phone.post(path).status_code == 422


def test_a_seat_that_is_spelt_in_many_ways_is_one_seat(town: Town) -> None:
    town.app.extensions.pop("allowances", None)  # what other tests have used up
    phone, path = town.app.test_client(), f"/w/{CODE}/votes/1/"
    seat = "0123456789ABCDEF"
    spelt = [f"{seat[:n]}-{seat[n:]}".lower() for n in range(1, 16)]

    statuses = []
    for _ in range(5):
        for cookie in spelt:
            phone.set_cookie(f"seat_{CODE}", cookie)
            statuses.append(phone.post(path, headers=ENGLISH).status_code)

    assert statuses == [422] * 60 + [429] * 15
