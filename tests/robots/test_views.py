"""The desk's buttons for robots."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.robots.models import Robots
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status
from tests.factories import make_account, make_open_workshop
from tests.people import sign_in

LET_IN = "Let 20 robots take part"
SEND_AWAY = "Send the robots away"


@pytest.fixture
def rehearsal(client: FlaskClient, store: Session) -> Workshop:
    account = make_account(store)
    workshop = make_open_workshop(store, account=account, is_rehearsal=True)
    sign_in(client, store, account)
    client.set_cookie("language", "en")
    return workshop


def shown(client: FlaskClient, workshop: Workshop) -> str:
    return client.get(f"/desk/{workshop.code}/").text


def sets(store: Session) -> list[int]:
    return list(store.scalars(select(Robots.number)))


def test_a_rehearsal_offers_robots(client: FlaskClient, rehearsal: Workshop) -> None:
    page = shown(client, rehearsal)

    assert LET_IN in page
    assert SEND_AWAY not in page


def test_robots_are_let_in_and_sent_away(
    client: FlaskClient, store: Session, rehearsal: Workshop
) -> None:
    url = f"/desk/{rehearsal.code}/robots"

    came = client.post(url, data={"robots": "3"})
    between = shown(client, rehearsal)
    gone = client.post(f"{url}/leaving")

    assert (came.status_code, gone.status_code) == (303, 303)
    assert sets(store) == [3]
    assert "The robots are on their way." in between
    assert (SEND_AWAY in between, LET_IN in between) == (True, False)
    assert "The robots have left." in shown(client, rehearsal)


@pytest.mark.parametrize("robots", ["", "0", "21", "-3", "many"])
def test_no_more_than_twenty(
    client: FlaskClient, store: Session, rehearsal: Workshop, robots: str
) -> None:
    answer = client.post(f"/desk/{rehearsal.code}/robots", data={"robots": robots})

    assert answer.status_code == 400
    assert sets(store) == []


def test_a_real_workshop_has_no_such_button(
    client: FlaskClient, store: Session, rehearsal: Workshop
) -> None:
    rehearsal.is_rehearsal = False
    store.commit()

    answer = client.post(f"/desk/{rehearsal.code}/robots", data={"robots": "20"})

    assert LET_IN not in shown(client, rehearsal)
    assert answer.status_code == 409
    assert "Robots take part in rehearsals only." in answer.text
    assert sets(store) == []


def test_what_is_over_offers_nothing(
    client: FlaskClient, store: Session, rehearsal: Workshop
) -> None:
    rehearsal.status = Status.ENDED
    store.commit()

    assert LET_IN not in shown(client, rehearsal)


def test_the_log_tells_of_them(client: FlaskClient, rehearsal: Workshop) -> None:
    client.post(f"/desk/{rehearsal.code}/robots", data={"robots": "20"})
    client.post(f"/desk/{rehearsal.code}/robots/leaving")

    log = client.get(f"/desk/{rehearsal.code}/log/").text

    assert "20 robots were let into the rehearsal." in log
    assert "The robots were sent away." in log
