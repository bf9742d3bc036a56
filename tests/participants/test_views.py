"""Finding, joining and coming back, through the pages."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.models import Seat
from facilitator.participants.queries import count_seats
from facilitator.workshops.rules import Status
from tests.factories import make_workshop
from tests.participants.joining import offered_code, open_workshop
from tests.people import enter


def test_home_leads_to_the_only_open_workshop(
    client: FlaskClient, store: Session
) -> None:
    workshop = open_workshop(store)

    answer = client.get("/")

    assert (answer.status_code, answer.location) == (302, f"/J/{workshop.code}")


def test_home_asks_for_the_code_when_several_are_open(
    client: FlaskClient, store: Session
) -> None:
    open_workshop(store)
    open_workshop(store)

    html = client.get("/").text

    assert 'inputmode="numeric"' in html


def test_a_code_in_arabic_digits_with_spaces_leads_to_its_workshop(
    client: FlaskClient, store: Session
) -> None:
    open_workshop(store, code="482913")

    answer = client.post("/", data={"code": " ٤٨٢ ٩١٣ "})

    assert (answer.status_code, answer.location) == (303, "/J/482913")


@pytest.mark.parametrize("typed", ["111111", "48291", "", "ابجد", "<b>", "1" * 5000])
def test_a_wrong_code_is_refused_in_a_sentence_and_kept(
    client: FlaskClient, store: Session, typed: str
) -> None:
    open_workshop(store, code="482913")

    answer = client.post("/", data={"code": typed})

    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in answer.text


def test_a_draft_cannot_be_found(client: FlaskClient, store: Session) -> None:
    make_workshop(store, code="482913")
    store.commit()

    assert client.post("/", data={"code": "482913"}).status_code == 422
    assert client.get("/J/482913").status_code == 404


@pytest.mark.parametrize("path", ["/J/482913", "/j/482913"])
def test_looking_at_the_join_page_takes_no_seat(
    client: FlaskClient, store: Session, path: str
) -> None:
    workshop = open_workshop(store, code="482913")

    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert count_seats(store, workshop.id) == 0


def test_an_address_with_arabic_digits_leads_to_the_join_page(
    client: FlaskClient, store: Session
) -> None:
    open_workshop(store, code="482913")

    assert client.get("/J/٤٨٢٩١٣").location == "/J/482913"


def test_joining_gives_a_seat_kept_in_a_safe_cookie(
    client: FlaskClient, store: Session
) -> None:
    workshop = open_workshop(store, code="482913")
    seat = offered_code(client.get("/J/482913").text)

    answer = client.post(
        "/J/482913", data={"seat": seat, "name": "أمينة", "table_number": "٧"}
    )

    assert (answer.status_code, answer.location) == (303, "/w/482913/")
    cookies = {c.split("=")[0]: c for c in answer.headers.getlist("Set-Cookie")}
    assert "HttpOnly" in cookies["seat_482913"]
    assert "SameSite=Lax" in cookies["seat_482913"]
    row = store.query(Seat).one()
    assert (row.name, row.table_number) == ("أمينة", 7)
    assert client.get("/w/482913/").status_code == 200
    token = client.get_cookie("seat_482913")
    assert token is not None
    assert row.credential == keys.credential(token.value, workshop.key)


def test_the_same_form_sent_twice_is_one_seat_for_both_answers(
    client: FlaskClient, store: Session
) -> None:
    workshop = open_workshop(store, code="482913")
    form = {"seat": offered_code(client.get("/J/482913").text)}
    tokens = []
    for _ in range(2):
        client.post("/J/482913", data=form)
        cookie = client.get_cookie("seat_482913")
        assert cookie is not None
        tokens.append(cookie.value)
        client.delete_cookie("seat_482913")

    assert tokens[0] == tokens[1]
    assert count_seats(store, workshop.id) == 1


@pytest.mark.parametrize(
    "seat", ["", "forged", "WyJLN1FNMlhQRCIsIngiXQ.x", "\x00", "[]"]
)
def test_a_personal_code_that_was_not_made_here_is_not_taken(
    client: FlaskClient, store: Session, seat: str
) -> None:
    workshop = open_workshop(store, code="482913")

    answer = client.post("/J/482913", data={"seat": seat, "name": "أمينة"})

    assert answer.status_code == 422
    assert 'value="أمينة"' in answer.text
    assert count_seats(store, workshop.id) == 0


def test_a_code_made_for_another_workshop_is_not_taken(
    client: FlaskClient, store: Session
) -> None:
    open_workshop(store, code="111111")
    elsewhere = open_workshop(store, code="482913")
    seat = offered_code(client.get("/J/111111").text)

    assert client.post("/J/482913", data={"seat": seat}).status_code == 422
    assert count_seats(store, elsewhere.id) == 0


@pytest.mark.parametrize(
    ("name", "table"), [("ا" * 41, ""), ("", "0"), ("", "1000"), ("", "seven")]
)
def test_what_does_not_fit_is_refused_with_all_that_was_typed(
    client: FlaskClient, store: Session, name: str, table: str
) -> None:
    workshop = open_workshop(store, code="482913")
    seat = offered_code(client.get("/J/482913").text)

    answer = client.post(
        "/J/482913", data={"seat": seat, "name": name, "table_number": table}
    )

    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text
    assert f'value="{table}"' in answer.text
    assert offered_code(answer.text) == seat
    assert count_seats(store, workshop.id) == 0


@pytest.mark.parametrize("name", ["a\x00b", "\u202eabc", "🎉" * 40, "<script>", " \t "])
def test_hostile_names_are_cleaned_and_shown_as_text(
    client: FlaskClient, store: Session, name: str
) -> None:
    open_workshop(store, code="482913")
    seat = offered_code(client.get("/J/482913").text)

    assert (
        client.post("/J/482913", data={"seat": seat, "name": name}).status_code == 303
    )

    page = client.get("/w/482913/").text
    assert "<script>" not in page
    assert "\x00" not in page
    assert "\u202e" not in page


def test_who_is_in_goes_straight_to_the_workshop(
    client: FlaskClient, store: Session
) -> None:
    workshop = open_workshop(store, code="482913")
    enter(client, store, workshop)

    assert client.get("/J/482913").location == "/w/482913/"


def test_a_second_tab_takes_no_second_seat(client: FlaskClient, store: Session) -> None:
    workshop = open_workshop(store, code="482913")
    other_tab = offered_code(client.get("/J/482913").text)
    enter(client, store, workshop)

    answer = client.post("/J/482913", data={"seat": other_tab})

    assert answer.status_code == 303
    assert count_seats(store, workshop.id) == 1


def test_nobody_joins_a_workshop_that_has_ended(
    client: FlaskClient, store: Session
) -> None:
    open_workshop(store, code="482913", status=Status.ENDED)

    assert client.get("/J/482913").status_code == 410
