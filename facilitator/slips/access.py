"""Find which slip a phone votes with. The only way from a cookie to a slip."""

from dataclasses import dataclass

from flask import request

from facilitator import keys
from facilitator.slips.models import Slip
from facilitator.slips.queries import slip_with
from facilitator.web.transaction import db
from facilitator.workshops.models import Workshop


@dataclass(frozen=True)
class HeldSlip:
    """A slip, and its token, which only this request knows."""

    slip: Slip
    token: str


def slip_cookie(code: str) -> str:
    """Return the name of the cookie that holds a slip's token."""
    return f"slip_{code}"


def slip_token(code: str) -> str:
    """Return the token that the visitor's phone keeps, or an empty text."""
    kept = request.cookies.get(slip_cookie(code), "")
    return keys.read_code(kept, keys.TOKEN_LENGTH) or ""


def slip_of_visitor(workshop: Workshop) -> HeldSlip | None:
    """Return the slip whose token the visitor's phone keeps, or None."""
    token = slip_token(workshop.code)
    if not token:
        return None
    slip = slip_with(db(), workshop.id, keys.credential(token, workshop.key))
    return HeldSlip(slip, token) if slip else None
