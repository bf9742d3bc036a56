"""The list of workshops, and a new one."""

from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.axes.queries import axes_of
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import steps_of, workshops_of
from facilitator.workshops.rules import PartOfDay
from tests.factories import make_account, make_workshop

NEW = {
    "title": "لقاء تشاوري",
    "organiser": "جماعة القنيطرة",
    "axes": "الرقمنة\r\nالثقافة والرياضة\r\n\r\n",
    "template": "openness",
    "main_language": "ar",
    "languages": ["ar", "fr"],
}


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.usefixtures("amina")
def test_without_workshops_there_is_one_thing_to_do(client: FlaskClient) -> None:
    text = page(client, "/desk/")

    assert "You have no workshop yet." in text
    assert 'href="/desk/new"' in text


def test_the_list_has_what_is_mine_and_nothing_else(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    workshop.weekday, workshop.part_of_day = 2, PartOfDay.MORNING
    make_workshop(store, make_account(store), title={"ar": "ورشة غيري"})
    store.commit()

    text = page(client, "/desk/")

    assert "Atelier" not in text  # the reader's English is missing: Arabic comes first
    assert "ورشة</bdi>" in text
    assert workshop.code in text
    assert "Wednesday morning" in text
    assert "ورشة غيري" not in text


def test_a_workshop_is_made_of_one_short_form(
    client: FlaskClient, store: Session, amina: Account
) -> None:
    answer = client.post("/desk/new", data=NEW)

    [made] = workshops_of(store, amina.id)
    assert answer.status_code == 303
    assert answer.location == f"/desk/{made.code}/setup"
    assert made.title == {"ar": "لقاء تشاوري"}
    assert made.organiser == {"ar": "جماعة القنيطرة"}
    assert (made.languages, made.main_language) == (["ar", "fr"], "ar")
    assert len(steps_of(store, made.id)) == 10
    assert [axis.title for axis in axes_of(store, made.id)] == [
        {"ar": "الرقمنة"},
        {"ar": "الثقافة والرياضة"},
    ]


def test_a_workshop_without_title_is_refused_with_all_that_was_typed(
    client: FlaskClient, store: Session, amina: Account
) -> None:
    answer = client.post("/desk/new", data={**NEW, "title": " "})

    assert answer.status_code == 422
    assert "Please fill this in." in answer.text
    assert "الثقافة والرياضة" in answer.text
    assert workshops_of(store, amina.id) == []


def test_a_copy_brings_axes_and_organiser(
    client: FlaskClient, store: Session, amina: Account, workshop: Workshop
) -> None:
    workshop.organiser = {"ar": "جماعة فاس"}
    store.commit()

    form = {**NEW, "template": workshop.code, "organiser": "", "axes": "محور آخر"}
    client.post("/desk/new", data=form)

    made = workshops_of(store, amina.id)[0]
    assert made.organiser == {"ar": "جماعة فاس"}
    titles = [axis.title["ar"] for axis in axes_of(store, made.id)]
    assert titles == ["الرقمنة", "البيئة", "محور آخر"]


def test_nobody_copies_the_workshop_of_another(
    client: FlaskClient, store: Session, amina: Account
) -> None:
    foreign = make_workshop(store, make_account(store))
    store.commit()

    answer = client.post("/desk/new", data={**NEW, "template": foreign.code})

    assert answer.status_code == 422
    assert workshops_of(store, amina.id) == []
