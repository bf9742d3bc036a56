"""Writing and sending a proposal through the pages."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.keys import new_key
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import mine
from tests.factories import make_axis
from tests.proposals.rooms import a_room, filled, path


def test_a_new_form_has_an_address_of_its_own(
    client: FlaskClient, store: Session
) -> None:
    a_room(client, store)

    answer = client.get("/w/482913/proposals/new")

    assert re.fullmatch(path("[0-9a-f]{32}"), answer.location)
    assert client.get(answer.location).status_code == 200
    assert store.scalars(select(Proposal)).all() == []


def test_a_proposal_is_sent_and_shown_with_its_number(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)

    answer = client.post(path(new_key()), data=filled(axis))

    assert (answer.status_code, answer.location) == (303, "/w/482913/")
    listing = client.get("/w/482913/proposals/").text
    assert "متحف رياضي" in listing
    assert "تعزيز الرياضة" in listing
    assert 'id="p1"' in listing


def test_a_script_is_told_where_the_answer_leads(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)

    answer = client.post(path(new_key()), data=filled(axis), headers={"X-Outbox": "1"})

    assert answer.status_code == 200
    assert answer.headers["X-Location"] == "/w/482913/"
    assert store.scalar(select(Proposal.number)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "ا" * 141},
        {"axis": ""},
        {"axis": "999999"},
        {"axis": "x"},
        {"objectives-1": "ب" * 301},
        {"description": "د" * 2001},
        {"partners": "ش" * 301},
    ],
)
def test_what_does_not_fit_is_refused_with_all_that_was_typed(
    client: FlaskClient, store: Session, wrong: dict[str, str]
) -> None:
    participant, axis = a_room(client, store)
    make_axis(store, participant.workshop, position=2)  # a lone axis is chosen
    store.commit()
    form = filled(axis, description="في الملعب", partners="الجمعيات")
    form.update(wrong)

    answer = client.post(path(new_key()), data=form)

    assert answer.status_code == 422
    assert "field__error" in answer.text
    for name in ("title", "objectives-0", "description", "partners"):
        assert form[name] in answer.text
    assert mine(store, participant.workshop.id, participant.author) == []


def test_a_title_is_counted_as_people_count_it(
    client: FlaskClient, store: Session
) -> None:
    _, axis = a_room(client, store)

    for title in ("ا" * 140, "é" * 140, "ⴰ" * 140, "e\u0301" * 140):
        answer = client.post(path(new_key()), data=filled(axis, title=title))
        assert answer.status_code == 303


@pytest.mark.parametrize(
    "title",
    [
        "a\x00b",
        "\u202eabc\u2066",
        "👩🏽‍🔧" * 30,
        "<img src=x onerror=alert(1)>",
        "{{ 7 * 7 }}",
        "%(num)s %s",
        "كلمة" + "طويلة" * 27,
    ],
)
def test_hostile_words_are_text_everywhere(
    client: FlaskClient, store: Session, title: str
) -> None:
    _, axis = a_room(client, store)
    key = new_key()

    answer = client.post(
        path(key),
        data=filled(axis, title=title, partners=title, **{"objectives-3": title}),
    )

    assert answer.status_code == 303
    for page in ("/w/482913/", "/w/482913/proposals/", path(key)):
        html = client.get(page).text
        assert "<img" not in html
        assert "\x00" not in html
        assert "\u202e" not in html


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"objectives-999999999999999999999": "x"},
        {"version": "-1", "title": "t", "axis": "1e9"},
        {"version": "9" * 400, "title": "t", "language": "../../etc"},
        {"axis": "\x00", "title": "\x00"},
    ],
)
def test_hostile_forms_are_never_our_fault(
    client: FlaskClient, store: Session, form: dict[str, str]
) -> None:
    a_room(client, store)

    for address in (path(new_key()), path(new_key()) + "/draft", path("x" * 40)):
        assert client.post(address, data=form).status_code < 500


def test_the_language_can_be_corrected(client: FlaskClient, store: Session) -> None:
    _, axis = a_room(client, store)

    client.post(path(new_key()), data=filled(axis, title="Amazigh", language="zgh"))

    assert store.scalar(select(Proposal.language)) == "zgh"
    assert 'lang="zgh"' in client.get("/w/482913/proposals/").text
