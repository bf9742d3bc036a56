"""An open vote by slips."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.web.locale import COOKIE
from tests.slips.rooms import make_slip_room
from tests.voting.rooms import Room


@pytest.fixture
def held(store: Session, client: FlaskClient) -> tuple[Room, list[str]]:
    client.set_cookie(COOKIE, "en")
    room, tokens = make_slip_room(store)
    store.commit()
    return room, tokens
