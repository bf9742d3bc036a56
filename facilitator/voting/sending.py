"""When a phone's ballot came in. The phone keeps it: beside ballots stands no time."""

from datetime import datetime

from flask import current_app, request
from werkzeug import Response

from facilitator.clock import local, now
from facilitator.dates import hour_in_words

DAY = 24 * 60 * 60  # seconds


def remember_sending(answer: Response, code: str, number: int) -> None:
    """Let the phone keep, in a cookie, that its ballot came in now."""
    answer.set_cookie(
        _cookie(number),
        now().isoformat(timespec="minutes"),
        path=f"/w/{code}/",
        max_age=DAY,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
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
