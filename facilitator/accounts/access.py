"""Find which facilitator is asking. The only way from a cookie to an account."""

import hashlib

from flask import abort, g, redirect, request, session, url_for

from facilitator.accounts.models import Account
from facilitator.accounts.queries import account_signed_in
from facilitator.web.locale import COOKIE as LANGUAGE_COOKIE
from facilitator.web.locale import speak
from facilitator.web.transaction import db

COOKIE_KEY = "sign-in"


def token_hash(token: str) -> str:
    """Return what the database holds of a random token; hexadecimal SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def visitor() -> Account | None:
    """Return the facilitator who is signed in, or None. One query a request."""
    if "account" not in g:
        token = session.get(COOKIE_KEY)
        g.account = account_signed_in(db(), token_hash(token)) if token else None
    account: Account | None = g.account
    return account


def signed_in() -> Account:
    """Return the facilitator who is signed in, or send the visitor to sign in.

    Until they choose another in this browser, pages are in their own language.
    """
    account = visitor()
    if account is None:
        here = request.full_path if request.method == "GET" else None
        abort(redirect(url_for("accounts.sign_in", next=here), 303))
    if LANGUAGE_COOKIE not in request.cookies:
        speak(account.language)
    return account
