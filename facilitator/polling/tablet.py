"""The two cookies of a tablet that is passed on: that it is one, and whose turn it is.

The turn holds the token of the person who is voting, until the ballot is sent, and
then the receipt, until the tablet is handed on. The next beginning forgets it. No
turn is longer than `LONGEST_TURN`, whatever a browser keeps.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug import Response

from facilitator.errors import NotFoundHere
from facilitator.participants.access import cookie_name
from facilitator.participants.seating import personal_code_cookie
from facilitator.web.locale import COOKIE as LANGUAGE
from facilitator.web.transaction import db
from facilitator.workshops.access import public_workshop
from facilitator.workshops.acts import latest_of
from facilitator.workshops.models import Workshop

KEPT: Final = timedelta(hours=16)  # a day's workshop
LONGEST_TURN: Final = timedelta(minutes=20)
TURN: Final = "turn"
REVOKED: Final = "kiosk.revoked"  # the act that makes every tablet of before useless


@dataclass(frozen=True)
class Turn:
    """One person at the tablet: before sending a `token`, after it a `receipt`."""

    vote: int
    token: str = ""
    receipt: str = ""


def tablet_in(code: str) -> Workshop:
    """Return the workshop in which this device is passed on.

    Raises:
        NotFoundHere: it is not such a device, or there is no such workshop.
    """
    workshop = public_workshop(code)
    if not is_tablet(workshop):
        raise NotFoundHere()
    return workshop


def is_tablet(workshop: Workshop) -> bool:
    """Whether staff set this device up to be passed on in the workshop."""
    kept = _read("kiosk", request.cookies.get(_kiosk(workshop)), workshop, KEPT)
    return kept is not None and kept.get("after", 0) == _last_revoking(workshop)


def set_up(answer: Response, workshop: Workshop) -> None:
    """Make this device a tablet that is passed on."""
    said = {"of": workshop.key, "after": _last_revoking(workshop)}
    signed = _signer("kiosk").dumps(said)
    _keep(answer, _kiosk(workshop), signed, "/", KEPT)


def end(answer: Response, workshop: Workshop) -> None:
    """Make this device what it was before."""
    answer.delete_cookie(_kiosk(workshop), path="/")
    forget(answer, workshop)


def _last_revoking(workshop: Workshop) -> int:
    """Return the act by which staff last took all tablets back, 0 without one."""
    found = latest_of(db(), workshop.id, [REVOKED], 1)
    return found[0].id if found else 0


def turn_of(workshop: Workshop) -> Turn | None:
    """Return whose turn it is, None when nobody has begun."""
    kept = _read(TURN, request.cookies.get(TURN), workshop, LONGEST_TURN)
    return Turn(kept["vote"], kept["token"], kept["receipt"]) if kept else None


def take_turn(answer: Response, workshop: Workshop, turn: Turn) -> None:
    """Let it be this person's turn, or the same person's after sending."""
    signed = _signer(TURN).dumps({"of": workshop.key, **asdict(turn)})
    _keep(answer, TURN, signed, _path(workshop), LONGEST_TURN)


def forget(answer: Response, workshop: Workshop) -> None:
    """Leave nothing of anybody on this device: no turn, seat, slip, nor language."""
    if TURN in request.cookies:
        answer.delete_cookie(LANGUAGE)
    answer.delete_cookie(TURN, path=_path(workshop))
    phones = f"/w/{workshop.code}/"
    answer.delete_cookie(cookie_name(workshop.code), path="/")
    answer.delete_cookie(personal_code_cookie(workshop.code), path=phones)
    for name in request.cookies:
        if name.startswith(("slip_", "ballot_sent_")):
            answer.delete_cookie(name, path=phones)


def _read(
    purpose: str, signed: str | None, workshop: Workshop, longest: timedelta
) -> dict[str, Any] | None:
    try:
        said = _signer(purpose).loads(
            signed or "", max_age=int(longest.total_seconds())
        )
    except BadData:
        return None
    return dict(said) if said["of"] == workshop.key else None


def _keep(
    answer: Response, name: str, value: str, path: str, longest: timedelta
) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=longest,
        path=path,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )


def _kiosk(workshop: Workshop) -> str:
    return f"kiosk_{workshop.code}"


def _path(workshop: Workshop) -> str:
    return f"/w/{workshop.code}/kiosk/"


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=purpose)
