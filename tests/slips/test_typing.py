"""The code of a slip, typed: what is understood, and what is refused."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.keys import in_groups
from facilitator.slips.access import slip_cookie
from facilitator.voting.ballots import count_ballots
from facilitator.web.locale import COOKIE
from tests.people import enter
from tests.slips.hands import UNKNOWN, type_in, vote
from tests.slips.rooms import make_slip_room
from tests.voting.rooms import Room, url


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        in_groups,
        lambda code: f"  {in_groups(code).replace('-', ' ')} ",
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda code: f"HTTP://192.168.1.7:8321/S/{code}",
    ],
)
def test_a_code_is_understood_as_people_type_it(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session, typed: object
) -> None:
    room, tokens = held
    enter(client, store, room.workshop)
    assert {"0", "1"} <= set(tokens[0])  # so that there is something to forgive
    assert callable(typed)

    answer = type_in(client, room, typed(tokens[0]))

    assert (answer.status_code, answer.location) == (303, url(room))


def test_without_a_slip_the_ballot_asks_for_one(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session
) -> None:
    room, _ = held
    enter(client, store, room.workshop)

    page = client.get(url(room))
    sent = vote(client, room, "P1")

    assert page.status_code == 200
    assert "This vote needs your voting slip." in page.text
    assert 'name="marks"' not in page.text
    assert sent.status_code == 403
    assert "This vote needs your voting slip." in sent.text
    assert count_ballots(store, room.vote.id) == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("K7QM", "The code of a voting slip has 16 letters and digits."),
        ("", "Please fill this in."),
        (UNKNOWN, "No voting slip has this code."),
    ],
)
def test_a_wrong_code_is_refused_in_a_sentence(
    held: tuple[Room, list[str]],
    client: FlaskClient,
    store: Session,
    typed: str,
    sentence: str,
) -> None:
    room, _ = held
    enter(client, store, room.workshop)

    answer = type_in(client, room, typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text
    assert client.get_cookie(slip_cookie(room.workshop.code)) is None


def test_a_slip_of_another_workshop_names_it(
    held: tuple[Room, list[str]], client: FlaskClient, store: Session
) -> None:
    room, _ = held
    other, theirs = make_slip_room(store, slips=7)
    enter(client, store, room.workshop)

    answer = type_in(client, room, theirs[6])

    assert answer.status_code == 422
    assert other.workshop.title["ar"] in answer.text


def test_the_home_page_takes_the_code_of_a_slip(
    held: tuple[Room, list[str]], client: FlaskClient
) -> None:
    _, tokens = held

    answer = client.post("/", data={"code": in_groups(tokens[0]).lower()})

    assert (answer.status_code, answer.location) == (303, f"/S/{tokens[0]}")


def test_wrong_codes_are_limited_for_the_phone_that_types_them(
    held: tuple[Room, list[str]], app: Flask, store: Session
) -> None:
    room, tokens = held
    guesser, neighbour = app.test_client(), app.test_client()
    guesser.set_cookie(COOKIE, "en")
    enter(guesser, store, room.workshop)
    enter(neighbour, store, room.workshop, "8QM2XPDK")
    wrong = [type_in(guesser, room, UNKNOWN[n:] + "Y" * n) for n in range(15)]
    wrong += [type_in(guesser, room, UNKNOWN) for _ in range(7)]

    assert [answer.status_code for answer in wrong[-2:]] == [429, 429]
    assert "Please wait a few seconds" in wrong[-1].text
    assert type_in(neighbour, room, tokens[0]).status_code == 303
