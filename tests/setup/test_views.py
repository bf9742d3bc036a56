"""The sections of the set-up page, and whose it is."""

import json
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import partners_of
from tests.factories import make_account, make_workshop
from tests.people import sign_in

JSON = {"Accept": "application/json"}
ABOUT = {
    "about-title-ar": "ورشة الإعداد المشترك",
    "about-title-fr": "Atelier de co-création",
    "about-organiser-ar": "جماعة فاس",
    "about-held_on-day": "٦",
    "about-held_on-month": "3",
    "about-held_on-year": "٢٠٢٣",
    "about-starts": "٩",
}


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_a_section_is_saved_without_script(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    answer = client.post(f"/desk/{workshop.code}/setup/about", data=ABOUT)

    assert answer.status_code == 303
    assert answer.location == f"/desk/{workshop.code}/setup#about"
    assert "Saved." in page(client, f"/desk/{workshop.code}/setup")
    store.refresh(workshop)
    assert workshop.title == {
        "ar": "ورشة الإعداد المشترك",
        "fr": "Atelier de co-création",
    }
    assert (workshop.held_on, workshop.starts) == ("2023-03-06", "09:00")


def test_a_section_is_saved_for_a_script(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    path = f"/desk/{workshop.code}/setup/about"
    answer = client.post(path, data=ABOUT, headers=JSON)

    assert (answer.status_code, answer.json) == (200, {"reload": None})
    store.refresh(workshop)
    assert workshop.organiser == {"ar": "جماعة فاس"}


BAD = {
    **ABOUT,
    "about-title-ar": "",
    "about-venue-fr": "x" * 203,
    "about-held_on-day": "31",
    "about-held_on-month": "4",
    "about-starts": "صباحا",
}


def test_a_script_hears_what_is_wrong_by_field(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    path = f"/desk/{workshop.code}/setup/about"
    answer = client.post(path, data=BAD, headers=JSON)

    assert answer.status_code == 422
    assert answer.json == {
        "message": "Not saved: 4 things to correct.",
        "errors": {
            "about-title-ar": ["Please fill this in."],
            "about-venue-fr": ["This is 3 characters too long."],
            "about-held_on-day": ["That month has no such day."],
            "about-starts": ["Please type the hour like 9:30 or 14:00."],
        },
    }
    store.refresh(workshop)
    assert workshop.title == {"ar": "ورشة", "fr": "Atelier"}


def test_without_script_the_page_comes_back_as_it_was_typed(
    client: FlaskClient, workshop: Workshop
) -> None:
    answer = client.post(f"/desk/{workshop.code}/setup/about", data=BAD)

    assert answer.status_code == 422
    assert "That month has no such day." in answer.text
    assert 'value="صباحا"' in answer.text
    assert "Atelier de co-création" in answer.text


def test_the_end_is_later_than_the_start(
    client: FlaskClient, workshop: Workshop
) -> None:
    hours = {**ABOUT, "about-starts": "14:00", "about-ends": "9:30"}

    path = f"/desk/{workshop.code}/setup/about"
    answer = client.post(path, data=hours, headers=JSON)

    assert answer.json
    assert answer.json["errors"] == {
        "about-ends": ["The end must be later than the start."]
    }


def test_the_main_language_is_offered_and_the_page_comes_again(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    path = f"/desk/{workshop.code}/setup/languages"
    choice = {"languages-main_language": "fr", "languages-languages": ["ar", "en"]}
    answer = client.post(path, data=choice, headers=JSON)

    assert answer.json == {"reload": f"/desk/{workshop.code}/setup#languages"}
    store.refresh(workshop)
    assert (workshop.main_language, workshop.languages) == ("fr", ["fr", "ar", "en"])


SECTIONS = [
    ("mandate", {"mandate-mandate-fr": "Consultatif."}, "mandate"),
    ("review", {"review-review": "held"}, "reviewed"),
    ("notice", {"notice-contact": "x@y.ma", "notice-kept_months": "٦"}, "kept_months"),
    ("closing", {"closing-closing_words-ar": "شكرا"}, "closing_words"),
]


@pytest.mark.parametrize(("section", "form", "column"), SECTIONS)
def test_every_other_section_is_saved(
    client: FlaskClient,
    store: Session,
    workshop: Workshop,
    section: str,
    form: dict[str, str],
    column: str,
) -> None:
    client.post(f"/desk/{workshop.code}/setup/{section}", data=form)

    store.refresh(workshop)
    kept = getattr(workshop, column)
    if section == "mandate":
        assert kept["fr"] == "Consultatif."
        assert "استشاري" in kept["ar"]  # not sent, so it stays
    else:
        assert kept == {"review": True, "notice": 6, "closing": {"ar": "شكرا"}}[section]


def test_partners_are_lines(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    lines = {"partners-partners-ar": "جمعية\nشبكة", "partners-partners-fr": "Assoc."}
    client.post(f"/desk/{workshop.code}/setup/partners", data=lines)

    names = [partner.name for partner in partners_of(store, workshop.id)]
    assert names == [{"ar": "جمعية", "fr": "Assoc."}, {"ar": "شبكة"}]


HOSTILE = "<script>alert(1)</script> \x00\u202e 👩‍🌾 {{ 7*7 }} '\"" + "ب" * 60


def test_hostile_text_stays_text(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    path = f"/desk/{workshop.code}/setup"
    client.post(f"{path}/about", data={"about-title-ar": HOSTILE})

    store.refresh(workshop)
    assert "\x00" not in workshop.title["ar"]
    assert "\u202e" not in workshop.title["ar"]
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_the_workshop_of_another_is_not_there(
    client: FlaskClient, store: Session, amina: Account, workshop: Workshop
) -> None:
    foreign = make_workshop(store, make_account(store))
    store.commit()
    assert client.get(f"/desk/{workshop.code}/setup").status_code == 200

    answers = [
        client.get(f"/desk/{foreign.code}/setup"),
        client.get("/desk/999999/setup"),
        client.post(f"/desk/{foreign.code}/setup/about", data=ABOUT),
        client.post(f"/desk/{foreign.code}/setup/axes", data={}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert amina.id  # signed in, and still nothing there


def test_a_stranger_is_sent_to_sign_in(client: FlaskClient, store: Session) -> None:
    workshop = make_workshop(store)
    store.commit()

    paths = ("/desk/", "/desk/new", f"/desk/{workshop.code}/setup")
    answers = [client.get(path) for path in paths]

    assert {answer.status_code for answer in answers} == {303}
    assert all("/accounts/sign-in" in answer.location for answer in answers)


def test_a_shared_workshop_is_prepared_by_both(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    brahim = make_account(store, email="brahim@example.ma")
    store.commit()
    path = f"/desk/{workshop.code}/setup"

    unknown = client.post(f"{path}/members", data={"share-email": "x@example.ma"})
    shared = client.post(f"{path}/members", data={"share-email": " Brahim@Example.ma "})
    sign_in(client, store, brahim)

    assert (unknown.status_code, shared.status_code) == (422, 303)
    assert "No facilitator has this e-mail address." in unknown.text
    assert client.get(path).status_code == 200


def test_the_page_asks_the_same_however_long_it_is(
    client: FlaskClient, store: Session, workshop: Workshop, queries: list[str]
) -> None:
    path = f"/desk/{workshop.code}/setup"
    client.get(path)
    before = len(queries)

    for title in ("ج", "د", "ه"):
        client.post(f"{path}/axes", data={"new-axis-title-ar": title})
    client.post(f"{path}/steps", data={"new-step-kind": "vote"})
    queries.clear()
    client.get(path)

    assert len(queries) == before
    assert store.scalar(select(Workshop.id)) == workshop.id


def test_the_answer_for_a_script_is_json(
    client: FlaskClient, workshop: Workshop
) -> None:
    path = f"/desk/{workshop.code}/setup/review"
    answer = client.post(path, data={"review-review": "perhaps"}, headers=JSON)

    assert answer.status_code == 422
    assert list(json.loads(answer.text)["errors"]) == ["review-review"]


def test_the_room_s_wifi_is_kept(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    network = {"wifi-wifi_name": " Commune ", "wifi-wifi_password": "bien;venue"}
    path = f"/desk/{workshop.code}/setup/wifi"
    answer = client.post(path, data=network, headers=JSON)

    assert answer.status_code == 200
    store.refresh(workshop)
    assert (workshop.wifi_name, workshop.wifi_password) == ("Commune", "bien;venue")
    assert 'value="bien;venue"' in page(client, f"/desk/{workshop.code}/setup")


def test_a_wifi_s_name_and_password_have_their_limits(
    client: FlaskClient, workshop: Workshop
) -> None:
    network = {"wifi-wifi_name": "x" * 33, "wifi-wifi_password": "x" * 65}
    path = f"/desk/{workshop.code}/setup/wifi"
    answer = client.post(path, data=network, headers=JSON)

    assert answer.status_code == 422
    assert answer.json
    assert answer.json["errors"] == {
        "wifi-wifi_name": ["This is 1 character too long."],
        "wifi-wifi_password": ["This is 2 characters too long."],
    }
