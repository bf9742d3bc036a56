"""The pages on which links are withdrawn, accounts closed, and names erased."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts import actions as accounts
from facilitator.accounts.models import Account, Invitation
from facilitator.accounts.passwords import hash_password
from facilitator.staff import actions
from facilitator.workshops.models import Membership
from facilitator.workshops.rules import Status
from tests.factories import make_account, make_workshop
from tests.people import sign_in

PASSWORD = "a short sentence"
HASH = hash_password(PASSWORD)  # once: it takes long


@pytest.fixture
def admin(client: FlaskClient, store: Session) -> Account:
    """An administrator, who is signed in."""
    admin = make_account(store, name="أمينة", is_admin=True, password_hash=HASH)
    sign_in(client, store, admin)
    client.set_cookie("language", "en")
    return admin


@pytest.fixture
def leaver(store: Session) -> Account:
    leaver = make_account(store, name="سعاد", password_hash=HASH)
    store.commit()
    return leaver


def _close(store: Session, account: Account) -> None:
    actions.close(store, account.id, None)
    store.commit()


def test_a_withdrawn_link_says_so_and_is_listed_no_more(
    app: Flask, client: FlaskClient, admin: Account, store: Session
) -> None:
    token = accounts.invite(store, is_admin=True, by=admin.id)
    store.commit()
    link = store.scalars(select(Invitation)).one()
    assert "Links that nobody has used yet" in client.get("/accounts/people").text

    answer = client.post(f"/accounts/invitations/{link.id}/withdrawal")

    assert (answer.status_code, answer.location) == (303, "/accounts/people#links")
    assert "Links that nobody has used yet" not in client.get("/accounts/people").text
    guest = app.test_client()
    guest.set_cookie("language", "en")
    shown = guest.get(f"/accounts/invitations/{token}")
    assert shown.status_code == 410
    assert "This link was withdrawn." in shown.text


@pytest.mark.usefixtures("admin")
def test_a_closed_account_is_out_at_its_next_request(
    app: Flask, client: FlaskClient, leaver: Account, store: Session
) -> None:
    theirs = app.test_client()
    sign_in(theirs, store, leaver)
    assert theirs.get("/desk/").status_code == 200

    answer = client.post(f"/accounts/{leaver.id}/closing")

    assert (answer.status_code, answer.location) == (303, "/accounts/people#closed")
    assert theirs.get("/desk/").location == "/accounts/sign-in?next=/desk/"
    assert theirs.post("/desk/new", data={"title": "x"}).status_code == 303
    tried = {"email": leaver.email, "password": PASSWORD}
    assert theirs.post("/accounts/sign-in", data=tried).status_code == 422


@pytest.mark.usefixtures("admin")
def test_looking_at_the_page_closes_nothing(
    client: FlaskClient, leaver: Account, store: Session
) -> None:
    assert client.get(f"/accounts/{leaver.id}/closing").status_code == 200

    store.refresh(leaver)
    assert leaver.closed_at is None


@pytest.mark.usefixtures("admin")
def test_who_takes_over_is_asked_where_a_workshop_would_have_nobody(
    client: FlaskClient, leaver: Account, store: Session
) -> None:
    workshop = make_workshop(store, leaver)
    heir = make_account(store, name="كريم")
    store.commit()
    here = f"/accounts/{leaver.id}/closing"

    refused = client.post(here, data={"heir": ""})
    wrong = client.post(here, data={"heir": str(leaver.id)})
    done = client.post(here, data={"heir": str(heir.id)})

    assert [a.status_code for a in (refused, wrong, done)] == [409, 422, 303]
    assert "1 workshop that has not ended has no other facilitator." in refused.text
    owner = select(Membership.account_id).where(
        Membership.workshop_id == workshop.id, Membership.is_owner
    )
    assert store.scalars(owner).all() == [heir.id]


def test_ones_own_account_is_closed_with_the_password(
    client: FlaskClient, leaver: Account, store: Session
) -> None:
    sign_in(client, store, leaver)
    client.set_cookie("language", "en")

    wrong = client.post("/accounts/closing", data={"password": "no", "erase": "y"})
    done = client.post("/accounts/closing", data={"password": PASSWORD})

    assert wrong.status_code == 422
    assert "This is not your password." in wrong.text
    assert 'name="erase" value="y" id="erase" checked' in wrong.text
    assert (done.status_code, done.location) == (303, "/accounts/sign-in")
    assert "This account is closed." in client.get("/accounts/sign-in").text
    assert client.get("/accounts/").status_code == 303
    store.refresh(leaver)
    assert (leaver.name, leaver.erased_at) == ("سعاد", None)


def test_who_leaves_erases_their_name_as_well(
    client: FlaskClient, leaver: Account, store: Session
) -> None:
    sign_in(client, store, leaver)

    client.post("/accounts/closing", data={"password": PASSWORD, "erase": "y"})

    store.refresh(leaver)
    assert (leaver.name, leaver.closed_at is None) == ("", False)


def test_an_admin_needs_the_password_for_their_own(
    client: FlaskClient, admin: Account, store: Session
) -> None:
    make_account(store, is_admin=True, password_hash=HASH)
    store.commit()

    answer = client.post(f"/accounts/{admin.id}/closing")

    assert (answer.status_code, answer.location) == (303, "/accounts/closing")
    assert client.get("/accounts/").status_code == 200


def test_the_last_admin_is_told_what_to_do_first(
    client: FlaskClient, admin: Account, store: Session
) -> None:
    answer = client.post("/accounts/closing", data={"password": PASSWORD})

    assert answer.status_code == 409
    assert "First invite somebody who may" in answer.text
    store.refresh(admin)
    assert admin.closed_at is None


def test_the_only_facilitator_is_led_to_each_workshop(
    client: FlaskClient, leaver: Account, store: Session
) -> None:
    going, ended = (
        make_workshop(store, leaver, status=status)
        for status in (Status.DRAFT, Status.ENDED)
    )
    sign_in(client, store, leaver)

    answer = client.post("/accounts/closing", data={"password": PASSWORD})

    assert answer.status_code == 409
    assert f'href="/desk/{going.code}/setup#members"' in answer.text
    assert ended.code not in answer.text


@pytest.mark.usefixtures("admin")
def test_a_closed_account_is_opened_again(
    client: FlaskClient, leaver: Account, store: Session
) -> None:
    _close(store, leaver)
    assert "Closed accounts" in client.get("/accounts/people").text

    answer = client.post(f"/accounts/{leaver.id}/reopening")

    assert answer.status_code == 201
    assert "/accounts/invitations/" in answer.text
    assert "Closed accounts" not in client.get("/accounts/people").text


def test_a_name_is_erased_from_every_page(
    client: FlaskClient, admin: Account, leaver: Account, store: Session
) -> None:
    workshop = make_workshop(store, admin)
    store.add(Membership(workshop_id=workshop.id, account_id=leaver.id))
    _close(store, leaver)
    pages = ["/accounts/people", "/accounts/log/", f"/desk/{workshop.code}/setup"]
    assert [leaver.name in client.get(page).text for page in pages] == [True] * 3
    here = f"/accounts/{leaver.id}/erasing"

    unsure = client.post(here)
    done = client.post(here, data={"sure": "y"})

    assert (unsure.status_code, done.status_code) == (422, 303)
    shown = [client.get(page).text for page in pages]
    assert [leaver.name in page or leaver.email in page for page in shown] == [
        False
    ] * 3
    assert f"Closed account {leaver.id}" in shown[2]


@pytest.mark.usefixtures("admin")
def test_an_open_account_is_not_erased(
    client: FlaskClient, leaver: Account, store: Session
) -> None:
    answer = client.post(f"/accounts/{leaver.id}/erasing", data={"sure": "y"})

    assert answer.status_code == 409
    store.refresh(leaver)
    assert leaver.name == "سعاد"


def test_the_people_page_takes_the_same_queries_for_one_and_three(
    client: FlaskClient, admin: Account, store: Session, queries: list[str]
) -> None:
    def _add(number: int) -> None:
        for _ in range(number):
            accounts.invite(store, is_admin=False, by=admin.id)
            actions.close(store, make_account(store).id, None)
        store.commit()

    _add(1)
    queries.clear()
    client.get("/accounts/people")
    for_one = len(queries)
    _add(2)
    queries.clear()

    client.get("/accounts/people")

    assert len(queries) == for_one
