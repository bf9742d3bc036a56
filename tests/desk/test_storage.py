"""What the control room says of the disk and of the copies."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.backup import automatic
from facilitator.backup.automatic import Backups
from facilitator.clock import now
from facilitator.trouble import Trouble, Why
from facilitator.units import Units
from facilitator.web.locale import clock
from tests.desk.test_views import press
from tests.factories import make_workshop
from tests.people import sign_in
from tests.voting.rooms import Room, make_open_room

FULL = "The disk is full: nothing can be saved"
FAILED = "The automatic backup of"
TIGHT = "Only 312 megabytes are free on this disk."


@pytest.fixture
def units(app: Flask) -> Units:
    found: Units = app.extensions["units"]
    return found


@pytest.fixture
def backups(app: Flask, units: Units, tmp_path: Path) -> Backups:
    made = app.extensions["backups"] = Backups(units, tmp_path / "backups")
    return made


@pytest.fixture
def room(client: FlaskClient, store: Session) -> Room:
    room = make_open_room(store)
    sign_in(client, store, room.account)
    client.set_cookie("language", "en")
    return room


def _part(client: FlaskClient, room: Room) -> str:
    path = f"/desk/{room.workshop.code}/"
    return client.get(path, headers={"X-Part": "storage"}).text


def test_without_copies_of_its_own_a_server_says_nothing(
    client: FlaskClient, room: Room
) -> None:
    assert _part(client, room).strip() == ""


def test_the_last_copy_and_the_free_room_are_told(
    client: FlaskClient, room: Room, backups: Backups
) -> None:
    none_yet = _part(client, room)
    backups.copy()
    copied = _part(client, room)

    assert "No backup yet" in none_yet
    at = backups.state.copied_at
    assert at is not None
    with client.application.test_request_context():
        assert f"Last backup: {clock(at)}" in copied
    assert "Free on this disk: " in copied
    assert 'role="alert"' not in copied


def test_each_warning_says_what_to_do(
    client: FlaskClient,
    room: Room,
    backups: Backups,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "backups").write_text("where a folder should be")
    backups.copy()
    monkeypatch.setattr(automatic, "free_bytes", lambda _folder: 312_000_000)

    warned = _part(client, room)

    assert FAILED in warned
    assert TIGHT in warned
    assert 'role="alert"' in warned


@pytest.mark.parametrize("why", list(Why))
def test_each_trouble_has_its_sentence(
    client: FlaskClient, room: Room, units: Units, why: Why
) -> None:
    units.trouble = Trouble(now() - timedelta(minutes=1), why)

    warned = _part(client, room)

    sentences = {
        Why.FULL: FULL,
        Why.READ_ONLY: "The data folder cannot be written to",
        Why.BUSY: "Another program holds the database",
        Why.DAMAGED: "The database is damaged",
        Why.GONE: "The disk does not answer",
    }
    assert [found for found in Why if sentences[found] in warned] == [why]


@pytest.mark.usefixtures("backups")
def test_a_full_disk_is_told_once(
    client: FlaskClient,
    room: Room,
    units: Units,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(automatic, "free_bytes", lambda _folder: 0)
    units.trouble = Trouble(now(), Why.FULL)

    warned = _part(client, room)

    assert FULL in warned
    assert "free on this disk" not in warned


def test_a_copy_is_asked_for_when_a_vote_was_closed(
    client: FlaskClient, room: Room, backups: Backups
) -> None:
    assert not backups._is_asked

    press(client, room)  # type: ignore[arg-type]

    assert backups._is_asked


@pytest.mark.usefixtures("room", "backups")
def test_strangers_hear_nothing_of_the_disk(
    client: FlaskClient, store: Session
) -> None:
    theirs = make_workshop(store, code="135790")
    store.commit()
    path = f"/desk/{theirs.code}/"

    assert client.get(path, headers={"X-Part": "storage"}).status_code == 404
