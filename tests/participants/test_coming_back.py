"""The personal code, and the notice, through the pages."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.queries import count_seats
from tests.participants.joining import offered_code, open_workshop
from tests.people import PERSONAL_CODE, enter


def test_the_personal_code_brings_another_phone_to_the_same_seat(
    client: FlaskClient, store: Session
) -> None:
    workshop = open_workshop(store, code="482913")
    participant = enter(client, store, workshop)
    client.delete_cookie("seat_482913")

    answer = client.post("/J/482913/return", data={"code": "k7qm 2xpd"})

    assert (answer.status_code, answer.location) == (303, "/w/482913/")
    cookie = client.get_cookie("seat_482913")
    assert cookie is not None
    assert cookie.value == participant.token
    assert count_seats(store, workshop.id) == 1


@pytest.mark.parametrize("typed", ["K7QM-2XPE", "K7QM", "", "كود", "\x00" * 8, "U" * 8])
def test_a_wrong_personal_code_is_refused_in_a_sentence(
    client: FlaskClient, store: Session, typed: str
) -> None:
    workshop = open_workshop(store, code="482913")
    enter(client, store, workshop)
    client.delete_cookie("seat_482913")

    answer = client.post("/J/482913/return", data={"code": typed})

    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert client.get_cookie("seat_482913") is None


def test_guessing_is_slowed_down_for_the_workshop(
    client: FlaskClient, store: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(client, store, open_workshop(store, code="482913"))
    client.delete_cookie("seat_482913")
    monkeypatch.setattr(keys, "token_from", lambda *_: "0" * 16)  # not 50 ms each
    codes = (keys.new_personal_code() for _ in range(40))

    statuses = [
        client.post("/J/482913/return", data={"code": code}).status_code
        for code in codes
    ]

    assert statuses[:30] == [422] * 30
    assert 429 in statuses[30:]


def test_the_seat_page_shows_its_owner_the_code_and_a_qr(
    client: FlaskClient, store: Session
) -> None:
    open_workshop(store, code="482913")
    client.post("/J/482913", data={"seat": offered_code(client.get("/J/482913").text)})
    kept = client.get_cookie("code_482913", path="/w/482913/")
    assert kept is not None

    answer = client.get("/w/482913/seat")

    assert keys.in_groups(kept.value) in answer.text
    assert "<svg" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_seat_page_of_a_phone_without_the_code_says_so(
    client: FlaskClient, store: Session
) -> None:
    enter(client, store, open_workshop(store, code="482913"))

    html = client.get("/w/482913/seat").text

    assert PERSONAL_CODE not in html
    assert "does not hold your personal code" in html


def test_the_notice_names_the_organiser_or_says_what_is_missing(
    client: FlaskClient, store: Session
) -> None:
    open_workshop(store, code="111111")
    open_workshop(
        store,
        code="482913",
        organiser={"ar": "جماعة القنيطرة"},
        contact="contact@example.ma",
        kept_months=6,
    )

    incomplete = client.get("/w/111111/notice").text
    complete = client.get("/w/482913/notice").text

    assert incomplete.count("<mark>") == 3
    assert "جماعة القنيطرة" in complete
    assert "contact@example.ma" in complete
    assert "<mark>" not in complete
    assert "draft" in complete
