"""What many are told alike holds what is each one's own, and nobody else's."""

import re

import pytest
from flask import Flask, Response, flash
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.access import cookie_name, seat_proof
from facilitator.participants.actions import take_seat
from facilitator.participants.queries import count_seats
from facilitator.participants.seating import personal_code_cookie
from facilitator.voting.actions import open_vote
from facilitator.web.sharing import shared
from facilitator.workshops.rules import StepKind
from tests.voting.rooms import token_for
from tests.web.acts import Room, go, retitle

OWN = re.compile(r'name="(csrf_token|seat)"[^>]*? value="([^"]+)"')


def visit(app: Flask, **cookies: str) -> FlaskClient:
    client = app.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value)
    return client


def kept(room: Room) -> int:
    """Return how many answers for many are remembered."""
    names = room.remembering.extensions["memory"]._kept
    return sum(isinstance(one, tuple) and one[0] == "shared" for one in names)


def join(room: Room, session: Session, person: int) -> None:
    workshop = room.workshop(session)
    take_seat(session, workshop, keys.credential(token_for(person), workshop.key))


def test_the_join_page_is_made_once_and_lets_each_visitor_in(room: Room) -> None:
    here = f"/J/{room.code}"
    clients = [visit(room.remembering) for _ in range(3)]
    pages = [client.get(here) for client in clients]
    made = visit(room.making).get(here)
    assert kept(room) == 1

    forms = [dict(OWN.findall(page.text)) for page in pages]
    both = zip(clients, forms, strict=True)
    sent = [client.post(here, data=form).status_code for client, form in both]

    assert {OWN.sub("", page.text) for page in pages} == {OWN.sub("", made.text)}
    assert all(page.headers["Cache-Control"] == "no-store" for page in pages)
    assert len({(form["csrf_token"], form["seat"]) for form in forms}) == 3
    assert sent == [303] * 3
    with room.making.extensions["units"].reading() as session:
        assert count_seats(session, room.workshop_id) == 4 + 3


def test_the_form_of_one_visitor_is_refused_from_another(room: Room) -> None:
    here = f"/J/{room.code}"
    clients = [visit(room.remembering) for _ in range(2)]
    forms = [dict(OWN.findall(client.get(here).text)) for client in clients]

    answer = clients[0].post(here, data=forms[1])

    assert answer.status_code == 400


def test_who_joins_does_not_change_the_page_to_join(room: Room) -> None:
    here = f"/J/{room.code}"
    visit(room.remembering).get(here)
    memory = room.remembering.extensions["memory"]
    (name,) = [one for one in memory._kept if one[0] == "shared"]

    room.do(lambda r, s: join(r, s, 11))
    assert memory.get(name, counts_people=False) is not None
    assert memory.get(name) is None
    room.do(retitle)

    assert memory.get(name, counts_people=False) is None
    assert "عنوان آخر" in visit(room.remembering).get(here).text


@pytest.mark.parametrize("kind", [StepKind.BREAK, StepKind.WRITING])
def test_each_phone_has_its_own_token_on_the_page_of_all(
    room: Room, kind: StepKind
) -> None:
    room.do(go(kind))
    cookie = cookie_name(room.code)
    tokens = [token_for(person) for person in (0, 2)]

    pages = [
        visit(room.remembering, **{cookie: token}).get(f"/w/{room.code}/").text
        for token in tokens
    ]

    assert kept(room) == 1
    with room.remembering.app_context():
        proofs = [seat_proof(token) for token in tokens]
    found = [dict(OWN.findall(page))["csrf_token"] for page in pages]
    assert found == proofs
    assert proofs[0] not in pages[1]


def test_the_reception_which_tells_ones_code_is_never_shared(room: Room) -> None:
    cookies = {cookie_name(room.code): token_for(0)}
    code = keys.new_personal_code()
    cookies[personal_code_cookie(room.code)] = code

    page = visit(room.remembering, **cookies).get(f"/w/{room.code}/").text

    assert keys.in_groups(code) in page
    assert kept(room) == 0


def ask(room: Room, said: str, own: list[str], **cookies: str) -> str:
    """Return what a page says that claims to be the same for everybody."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with room.remembering.test_request_context("/x", headers={"Cookie": header}):
        answer = shared("x", room.workshop_id, lambda: Response(said), own=own)
        return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("said", "own", "cookies"),
    [
        ("the code is K7QM-2XPD", [], {"code": "K7QM2XPD"}),
        ('<input name="csrf_token" value="A">', [], {}),
        ('<input name="csrf_token" value="A"> offer', ["a-proof", "offer"], {}),
    ],
)
def test_what_tells_more_of_one_person_is_never_shared(
    room: Room, said: str, own: list[str], cookies: dict[str, str]
) -> None:
    ask(room, said, own, **cookies)

    assert kept(room) == 0
    assert ask(room, "another page", own) == "another page"


def test_ones_own_texts_stand_where_the_first_ones_stood(room: Room) -> None:
    said = '<input name="csrf_token" value="first-token"> first-offer first-token'
    ask(room, said, ["first-token", "first-offer"])

    again = ask(room, "never made", ["their-token", "their-offer"])

    assert again == said.replace("first", "their")


def test_a_note_of_what_was_just_done_is_one_persons(room: Room) -> None:
    with room.remembering.test_request_context("/x"):
        flash("saved")
        shared("x", room.workshop_id, lambda: Response("saved"))

    assert kept(room) == 0


def test_an_address_with_a_question_is_made_anew(room: Room) -> None:
    for number in range(3):
        with room.remembering.test_request_context(f"/x?page={number}"):
            shared("x", room.workshop_id, lambda: Response("a page"))

    assert kept(room) == 0


def test_where_nothing_is_remembered_nothing_is_asked_twice(room: Room) -> None:
    room.do(go(StepKind.VOTE))
    room.do(lambda r, s: open_vote(s, r.vote(s), r.account_id))
    asked: list[str] = []
    engine = room.making.extensions["units"].engine
    event.listen(engine, "before_cursor_execute", lambda *one: asked.append(one[2]))

    page = visit(room.making, **{cookie_name(room.code): token_for(0)})
    page.get(f"/w/{room.code}/")

    assert any("FROM ballot" in one for one in asked)
    assert len(asked) == len(set(asked))
