"""Find which facilitator is asking. The only way from a cookie to an account."""

import secrets

from flask import abort, g, redirect, request, session, url_for

from facilitator.accounts.models import Account
from facilitator.accounts.queries import account_signed_in
from facilitator.accounts.rules import token_hash
from facilitator.errors import NotFoundHere
from facilitator.web.locale import COOKIE as LANGUAGE_COOKIE
from facilitator.web.locale import speak
from facilitator.web.transaction import peek

FORGERY_KEY = "csrf_token"  # where Flask-WTF looks, in the session and in g
COOKIE_KEY = "sign-in"


def visitor() -> Account | None:
    """Return the facilitator who is signed in, or None. One query a request.

    Read without the write lock, so that a view may do slow work after it; to
    change the account, get it again by its id.
    """
    if "account" not in g:
        g.account = None
        if token := session.get(COOKIE_KEY):
            with peek() as reading:
                g.account = account_signed_in(reading, token_hash(token))
    account: Account | None = g.account
    return account


def signed_in() -> Account:
    """Return the facilitator who is signed in, or send the visitor to sign in.

    Until they choose another in this browser, pages are in their own language.
    """
    account = visitor()
    if account is None:
        here = request.full_path.rstrip("?") if request.method == "GET" else None
        abort(redirect(url_for("accounts.sign_in", next=here), 303))
    if LANGUAGE_COOKIE not in request.cookies:
        speak(account.language)
    return account


def admin() -> Account:
    """Return the facilitator who is signed in and may invite others.

    Raises:
        NotFoundHere: they may not.
    """
    account = signed_in()
    if not account.is_admin:
        raise NotFoundHere()
    return account


def keep_signed_in(token: str) -> None:
    """Let this browser be signed in by `token`, and forget all it had before."""
    session.clear()  # with it a session that somebody may have planted
    session[COOKIE_KEY] = token
    # Made now: several pages opened at once would each make their own, and all
    # forms but one would be refused.
    session[FORGERY_KEY] = secrets.token_hex(20)
    g.pop(FORGERY_KEY, None)
    session.permanent = True  # a laptop that restarts is still signed in
    g.pop("account", None)
