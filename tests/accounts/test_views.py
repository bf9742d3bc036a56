"""Sign in, out, everywhere; one's own account."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account, SignIn
from tests.accounts.pages import ENGLISH, HASH, PASSWORD, refusal, try_password
from tests.factories import make_account
from tests.people import sign_in


def test_the_right_password_leads_to_the_desk(
    client: FlaskClient, account: Account
) -> None:
    answer = try_password(client, account.email.upper(), PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert client.get("/accounts/").status_code == 200


def test_signing_in_leads_on_to_where_one_was_going(
    client: FlaskClient, account: Account
) -> None:
    sent_away = client.get("/accounts/")
    assert sent_away.location == "/accounts/sign-in?next=/accounts/"

    answer = try_password(client, account.email, PASSWORD, "?next=/accounts/")

    assert answer.location == "/accounts/"


def test_nobody_is_led_to_another_site(client: FlaskClient, account: Account) -> None:
    answer = try_password(
        client, account.email, PASSWORD, "?next=https://evil.example/"
    )

    assert answer.location == "/"


def test_a_wrong_password_and_an_unknown_email_look_the_same(
    client: FlaskClient, account: Account
) -> None:
    wrong = try_password(client, account.email, "another sentence")
    unknown = try_password(client, "x" + account.email, "another sentence")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert refusal(wrong.text) == "The e-mail or the password is not right."
    assert _without(wrong.text, account.email) == _without(
        unknown.text, "x" + account.email
    )


def _without(html: str, email: str) -> str:
    """Return a page without what the visitor typed, and without its CSRF tokens."""
    return re.sub(r'name="csrf_token"[^>]*>', "", html).replace(email, "")


def test_the_email_stays_in_the_form_and_the_password_does_not(
    client: FlaskClient, account: Account
) -> None:
    answer = try_password(client, account.email, "another sentence")

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
    try_password(client, guessed.email, "another sentence")

    answer = try_password(client, guessed.email, PASSWORD)

    assert answer.status_code == 429
    assert re.fullmatch(
        r"Too many wrong passwords\. Wait 2\d\d seconds, then try again\.",
        refusal(answer.text),
    )
    store.refresh(guessed)
    assert guessed.wrong_passwords == 11


def test_many_tries_in_the_same_instant_gain_nothing(
    app: Flask, guessed: Account, store: Session
) -> None:
    with ThreadPoolExecutor(12) as together:
        answers = together.map(
            lambda n: try_password(app.test_client(), guessed.email, f"sentence {n}"),
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
    try_password(client, guessed.email, "another sentence")
    assert try_password(client, guessed.email, PASSWORD).status_code == 429

    assert try_password(client, other.email, PASSWORD).status_code == 303


def test_an_empty_form_is_refused_next_to_its_fields(client: FlaskClient) -> None:
    answer = try_password(client, "", "")

    assert answer.status_code == 422
    assert answer.text.count('class="field__error"') == 2


def test_what_the_cookie_held_before_signing_in_is_forgotten(
    client: FlaskClient, account: Account
) -> None:
    with client.session_transaction() as cookie:
        cookie["sign-in"] = planted = "a token that somebody planted"

    try_password(client, account.email, PASSWORD)
    first = _token(client)
    client.post("/accounts/sign-out")
    try_password(client, account.email, PASSWORD)

    assert len({planted, first, _token(client)}) == 3


def _token(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie["sign-in"])


def test_signing_out_ends_the_sign_in_itself(
    client: FlaskClient, account: Account, store: Session
) -> None:
    try_password(client, account.email, PASSWORD)
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
    try_password(elsewhere, account.email, PASSWORD)
    try_password(client, account.email, PASSWORD)
    assert elsewhere.get("/accounts/").status_code == 200

    client.post("/accounts/sign-out-everywhere")

    assert elsewhere.get("/accounts/").status_code == 303
    assert client.get("/accounts/").status_code == 303


def test_a_new_password_needs_the_present_one(
    client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(client, store, account)
    client.set_cookie("language", "en")

    wrong = client.post(
        "/accounts/password",
        data={"current": "something else", "new": "a longer sentence"},
    )
    right = client.post(
        "/accounts/password", data={"current": PASSWORD, "new": "a longer sentence"}
    )
    client.post("/accounts/sign-out")

    assert wrong.status_code == 422
    assert "This is not your present password." in wrong.text
    assert right.status_code == 303
    assert try_password(client, account.email, PASSWORD).status_code == 422
    assert try_password(client, account.email, "a longer sentence").status_code == 303


def test_a_weak_new_password_is_refused(
    client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(client, store, account)
    client.set_cookie("language", "en")

    answer = client.post(
        "/accounts/password", data={"current": PASSWORD, "new": "short"}
    )

    assert answer.status_code == 422
    assert refusal(answer.text) == (
        "New password · The password needs at least 10 characters."
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
