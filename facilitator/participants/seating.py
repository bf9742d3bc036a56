"""The cookies of a seat, and the personal code that a join page carries."""

from datetime import timedelta
from time import monotonic

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug import Response

from facilitator import keys
from facilitator.limits import Allowance
from facilitator.participants.access import cookie_name
from facilitator.participants.rules import Guesses, new_seats
from facilitator.slow import Queue
from facilitator.web.limits import allowance
from facilitator.workshops.models import Workshop

KEPT = timedelta(days=30)  # on the phone

# Each takes 50 ms of a processor and 16 MiB: a second is left for all else, and
# nobody waits for longer than 15 seconds.
_derivations = Queue(at_once=2, most=500)


def offer_code(workshop: Workshop) -> str:
    """Return a new personal code, signed so that only codes of ours are taken.

    The page carries it, and not the server: so a form that is sent twice names
    the same seat, and looking at the page changes nothing.
    """
    return _signer().dumps([keys.new_personal_code(), workshop.key])


def read_offer(signed: str | None, workshop: Workshop) -> str | None:
    """Return the personal code that `offer_code` made for this workshop, or None."""
    try:
        code, key = _signer().loads(signed or "")
    except (BadSignature, ValueError, TypeError):
        return None
    return str(code) if key == workshop.key else None


def personal_code_cookie(code: str) -> str:
    """Return the name of the cookie in which a phone keeps its personal code.

    The server cannot make it again: it derives the token from it, never back.
    """
    return f"code_{code}"


def kept_code(code: str) -> str:
    """Return the personal code that the visitor's phone keeps, in groups, or ""."""
    kept = keys.read_code(request.cookies.get(personal_code_cookie(code), ""))
    return keys.in_groups(kept) if kept else ""


def keep(answer: Response, workshop: Workshop, token: str, personal_code: str) -> None:
    """Let the phone keep its token and, for its owner's eyes, its personal code."""
    kept = {
        cookie_name(workshop.code): (token, "/"),
        personal_code_cookie(workshop.code): (personal_code, f"/w/{workshop.code}/"),
    }
    for name, (value, path) in kept.items():
        answer.set_cookie(
            name,
            value,
            max_age=KEPT,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )


def leave(answer: Response, workshop: Workshop) -> None:
    """Let the phone forget its token and its personal code."""
    answer.delete_cookie(cookie_name(workshop.code), path="/")
    answer.delete_cookie(
        personal_code_cookie(workshop.code), path=f"/w/{workshop.code}/"
    )


def guesses() -> Allowance:
    """Return this process's count of wrong personal codes."""
    return allowance("wrong personal codes", Guesses)


def token_of(personal_code: str, workshop: Workshop) -> str:
    """Derive a seat's token, when it is this request's turn. Before the first `db()`.

    Raises:
        TooManyAtOnce: too many wait already.
    """
    return _derivations.off_loop(keys.token_from, personal_code, workshop.key)


def count_new_seat(workshop: Workshop) -> None:
    """Count a seat that is about to be taken. Robots rehearse as fast as they can.

    Raises:
        TooManyJoin: the workshop gives no more at this moment.
    """
    if not workshop.is_rehearsal:
        allowance("new seats", new_seats).take(workshop.code, monotonic())


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="personal-code")
