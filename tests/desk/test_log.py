"""The page of the log, and the files that are made of it."""

import csv
import io
import json
import re
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.desk.log import PAGE, moment
from facilitator.logbook.actions import mark_undone, record
from facilitator.logbook.models import Act
from facilitator.logbook.rules import Noted, in_fours, link
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Workshop
from tests.factories import make_account, make_workshop
from tests.people import sign_in


@pytest.fixture
def account(client: FlaskClient, store: Session) -> Account:
    account = make_account(store, name="=أمينة", is_admin=True)
    client.set_cookie(COOKIE, "en")
    sign_in(client, store, account)
    return account


@pytest.fixture
def workshop(store: Session, account: Account) -> Workshop:
    workshop = make_workshop(store, account)
    store.commit()
    return workshop


def _act(store: Session, workshop: Workshop, account: Account, number: int) -> Act:
    act = record(store, workshop.id, account.id, "proposal.hidden", number=number)
    store.commit()
    return act


def test_every_act_is_told_with_who_and_when(
    client: FlaskClient, store: Session, workshop: Workshop, account: Account
) -> None:
    _act(store, workshop, account, 7)

    page = client.get(f"/desk/{workshop.code}/log/").text

    assert "Proposal 7 was hidden." in page
    assert '<bdi dir="auto">=أمينة</bdi>' in page


def test_what_was_undone_stays_in_it(
    client: FlaskClient, store: Session, workshop: Workshop, account: Account
) -> None:
    act = _act(store, workshop, account, 7)
    mark_undone(store, act, account.id)
    store.commit()

    page = client.get(f"/desk/{workshop.code}/log/").text

    assert "Proposal 7 was hidden." in page
    assert f"An act was undone: the one with the number {act.id} in this log." in page
    assert '<span class="tag">undone</span>' in page


def test_a_long_log_has_pages(
    client: FlaskClient, store: Session, workshop: Workshop, account: Account
) -> None:
    acts = [_act(store, workshop, account, n) for n in range(1, PAGE + 3)]

    first = client.get(f"/desk/{workshop.code}/log/").text
    older = client.get(f"/desk/{workshop.code}/log/?before={acts[2].id}").text

    assert f"?before={acts[2].id}" in first
    assert "Proposal 3 was hidden." in first
    assert "Proposal 2 was hidden." not in first
    assert "Proposal 2 was hidden." in older
    assert "Proposal 3 was hidden." not in older


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40])
def test_any_place_in_it_can_be_asked_for(
    client: FlaskClient, workshop: Workshop, before: str
) -> None:
    answer = client.get(f"/desk/{workshop.code}/log/?before={before}")

    assert answer.status_code == 200


def test_its_page_makes_no_more_queries_for_more_acts(
    client: FlaskClient,
    store: Session,
    workshop: Workshop,
    account: Account,
    queries: list[str],
) -> None:
    counts = []
    for number in (1, 2, 3):
        _act(store, workshop, account, number)
        queries.clear()
        client.get(f"/desk/{workshop.code}/log/")
        counts.append(len(queries))

    assert counts[0] == counts[2]


def test_a_print_is_compared_with_the_log_of_later(
    client: FlaskClient, store: Session, workshop: Workshop, account: Account
) -> None:
    act = _act(store, workshop, account, 7)
    before = client.get(f"/desk/{workshop.code}/log/").text
    printed = in_fours((act.digest or "")[:16])
    _act(store, workshop, account, 8)

    page = client.get(f"/desk/{workshop.code}/log/?digest={printed}").text
    page = re.sub("<[^>]+>", "", page)

    said = f"It is the digest of act 1 of 2 (number {act.id}), of {moment(act)}."
    assert printed in before
    assert f"{said} The log up to there is unchanged." in page


def test_a_print_of_what_was_cut_is_nowhere_in_the_log(
    client: FlaskClient, store: Session, workshop: Workshop, account: Account
) -> None:
    _act(store, workshop, account, 7)
    printed = "0123456789abcdef"

    answer = client.get(f"/desk/{workshop.code}/log/?digest={printed}")

    assert answer.status_code == 200
    assert "This digest is nowhere in this log." in answer.text
    assert f'value="{printed}"' in answer.text


def test_what_is_no_digest_is_refused_with_what_was_typed(
    client: FlaskClient, workshop: Workshop
) -> None:
    answer = client.get(f"/desk/{workshop.code}/log/?digest=0123<b>")

    assert answer.status_code == 422
    assert "A digest has 64 characters, 0 to 9 and a to f." in answer.text
    assert 'value="0123&lt;b&gt;"' in answer.text


@pytest.mark.usefixtures("account")
def test_a_print_of_the_log_of_accounts_is_compared_too(
    client: FlaskClient, store: Session
) -> None:
    client.post("/accounts/invitations")
    acts = select(Act).where(Act.workshop_id.is_(None)).order_by(Act.id)
    first = store.scalars(acts).all()[0]

    page = client.get(f"/accounts/log/?digest={first.digest}").text

    assert "It is the digest of act 1 of " in page
    assert "The log up to there is unchanged." in page


def test_a_spreadsheet_takes_no_name_for_a_formula(
    client: FlaskClient, store: Session, workshop: Workshop, account: Account
) -> None:
    act = _act(store, workshop, account, 7)

    answer = client.post(f"/desk/{workshop.code}/log/download.csv")

    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    number, _at, who, kind, said, undone, digest = rows[1]
    assert (number, who, kind) == (str(act.id), "'=أمينة", "proposal.hidden")
    assert (said, undone, digest) == ("Proposal 7 was hidden.", "", act.digest)


def test_the_chain_can_be_followed_again_from_the_file(
    client: FlaskClient, store: Session, workshop: Workshop, account: Account
) -> None:
    for number in (1, 2):
        _act(store, workshop, account, number)

    told = json.loads(client.post(f"/desk/{workshop.code}/log/download.json").data)

    previous = None
    for act in told["acts"]:
        at = datetime.fromisoformat(act["at"])
        noted = Noted(told["chain"], at, act["actor"], act["kind"], act["details"])
        previous = link(previous, noted)
        assert previous == act["digest"]
    assert [act["kind"] for act in told["acts"]][-1] == "log.exported"


def test_that_it_was_taken_is_noted(
    client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    client.post(f"/desk/{workshop.code}/log/download.csv")

    acts = store.scalars(select(Act).where(Act.workshop_id == workshop.id)).all()
    assert [(a.kind, a.actor) for a in acts] == [("log.exported", "=أمينة")]


@pytest.mark.usefixtures("account")
def test_acts_on_accounts_are_for_those_who_may_invite(client: FlaskClient) -> None:
    client.post("/accounts/invitations")

    page = client.get("/accounts/log/").text

    assert "An invitation was made." in page
