"""A disk that is full, read-only, or held by others while people vote and propose."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from facilitator.participants.access import cookie_name
from facilitator.proposals.models import Proposal
from facilitator.proposals.rules import DESCRIPTION_LIMIT
from facilitator.trouble import Why
from facilitator.units import Units
from facilitator.voting.ballots import own_ballot
from facilitator.workshops.rules import StepKind
from tests.durability.ill import full, impatient, read_only
from tests.factories import make_axis, make_open_workshop
from tests.people import enter, sign_in
from tests.voting.rooms import Room, make_open_room, sit, token_for, url

NOT_SAVED = "This could not be saved. Please try again."
PHONES = 400


@pytest.fixture
def units(app: Flask) -> Units:
    found: Units = app.extensions["units"]
    return found


@pytest.fixture
def engine(units: Units) -> Engine:
    return units.engine


@pytest.fixture
def room(store: Session) -> Room:
    room = make_open_room(store)
    for person in range(PHONES):
        sit(store, room.workshop, person)
    store.commit()
    return room


def send(client: FlaskClient, room: Room, token: str, mark: str = "P1") -> int:
    client.set_cookie(cookie_name(room.workshop.code), token)
    client.set_cookie("language", "en")
    answer = client.post(url(room), data={"marks": [mark], "instead_of": ""})
    if answer.status_code >= 500:
        assert answer.status_code == 503
        assert NOT_SAVED in answer.text
    return answer.status_code


def desk(client: FlaskClient, room: Room) -> str:
    path = f"/desk/{room.workshop.code}/"
    return client.get(path, headers={"X-Part": "storage"}).text


def tokens(number: int = PHONES) -> list[str]:
    return [token_for(person) for person in range(number)]


def test_when_the_disk_is_full_nothing_acknowledged_is_lost_and_voting_goes_on_after(
    client: FlaskClient, store: Session, room: Room, engine: Engine, units: Units
) -> None:
    with full(engine):
        first = [(token, send(client, room, token)) for token in tokens()]
        page = client.get(url(room)).status_code
        trouble = units.trouble
    acknowledged = [token for token, status in first if status == 303]
    refused = [token for token, status in first if status == 503]
    again = {send(client, room, token) for token in refused}

    assert acknowledged  # there was some room in the pages
    assert len(refused) > 10
    assert len(acknowledged) + len(refused) == PHONES
    assert page == 200  # reading goes on
    assert trouble is not None
    assert trouble.why is Why.FULL
    assert again == {303}
    assert units.trouble is None
    assert all(own_ballot(store, room.vote, token) for token in tokens())


def test_a_script_hears_the_same_sentence(
    client: FlaskClient, store: Session, engine: Engine
) -> None:
    workshop = make_open_workshop(store, StepKind.WRITING)
    axis = make_axis(store, workshop, position=1)
    enter(client, store, workshop)
    client.set_cookie("language", "en")
    path = f"/w/{workshop.code}/proposals/own/{'a' * 32}"
    filled = {"version": "0", "axis": str(axis.id), "title": "اقتراح"}
    long = {**filled, "description": "ن" * DESCRIPTION_LIMIT}

    with full(engine):
        answer = client.post(path, data=long, headers={"Accept": "application/json"})
    after = client.post(path, data=long).status_code

    assert (answer.status_code, answer.json) == (503, {"message": NOT_SAVED})
    assert after == 303
    assert len(store.scalars(select(Proposal)).all()) == 1


def test_a_folder_that_becomes_read_only_is_told_and_healed(
    client: FlaskClient, room: Room, engine: Engine, units: Units
) -> None:
    [one] = tokens(1)
    with read_only(engine):
        status = send(client, room, one)
        trouble = units.trouble
        page = client.get(url(room)).status_code
    again = send(client, room, one)

    assert (status, page, again) == (503, 200, 303)
    assert trouble is not None
    assert trouble.why is Why.READ_ONLY
    assert units.trouble is None


def test_while_another_program_holds_the_database_reading_goes_on(
    client: FlaskClient, room: Room, engine: Engine, units: Units
) -> None:
    [one] = tokens(1)
    with (
        impatient(engine),
        closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as it,
    ):
        it.execute("BEGIN IMMEDIATE")
        client.set_cookie(cookie_name(room.workshop.code), one)
        client.set_cookie("language", "en")
        refused = client.post(url(room), data={"marks": ["P1"], "instead_of": ""})
        trouble = units.trouble
        page = client.get(url(room)).status_code
        it.execute("ROLLBACK")
        again = send(client, room, one)

    assert refused.status_code == 503
    assert "Too many people are writing at this moment." in refused.text
    assert (page, again) == (200, 303)
    assert trouble is not None
    assert trouble.why is Why.BUSY


def test_a_commit_that_fails_is_told_as_such(
    client: FlaskClient,
    room: Room,
    units: Units,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Flask asks its handlers for what a view raises, not for what comes after."""

    def _fail(_connection: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    [one] = tokens(1)
    with monkeypatch.context() as failing:
        failing.setattr("facilitator.batches._commit", _fail)
        status = send(client, room, one)
        trouble = units.trouble
    again = send(client, room, one)

    assert (status, again) == (503, 303)
    assert trouble is not None
    assert trouble.why is Why.GONE


def test_what_is_our_own_mistake_is_no_trouble_of_the_storage(
    app: Flask, client: FlaskClient, units: Units
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/mistake")
    def mistake() -> str:
        with units.reading() as session:
            session.connection().exec_driver_sql("SELECT nothing FROM nowhere")
        return ""

    assert client.get("/mistake").status_code == 500
    assert units.trouble is None


ILLNESSES: list[tuple[Callable[[Engine], AbstractContextManager[None]], str]] = [
    (full, "The disk is full: nothing can be saved"),
    (read_only, "The data folder cannot be written to: nothing can be saved"),
]


@pytest.mark.parametrize(("illness", "sentence"), ILLNESSES)
def test_the_desk_says_what_to_do(
    client: FlaskClient,
    store: Session,
    room: Room,
    engine: Engine,
    illness: Callable[[Engine], AbstractContextManager[None]],
    sentence: str,
) -> None:
    sign_in(client, store, room.account)
    quiet = desk(client, room)
    with illness(engine):
        for token in tokens():
            if send(client, room, token) == 503:
                break
        warned = desk(client, room)
    send(client, room, token)
    healed = desk(client, room)

    assert sentence not in quiet
    assert sentence in warned
    assert sentence not in healed


def test_a_page_that_cannot_be_read_says_so(
    client: FlaskClient, room: Room, engine: Engine, units: Units
) -> None:
    [one] = tokens(1)
    client.set_cookie(cookie_name(room.workshop.code), one)
    client.set_cookie("language", "en")
    before = client.get(url(room)).status_code
    units.close()
    engine.dispose()
    path = str(engine.url.database)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'vote'"
        [(page,)] = database.execute(query)
    with open(path, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x0d" * 4096)

    answer = client.get(url(room))

    assert before == 200
    assert answer.status_code == 503
    assert "This cannot be shown at the moment. Please try again." in answer.text
    assert units.trouble is not None
    assert units.trouble.why is Why.DAMAGED
