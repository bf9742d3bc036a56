"""The control room over HTTP."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from facilitator.proposals.models import Proposal
from facilitator.proposals.rules import State
from facilitator.voting.ballots import cast
from facilitator.voting.queries import vote_at
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import Status, StepKind
from tests.desk.floor import Floor
from tests.factories import make_account, make_proposal, make_seat
from tests.people import sign_in
from tests.voting.rooms import sit

SCRIPT = {"Accept": "application/json"}
PARTS = ("next", "now", "queue", "proposals", "agenda", "acts")


@pytest.fixture
def floor(store: Session, client: FlaskClient) -> Floor:
    """A draft whose facilitator is signed in, in English."""
    floor = Floor(store)
    sign_in(client, store, floor.account)
    client.set_cookie("language", "en")
    return floor


def page(client: FlaskClient, floor: Floor, part: str = "") -> str:
    answer = client.get(f"/desk/{floor.workshop.code}/", headers={"X-Part": part})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def press(client: FlaskClient, floor: Floor) -> TestResponse:
    here = re.search(r'name="here" value="([^"]+)"', page(client, floor, "next"))
    assert here is not None
    return client.post(
        f"/desk/{floor.workshop.code}/moves",
        data={"here": here.group(1)},
        headers=SCRIPT,
    )


def fresh(store: Session, floor: Floor) -> Workshop:
    store.expire_all()
    store.commit()
    return floor.workshop


@pytest.mark.parametrize("path", ["", "live", "proposals/1/hiding"])
def test_a_workshop_of_others_is_not_there(
    client: FlaskClient, store: Session, path: str
) -> None:
    floor = Floor(store)
    sign_in(client, store, make_account(store))

    assert client.get(f"/desk/{floor.workshop.code}/{path}").status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: FlaskClient, store: Session) -> None:
    floor = Floor(store)
    store.commit()

    answer = client.get(f"/desk/{floor.workshop.code}/")

    assert answer.status_code == 303
    assert "/accounts/" in answer.headers["Location"]


def test_the_button_runs_the_workshop(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    labels = []
    while '/report"' not in (part := page(client, floor, "next")):
        found = re.search(r'class="next__name">([^<]+)<', part)
        assert found is not None
        labels.append(found.group(1))
        assert press(client, floor).status_code == 204

    assert labels == [
        "Open the workshop",
        "Go on to: Writing alone",
        "Open the vote",
        "Close the vote",
        "Results, 1 of 4: who took part",
        "Results, 2 of 4: from the last place up",
        "Results, 3 of 4: what comes first",
        "Results, 4 of 4: everything, on phones too",
        "Go on to: Closing",
        "End the workshop",
    ]
    assert fresh(store, floor).status is Status.ENDED


def test_without_a_script_the_button_leads_back_to_the_page(
    client: FlaskClient, floor: Floor
) -> None:
    url = f"/desk/{floor.workshop.code}/"

    answer = client.post(f"{url}moves", data={"here": floor.desk.here})

    assert (answer.status_code, answer.headers["Location"]) == (303, url)


def test_what_no_button_sends_is_refused(client: FlaskClient, floor: Floor) -> None:
    url = f"/desk/{floor.workshop.code}"

    assert client.post(f"{url}/moves", headers=SCRIPT).status_code == 400
    assert client.post(f"{url}/time", data={"minutes": "x"}).status_code == 400


def test_a_vote_without_choice_is_refused_in_words_and_moves_nothing(
    client: FlaskClient, store: Session
) -> None:
    floor = Floor(store, proposals=1)
    sign_in(client, store, floor.account)
    client.set_cookie("language", "en")
    press(client, floor)
    press(client, floor)

    answer = press(client, floor)

    assert answer.status_code == 409
    assert answer.get_json()["message"].startswith("A vote needs at least two")
    progress = progress_of(store, floor.workshop.id)
    assert progress is not None
    assert progress.step.kind is StepKind.WRITING


def test_an_open_vote_shows_how_many_and_never_what(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    tokens = [sit(store, floor.workshop, person) for person in range(3)]
    store.commit()
    for _press in range(3):
        press(client, floor)
    fresh(store, floor)
    vote = vote_at(store, floor.steps[2].id)
    assert vote is not None
    receipts = [cast(store, vote, token, ["P1"]) for token in tokens[:2]]
    store.commit()

    whole = page(client, floor)
    parts = {part: page(client, floor, part) for part in PARTS}
    seen = whole + "".join(parts.values())

    assert "2 of 3 have voted" in parts["now"]
    assert "1 person has not voted yet." in parts["next"]
    assert not any(receipt in seen for receipt in receipts)
    assert 'class="bar' not in seen
    assert vote.result is None


def test_a_held_proposal_is_approved_as_it_was_read(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    held = make_proposal(store, floor.axis, number=9, state=State.HELD, title="سري")
    store.commit()
    url = f"/desk/{floor.workshop.code}/proposals/9/approval"

    stale = client.post(url, data={"version": 7}, headers=SCRIPT)
    answer = client.post(url, data={"version": held.version}, headers=SCRIPT)

    store.expire_all()
    assert (stale.status_code, answer.status_code) == (409, 204)
    assert held.state is State.SHOWN


def test_a_proposal_is_hidden_with_a_reason_and_comes_back(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    url = f"/desk/{floor.workshop.code}/proposals/1"
    store.commit()

    asked = client.get(f"{url}/hiding")
    without = client.post(f"{url}/hiding", data={"reason": " "})
    answer = client.post(f"{url}/hiding", data={"reason": "مكرر"})
    hidden = store.get(Proposal, floor.proposals[0].id, populate_existing=True)
    assert hidden is not None
    states = [(hidden.state, hidden.hidden_why)]
    store.commit()
    client.post(f"{url}/return", headers=SCRIPT)
    store.refresh(hidden)

    assert [asked.status_code, without.status_code] == [200, 422]
    assert answer.status_code == 303
    assert states == [(State.HIDDEN, "مكرر")]
    assert hidden.state is State.SHOWN


def test_the_list_of_acts_undoes_them(client: FlaskClient, floor: Floor) -> None:
    press(client, floor)
    press(client, floor)
    part = page(client, floor, "acts")
    url = re.search(r'formaction="(/desk/[^"]+/undoing)"', part)
    assert "The workshop moved to: Writing alone" in part
    assert url is not None

    answer = client.post(url.group(1), headers=SCRIPT)

    assert answer.status_code == 204
    assert "The workshop moved to" not in page(client, floor, "acts")
    assert "Go on to: Writing alone" in page(client, floor, "next")


def test_a_persons_words_in_an_act_are_not_markup(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    floor.steps[1].title = {"en": "<b>Write</b>"}
    store.commit()
    press(client, floor)
    press(client, floor)

    part = page(client, floor, "acts")

    assert "<b>" not in part
    assert "&lt;b&gt;Write&lt;/b&gt;" in part


def test_the_desk_warns_of_those_who_still_write(
    client: FlaskClient, store: Session, floor: Floor
) -> None:
    press(client, floor)
    press(client, floor)
    for author in "ab":
        make_proposal(
            store,
            floor.axis,
            number=None,
            state=State.DRAFT,
            author=author,
            submitted_at=None,
        )
    store.commit()

    assert "2 people are still writing." in page(client, floor, "next")


def test_a_part_that_did_not_change_is_not_sent_again(
    client: FlaskClient, floor: Floor
) -> None:
    url = f"/desk/{floor.workshop.code}/"
    first = client.get(url, headers={"X-Part": "agenda"})

    again = client.get(
        url, headers={"X-Part": "agenda", "If-None-Match": first.headers["ETag"]}
    )

    assert (first.status_code, again.status_code) == (200, 304)


def test_the_desk_asks_as_often_for_many_proposals_as_for_few(
    client: FlaskClient, store: Session, floor: Floor, queries: list[str]
) -> None:
    press(client, floor)
    page(client, floor)
    queries.clear()
    page(client, floor)
    few = len(queries)
    for number in range(10, 40):
        make_proposal(store, floor.axis, number=number)
        make_seat(store, floor.workshop)
    store.commit()
    queries.clear()

    page(client, floor)

    assert len(queries) == few
