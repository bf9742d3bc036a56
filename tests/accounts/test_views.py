"""Sign in, out, everywhere; links; the people who have an account."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts import actions
from facilitator.accounts.models import Account, Invitation, SignIn
from facilitator.accounts.passwords import hash_password
from tests.factories import make_account
from tests.people import sign_in

PASSWORD = "a short sentence"
HASH = hash_password(PASSWORD)  # once: it takes long
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def account(store: Session) -> Account:
    account = make_account(store, password_hash=HASH, name="أمينة")
    store.commit()
    return account


def _try(client: FlaskClient, email: str, password: str, where: str = ""):
    return client.post(
        f"/accounts/sign-in{where}",
        data={"email": email, "password": password},
        headers=ENGLISH,
    )


def _refusal(html: str) -> str:
    """Return the sentence of the refusal at the top of the page."""
    found = re.search(r"<ul>\s*<li>(.*?)</li>", html, re.DOTALL)
    assert found, html
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def test_the_right_password_leads_to_the_desk(
    client: FlaskClient, account: Account
) -> None:
    answer = _try(client, account.email.upper(), PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert client.get("/accounts/").status_code == 200


def test_signing_in_leads_on_to_where_one_was_going(
    client: FlaskClient, account: Account
) -> None:
    sent_away = client.get("/accounts/")
    assert sent_away.location == "/accounts/sign-in?next=/accounts/"

    answer = _try(client, account.email, PASSWORD, "?next=/accounts/")

    assert answer.location == "/accounts/"


def test_nobody_is_led_to_another_site(client: FlaskClient, account: Account) -> None:
    answer = _try(client, account.email, PASSWORD, "?next=https://evil.example/")

    assert answer.location == "/"


def test_a_wrong_password_and_an_unknown_email_look_the_same(
    client: FlaskClient, account: Account
) -> None:
    wrong = _try(client, account.email, "another sentence")
    unknown = _try(client, "x" + account.email, "another sentence")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert _refusal(wrong.text) == "The e-mail or the password is not right."
    assert _without(wrong.text, account.email) == _without(
        unknown.text, "x" + account.email
    )


def _without(html: str, email: str) -> str:
    """Return a page without what the visitor typed, and without its CSRF tokens."""
    return re.sub(r'name="csrf_token"[^>]*>', "", html).replace(email, "")


def test_the_email_stays_in_the_form_and_the_password_does_not(
    client: FlaskClient, account: Account
) -> None:
    answer = _try(client, account.email, "another sentence")

    assert f'value="{account.email}"' in answer.text
    assert "another sentence" not in answer.text


@pytest.fixture
def guessed(account: Account, store: Session) -> Account:
    """An account whose next wrong password costs 256 seconds."""
    account.wrong_passwords = 10
    store.commit()
    return account


def test_a_wrong_password_is_counted_although_it_is_refused(
    client: FlaskClient, guessed: Account, store: Session
) -> None:
    _try(client, guessed.email, "another sentence")

    answer = _try(client, guessed.email, PASSWORD)

    assert answer.status_code == 429
    assert re.fullmatch(
        r"Too many wrong passwords\. Wait 2\d\d seconds, then try again\.",
        _refusal(answer.text),
    )
    store.refresh(guessed)
    assert guessed.wrong_passwords == 11


def test_many_tries_in_the_same_instant_gain_nothing(
    app: Flask, guessed: Account, store: Session
) -> None:
    with ThreadPoolExecutor(12) as together:
        answers = together.map(
            lambda n: _try(app.test_client(), guessed.email, f"sentence {n}"),
            range(12),
        )

    assert Counter(answer.status_code for answer in answers) == {422: 1, 429: 11}
    store.refresh(guessed)
    assert guessed.wrong_passwords == 11


def test_when_one_account_waits_others_of_the_room_sign_in(
    client: FlaskClient, guessed: Account, store: Session
) -> None:
    other = make_account(store, password_hash=HASH)
    store.commit()
    _try(client, guessed.email, "another sentence")
    assert _try(client, guessed.email, PASSWORD).status_code == 429

    assert _try(client, other.email, PASSWORD).status_code == 303


def test_an_empty_form_is_refused_next_to_its_fields(client: FlaskClient) -> None:
    answer = _try(client, "", "")

    assert answer.status_code == 422
    assert answer.text.count('class="field__error"') == 2


def test_what_the_cookie_held_before_signing_in_is_forgotten(
    client: FlaskClient, account: Account
) -> None:
    with client.session_transaction() as cookie:
        cookie["sign-in"] = planted = "a token that somebody planted"

    _try(client, account.email, PASSWORD)
    first = _token(client)
    client.post("/accounts/sign-out")
    _try(client, account.email, PASSWORD)

    assert len({planted, first, _token(client)}) == 3


def _token(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie["sign-in"])


def test_signing_out_ends_the_sign_in_itself(
    client: FlaskClient, account: Account, store: Session
) -> None:
    _try(client, account.email, PASSWORD)
    token = _token(client)

    client.post("/accounts/sign-out")
    with client.session_transaction() as cookie:
        cookie["sign-in"] = token  # somebody kept a copy of the cookie

    assert client.get("/accounts/").status_code == 303
    assert store.scalars(select(SignIn)).all() == []


def test_signing_out_everywhere_reaches_other_browsers(
    app: Flask, client: FlaskClient, account: Account
) -> None:
    elsewhere = app.test_client()
    _try(elsewhere, account.email, PASSWORD)
    _try(client, account.email, PASSWORD)
    assert elsewhere.get("/accounts/").status_code == 200

    client.post("/accounts/sign-out-everywhere")

    assert elsewhere.get("/accounts/").status_code == 303
    assert client.get("/accounts/").status_code == 303


def test_a_new_password_needs_the_present_one(
    client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(client, store, account)

    wrong = client.post(
        "/accounts/password",
        data={"current": "something else", "new": "a longer sentence"},
        headers=ENGLISH,
    )
    right = client.post(
        "/accounts/password", data={"current": PASSWORD, "new": "a longer sentence"}
    )
    client.post("/accounts/sign-out")

    assert wrong.status_code == 422
    assert "This is not your present password." in wrong.text
    assert right.status_code == 303
    assert _try(client, account.email, PASSWORD).status_code == 422
    assert _try(client, account.email, "a longer sentence").status_code == 303


def test_a_weak_new_password_is_refused(
    client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(client, store, account)

    answer = client.post(
        "/accounts/password",
        data={"current": PASSWORD, "new": "short"},
        headers=ENGLISH,
    )

    assert answer.status_code == 422
    assert _refusal(answer.text) == (
        "New password: The password needs at least 10 characters."
    )


def test_name_and_language_are_saved_and_spoken(
    client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(client, store, account)

    client.post("/accounts/", data={"name": "Amina B", "language": "fr"})

    page = client.get("/accounts/").text
    assert '<html lang="fr" dir="ltr">' in page
    assert '<bdi dir="auto">Amina B</bdi>' in page


def test_the_first_start_says_where_the_link_is(client: FlaskClient) -> None:
    page = client.get("/accounts/sign-in", headers=ENGLISH).text

    assert "There is no account yet." in page


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

    used = client.get(link, headers={"Cookie": "language=en"})
    expired = client.get(f"/accounts/invitations/{late}", headers=ENGLISH)
    unknown = client.get("/accounts/invitations/0123", headers=ENGLISH)

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
    assert _refusal(answer.text) == (
        "E-mail: There is an account with this e-mail already."
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
    assert _try(app.test_client(), account.email, PASSWORD).status_code == 422
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
