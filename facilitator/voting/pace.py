"""How fast one phone may change its ballot."""

from functools import partial
from hashlib import blake2b
from secrets import token_bytes
from time import monotonic

from flask import request

from facilitator.limits import Allowance
from facilitator.participants.access import cookie_name, seat_token
from facilitator.web.limits import allowance

_SALT = token_bytes(16)  # of this process: what counts phones can name none


def changes() -> Allowance:
    """Return how often a phone sends its ballot: 60 at once, then one in 2 seconds.

    Nobody changes their mind as often; the letters that a phone kept while it was
    out of reach all fit. What is left for a program is one small write in 2 seconds.
    """
    return Allowance(burst=60, each=2.0)


def count_sending(code: str) -> None:
    """Count that this phone sends a ballot in the workshop with `code`.

    Raises:
        TooFast: it sent very many.
    """
    # As it is read, not as it is written: small letters and dashes are no other seat.
    seat = seat_token(code) or request.cookies.get(cookie_name(code), "")
    name = blake2b(seat.encode(errors="replace"), key=_SALT, digest_size=12)
    _ballots().take(name.hexdigest(), monotonic())


_ballots = partial(allowance, "ballots", changes)
