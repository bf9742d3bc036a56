"""Links by which people come in, and those who make them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts import actions
from facilitator.accounts.models import Account, Invitation
from tests.accounts.pages import ENGLISH, PASSWORD, refusal, try_password
from tests.factories import make_account
from tests.people import sign_in


def _first_link(store: Session) -> str:
    token = actions.first_link(store)
    store.commit()
    return f"/accounts/invitations/{token}"


NEWCOMER = {
    "name": "أمينة العلوي",
    "email": "amina@example.ma",
    "password": PASSWORD,
    "language": "ar",
}


def test_the_first_link_makes_the_account_and_opens_the_desk(
    client: FlaskClient, store: Session
) -> None:
    link = _first_link(store)

    assert client.get(link).status_code == 200
    answer = client.post(link, data=NEWCOMER)

    assert (answer.status_code, answer.location) == (303, "/desk/")
    account = store.scalars(select(Account)).one()
    assert (account.name, account.email) == (NEWCOMER["name"], NEWCOMER["email"])
    assert account.is_admin
    assert client.get("/accounts/people").status_code == 200


def test_looking_at_a_link_does_not_use_it(client: FlaskClient, store: Session) -> None:
    link = _first_link(store)

    for _ in range(2):
        client.get(link)

    assert store.scalars(select(Invitation)).one().used_at is None


def test_a_used_and_an_expired_link_say_so(client: FlaskClient, store: Session) -> None:
    link = _first_link(store)
    client.post(link, data=NEWCOMER)
    account = store.scalars(select(Account)).one()
    late = actions.link_for(store, account.id, timedelta(0))
    store.commit()
    client.set_cookie("language", "en")

    used = client.get(link)
    expired = client.get(f"/accounts/invitations/{late}")
    unknown = client.get("/accounts/invitations/0123")

    assert [used.status_code, expired.status_code, unknown.status_code] == [
        410,
        410,
        404,
    ]
    assert "This link was used already." in used.text
    assert client.post(link, data=NEWCOMER).status_code == 410


def test_a_refused_newcomer_finds_all_they_typed(
    client: FlaskClient, store: Session
) -> None:
    link = _first_link(store)

    answer = client.post(
        link, data={**NEWCOMER, "email": "amina", "password": "short"}, headers=ENGLISH
    )

    assert answer.status_code == 422
    assert 'value="أمينة العلوي"' in answer.text
    assert 'value="amina"' in answer.text
    assert answer.text.count('class="field__error"') == 2


def test_an_email_that_is_taken_is_said_beside_it(
    client: FlaskClient, account: Account, store: Session
) -> None:
    token = actions.invite(store, is_admin=False)
    store.commit()

    answer = client.post(
        f"/accounts/invitations/{token}",
        data={**NEWCOMER, "email": account.email},
        headers=ENGLISH,
    )

    assert answer.status_code == 422
    assert refusal(answer.text) == (
        "E-mail · There is an account with this e-mail already."
    )


def test_a_link_of_an_account_signs_in_with_one_button(
    client: FlaskClient, account: Account, store: Session
) -> None:
    token = actions.link_for(store, account.id)
    store.commit()

    answer = client.post(f"/accounts/invitations/{token}", data={"password": ""})

    assert answer.status_code == 303
    assert client.get("/accounts/").status_code == 200


def test_a_link_of_an_account_without_password_asks_for_one(
    client: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    token = actions.link_for(store, account.id)
    store.commit()
    link = f"/accounts/invitations/{token}"

    assert client.post(link, data={"password": ""}).status_code == 422
    assert client.post(link, data={"password": PASSWORD}).status_code == 303


def test_an_admin_invites_and_the_link_is_shown_once(
    app: Flask, client: FlaskClient, store: Session
) -> None:
    sign_in(client, store, make_account(store, is_admin=True))

    shown = client.post("/accounts/invitations", data={})
    found = re.search(r'value="http://[^/]+(/accounts/invitations/\w+)"', shown.text)

    assert shown.status_code == 201
    assert found
    assert "/accounts/invitations/" not in re.sub(
        r'action="[^"]+"', "", client.get("/accounts/people").text
    )
    guest = app.test_client()
    assert guest.post(found[1], data=NEWCOMER).status_code == 303
    assert guest.get("/accounts/people").status_code == 404


def test_an_admin_makes_a_link_for_somebody_who_forgot_their_password(
    app: Flask, client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(client, store, make_account(store, is_admin=True))

    shown = client.post(f"/accounts/{account.id}/invitations")
    found = re.search(r'value="http://[^/]+(/accounts/invitations/\w+)"', shown.text)

    assert found
    colleague = app.test_client()
    colleague.post(found[1], data={"password": "a longer sentence"})
    assert try_password(app.test_client(), account.email, PASSWORD).status_code == 422
    assert colleague.get("/accounts/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/accounts/people"),
        ("POST", "/accounts/invitations"),
        ("POST", "/accounts/1/invitations"),
    ],
)
def test_what_admins_do_is_not_there_for_others(
    client: FlaskClient, account: Account, store: Session, method: str, path: str
) -> None:
    sign_in(client, store, account)

    assert client.open(path, method=method).status_code == 404
    assert store.scalars(select(Invitation)).all() == []


def test_the_list_of_people_takes_the_same_queries_for_one_and_three(
    client: FlaskClient, store: Session, queries: list[str]
) -> None:
    sign_in(client, store, make_account(store, is_admin=True))
    queries.clear()
    client.get("/accounts/people")
    for_one = len(queries)
    for _ in range(2):
        make_account(store)
    store.commit()
    queries.clear()

    client.get("/accounts/people")

    assert len(queries) == for_one


def _link_of(store: Session, account: Account) -> str:
    token = actions.link_for(store, account.id)
    store.commit()
    return f"/accounts/invitations/{token}"


def test_a_new_link_takes_the_place_of_the_one_before(
    client: FlaskClient, store: Session
) -> None:
    account = make_account(store)
    before, now = _link_of(store, account), _link_of(store, account)

    assert [client.get(link).status_code for link in (before, now)] == [404, 200]


def test_a_link_in_wrong_hands_ends_with_a_new_password(
    client: FlaskClient, store: Session
) -> None:
    account, other = make_account(store), make_account(store)
    leaked, theirs = _link_of(store, account), _link_of(store, other)

    actions.change_password(store, account.id, "another hash")
    store.commit()

    assert [client.get(link).status_code for link in (leaked, theirs)] == [404, 200]


def test_who_is_signed_out_by_an_administrator_has_no_link_left(
    client: FlaskClient, store: Session
) -> None:
    account, admin = make_account(store), make_account(store, is_admin=True)
    leaked = _link_of(store, account)

    actions.sign_out_person(store, account, admin.id)
    store.commit()

    assert client.get(leaked).status_code == 404
