"""Let a phone keep its slip, and count wrong codes."""

from datetime import timedelta
from time import monotonic

from flask import current_app, request
from werkzeug import Response

from facilitator.limits import Allowance
from facilitator.slips.access import slip_cookie
from facilitator.slips.rules import phone_guesses, workshop_guesses
from facilitator.web.limits import allowance
from facilitator.workshops.models import Workshop

KEPT = timedelta(days=30)  # on the phone, to look up its ballot after the workshop


def keep_slip(answer: Response, workshop: Workshop, token: str) -> None:
    """Let the phone vote with this slip from now on, in place of any other."""
    path = f"/w/{workshop.code}/"
    for name in request.cookies:
        if name.startswith("ballot_sent_"):  # by the slip before
            answer.delete_cookie(name, path=path)
    answer.set_cookie(
        slip_cookie(workshop.code),
        token,
        max_age=KEPT,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


class Tries:
    """The wrong slip codes of one phone and one workshop, in this process."""

    def __init__(self, code: str, seat_id: int | None) -> None:
        rooms = allowance("wrong slips of rooms", workshop_guesses)
        self._counts: list[tuple[Allowance, str]] = [(rooms, code)]
        if seat_id is not None:
            phones = allowance("wrong slips of phones", phone_guesses)
            self._counts.insert(0, (phones, f"{code} {seat_id}"))

    def take(self) -> None:
        """Count one try.

        Raises:
            TriedTooManySlips: none is left.
        """
        for guesses, key in self._counts:
            guesses.take(key, monotonic())

    def give_back(self) -> None:
        """Forget the last try: the code was right."""
        for guesses, key in self._counts:
            guesses.give_back(key)
