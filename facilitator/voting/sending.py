"""When a phone's ballot came in. The phone keeps it: beside ballots stands no time."""

from datetime import datetime
from functools import lru_cache

from flask import current_app, request
from werkzeug import Response
from werkzeug.http import dump_cookie

from facilitator.clock import local, now
from facilitator.dates import hour_in_words

DAY = 24 * 60 * 60  # seconds


def remember_sending(answer: Response, code: str, number: int) -> None:
    """Let the phone keep, in a cookie, that its ballot came in now."""
    moment = now().isoformat(timespec="minutes")
    is_secure = current_app.config["SESSION_COOKIE_SECURE"]
    kept = _kept(_cookie(number), moment, f"/w/{code}/", is_secure)
    answer.headers.add("Set-Cookie", kept)


@lru_cache(maxsize=64)  # a room votes within the same few minutes
def _kept(name: str, moment: str, path: str, is_secure: bool) -> str:
    return dump_cookie(
        name,
        moment,
        path=path,
        max_age=DAY,
        httponly=True,
        samesite="Lax",
        secure=is_secure,
    )


def sent_at(number: int) -> str | None:
    """Return the hour that the phone kept for a vote, as people write it.

    By the clocks of the room. None when the phone keeps none.
    """
    try:
        at = datetime.fromisoformat(request.cookies.get(_cookie(number), ""))
        return hour_in_words(f"{local(at):%H:%M}")
    except (ValueError, OverflowError, OSError):
        return None


def _cookie(number: int) -> str:
    return f"ballot_sent_{number}"
