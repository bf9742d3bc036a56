"""An open vote and somebody who takes part in it."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from facilitator.participants.access import Participant
from facilitator.web.locale import COOKIE
from tests.people import enter
from tests.voting.hall import Hall, open_hall
from tests.voting.phones import Phone
from tests.voting.rooms import Room, make_open_room
from tests.voting.ways import make_room_for


@pytest.fixture
def room(store: Session, client: FlaskClient) -> Room:
    client.set_cookie(COOKIE, "en")
    room = make_open_room(store, options=6, axes=2)
    store.commit()
    return room


@pytest.fixture
def me(room: Room, client: FlaskClient, store: Session) -> Participant:
    return enter(client, store, room.workshop)


@pytest.fixture
def phone(request: pytest.FixtureRequest, client: FlaskClient, store: Session) -> Phone:
    """Somebody in a room that votes by the method that the test asks for."""
    return Phone(client, store, make_room_for(store, request.param))


@pytest.fixture(scope="module")
def hall(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with open_hall(chromium, tmp_path_factory.mktemp("hall")) as hall:
        yield hall
