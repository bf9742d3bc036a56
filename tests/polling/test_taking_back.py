"""A tablet that is out of reach, taken back."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.participants.queries import count_seats
from tests.people import sign_in
from tests.polling.tablets import Tablet
from tests.voting.rooms import make_open_room


@pytest.fixture
def tablet(client: FlaskClient, store: Session) -> Tablet:
    return Tablet(client, store, make_open_room(store))


def test_staff_takes_every_tablet_back_from_wherever_they_are(
    tablet: Tablet, store: Session
) -> None:
    assert tablet.post().location == f"{tablet.url}ballot"
    desk = tablet.client.application.test_client()
    sign_in(desk, store, tablet.room.account)

    answer = desk.post(f"{tablet.desk}revoking")

    assert (answer.status_code, answer.location) == (303, tablet.desk)
    assert tablet.get().status_code == 404
    assert tablet.post("ballot", marks=["P1"]).status_code == 404
    assert count_seats(store, tablet.room.workshop.id) == 0


def test_a_tablet_that_is_set_up_again_votes_again(
    tablet: Tablet, store: Session
) -> None:
    desk = tablet.client.application.test_client()
    sign_in(desk, store, tablet.room.account)
    desk.post(f"{tablet.desk}revoking")

    again = Tablet(tablet.client, store, tablet.room)

    assert again.vote("P1")
