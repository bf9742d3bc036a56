"""Find which participant is asking. The only way from a cookie to a seat."""

import hmac
from dataclasses import dataclass
from hashlib import sha256

from flask import abort, current_app, g, redirect, request, url_for
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.models import Seat
from facilitator.participants.queries import count_seats, seat_with
from facilitator.web import memory
from facilitator.web.transaction import db
from facilitator.workshops.access import public_workshop
from facilitator.workshops.models import Workshop


@dataclass(frozen=True)
class Participant:
    """A seat, the workshop it is in, and the token that only this request knows."""

    workshop: Workshop
    seat: Seat
    token: str

    @property
    def author(self) -> str:
        """The name under which this person's proposals are kept."""
        return keys.author(self.token, self.workshop.key)


SEAT = "seat_"  # before the names of cookies
PROOF = "csrf_token"  # Flask-WTF's name, in forms and in `g`
SEATS_PROOF = "seat."  # before the tokens of forms


def cookie_name(code: str) -> str:
    """Return the name of the cookie that holds a seat's token."""
    return SEAT + code


def seat_proof(token: str) -> str:
    """Return what shows that a form stood on a page of the phone with this token."""
    key = str(current_app.secret_key).encode()
    return SEATS_PROOF + hmac.digest(key, f"{PROOF} {token}".encode(), sha256).hex()


def seat_token(code: str) -> str:
    """Return the token that the visitor's phone keeps, or an empty text."""
    kept = request.cookies.get(cookie_name(code), "")
    return keys.read_code(kept, keys.TOKEN_LENGTH) or ""


def seat_of_visitor(
    workshop: Workshop, session: Session | None = None
) -> Participant | None:
    """Return the participant whose token the visitor's cookie holds, or None.

    Reads through `session` when given: work that is slow comes before `db()`.
    """
    token = seat_token(workshop.code)
    if not token:
        return None
    seat = _seat(workshop, keys.credential(token, workshop.key), session)
    return Participant(workshop, seat, token) if seat else None


def _seat(workshop: Workshop, credential: str, session: Session | None) -> Seat | None:
    if session is not None:
        return seat_with(session, workshop.id, credential)
    return memory.recalled(
        ("seat", workshop.id, credential),
        lambda: seat_with(db(), workshop.id, credential),
        lambda _seat: workshop.id,
    )


def participant_in(code: str) -> Participant:
    """Return the participant who asks, or send the visitor to the join page.

    Raises:
        NotFoundHere: no workshop with this code has been opened.
    """
    workshop = public_workshop(code)
    participant = seat_of_visitor(workshop)
    if participant is None:
        abort(redirect(url_for("participants.join", code=code), 303))
    setattr(g, PROOF, seat_proof(participant.token))  # for the forms on the page
    memory.of_workshop(workshop.id)
    return participant


def people_in(workshop: Workshop) -> int:
    """Return how many people joined the workshop by phone."""
    return memory.recalled(
        ("people", workshop.id),
        lambda: count_seats(db(), workshop.id),
        lambda _people: workshop.id,
        counts_people=True,
    )
