"""Where one is signed in, and how that is ended."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account, SignIn
from facilitator.accounts.rules import SIGN_IN_LIFE
from facilitator.clock import now
from tests.accounts.pages import PASSWORD
from tests.factories import make_account
from tests.forms import forms_in
from tests.people import sign_in


def _browsers(html: str) -> list[str]:
    """Return the lines of the list of browsers."""
    return [
        " ".join(re.sub(r"<[^>]+>", "", line).split())
        for line in re.findall(r"<li>(Since .*?)</li>", html, re.DOTALL)
    ]


def test_the_account_page_lists_the_browsers_and_marks_this_one(
    app: Flask, client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(app.test_client(), store, account)
    sign_in(app.test_client(), store, make_account(store))
    other = store.scalars(select(SignIn).order_by(SignIn.id)).first()
    assert other
    other.created_at = now() - timedelta(days=3)
    sign_in(client, store, account)
    client.set_cookie("language", "en")

    listed = _browsers(client.get("/accounts/").text)

    assert [line.endswith("· this browser") for line in listed] == [True, False]


def test_a_browser_whose_time_is_over_is_not_listed(
    app: Flask, client: FlaskClient, account: Account, store: Session
) -> None:
    sign_in(app.test_client(), store, account)
    store.scalars(select(SignIn)).one().created_at = now() - SIGN_IN_LIFE
    sign_in(client, store, account)
    client.set_cookie("language", "en")

    assert len(_browsers(client.get("/accounts/").text)) == 1


def test_the_other_browsers_are_signed_out_and_nobody_elses(
    app: Flask, client: FlaskClient, account: Account, store: Session
) -> None:
    elsewhere, somebody = app.test_client(), app.test_client()
    sign_in(elsewhere, store, account)
    sign_in(somebody, store, make_account(store))
    sign_in(client, store, account)
    client.set_cookie("language", "en")
    assert elsewhere.get("/accounts/").status_code == 200

    answer = client.post("/accounts/sign-out-elsewhere")

    assert (answer.status_code, answer.location) == (303, "/accounts/")
    assert elsewhere.get("/accounts/").status_code == 303
    assert client.get("/accounts/").status_code == 200
    assert somebody.get("/accounts/").status_code == 200


def test_a_new_password_signs_the_others_out(
    app: Flask, client: FlaskClient, account: Account, store: Session
) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere, store, account)
    sign_in(client, store, account)
    client.set_cookie("language", "en")

    client.post(
        "/accounts/password", data={"current": PASSWORD, "new": "a longer sentence"}
    )

    assert elsewhere.get("/accounts/").status_code == 303
    assert client.get("/accounts/").status_code == 200


def test_an_admin_ends_the_sessions_of_somebody_and_no_other(
    app: Flask, client: FlaskClient, account: Account, store: Session
) -> None:
    stolen, third = app.test_client(), app.test_client()
    sign_in(stolen, store, account)
    sign_in(third, store, make_account(store))
    sign_in(client, store, make_account(store, is_admin=True))
    client.set_cookie("language", "en")
    assert "in 1 browser" in client.get("/accounts/people").text

    answer = client.post(f"/accounts/{account.id}/sign-out")

    assert (answer.status_code, answer.location) == (303, "/accounts/people")
    assert stolen.get("/accounts/").status_code == 303
    assert third.get("/accounts/").status_code == 200
    assert client.get("/accounts/").status_code == 200


def test_who_is_no_admin_ends_nobodys_sessions(
    app: Flask, client: FlaskClient, account: Account, store: Session
) -> None:
    theirs = app.test_client()
    sign_in(theirs, store, account)
    sign_in(client, store, make_account(store))

    assert client.post(f"/accounts/{account.id}/sign-out").status_code == 404
    assert theirs.get("/accounts/").status_code == 200


def test_nobody_is_there_to_be_signed_out(client: FlaskClient, store: Session) -> None:
    sign_in(client, store, make_account(store, is_admin=True))
    client.set_cookie("language", "en")

    assert client.post("/accounts/9999/sign-out").status_code == 404


def test_pages_opened_at_once_share_the_token_of_their_forms(
    app: Flask, client: FlaskClient, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = client.get("/accounts/sign-in").text
    form = next(f for f in forms_in(page, "/accounts/sign-in") if "email" in f.names)
    filled = {**dict(form.fields), "email": account.email, "password": PASSWORD}
    client.post(form.action, data=filled)
    kept = client.get_cookie("desk")
    assert kept

    answers = [client.get("/accounts/"), client.get("/desk/")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert client.get_cookie("desk") == kept


@pytest.mark.parametrize("page", ["/desk/", "/accounts/", "/accounts/people"])
def test_no_browser_keeps_what_staff_saw(
    client: FlaskClient, store: Session, page: str
) -> None:
    sign_in(client, store, make_account(store, is_admin=True))

    answer = client.get(page)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_pages_of_everybody_may_be_kept_to_be_asked_for_again(
    client: FlaskClient,
) -> None:
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
