"""The timer of the control room: more time, the last call, a pause."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.workshops.acts import latest_acts
from facilitator.workshops.moving import open_workshop
from tests.desk.floor import Floor
from tests.people import sign_in

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def floor(store: Session, client: FlaskClient) -> Floor:
    """A workshop at a step of ten minutes, whose facilitator is signed in."""
    floor = Floor(store)
    open_workshop(store, floor.workshop, floor.account.id)
    sign_in(client, store, floor.account)
    client.set_cookie("language", "en")
    return floor


def test_more_time_and_the_last_call(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    url = f"/desk/{floor.workshop.code}"

    given = client.post(f"{url}/time", data={"minutes": 5}, headers=SCRIPT)
    called = client.post(f"{url}/last-call", headers=SCRIPT)

    store.expire_all()
    acts = [act.kind for act in latest_acts(store, floor.workshop.id)]
    assert (given.status_code, called.status_code) == (204, 204)
    assert acts == ["step.last_called", "step.extended", "workshop.opened"]


def test_the_timer_is_paused_and_runs_on(client: FlaskClient, floor: Floor) -> None:
    url = f"/desk/{floor.workshop.code}"

    client.post(f"{url}/pause", headers=SCRIPT)
    stands = client.get(f"{url}/").text
    client.post(f"{url}/resumption", headers=SCRIPT)
    runs = client.get(f"{url}/").text

    assert 'data-now="" data-ends=""' in stands
    assert f'formaction="{url}/resumption"' in stands
    assert re.search(r'data-now="\d+" data-ends="\d+"', runs)
    assert f'formaction="{url}/pause"' in runs


def test_what_is_said_where_nothing_runs(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    progress = floor.desk.progress
    assert progress is not None
    progress.ends_at = None
    store.commit()

    refused = client.post(f"/desk/{floor.workshop.code}/pause", headers=SCRIPT)

    assert refused.status_code == 409
    assert refused.get_json()["message"].startswith("This step has no time limit")
