"""Forms that another site forged: a phone's token is bound to its seat.

Everybody else's is bound to a signed cookie, which Flask-WTF makes; a phone needs
none, and so sends and receives less with every vote.
"""

import hmac

from flask import g, request
from flask_wtf.csrf import CSRFProtect, same_origin

from facilitator.keys import TOKEN_LENGTH, read_code
from facilitator.participants.access import PROOF, SEAT, SEATS_PROOF, seat_proof

OURS = ("same-origin", "none")  # what browsers say of a form; "none": nobody's page
PLACES = ("/w/", "/language")  # where the forms on participants' pages lead


class Protection(CSRFProtect):  # type: ignore[misc]
    """Flask-WTF's, which takes the tokens of seats too, on participants' pages."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse a form whose token is neither its seat's nor its cookie's.

        And one of which the browser says that it stood elsewhere: a proxy hides from
        Flask that it came by https, and with it Flask-WTF's own look at the referrer.
        """
        if request.headers.get("Sec-Fetch-Site", "none") not in OURS:
            self._error_response("The form stood on another site.")
        if request.method == "POST" and _is_a_seats():
            if request.is_secure and not same_origin(
                request.referrer or "", f"https://{request.host}/"
            ):
                self._error_response("The form stood on another site.")
            g.csrf_valid = True  # Flask-WTF's forms look here
        else:
            super().protect(apply_exemptions)


def _is_a_seats() -> bool:
    """Whether the form carries the token of the phone's seat in this workshop.

    Not of another: a neighbour on our domain could plant a seat of its own there. The
    language is no workshop's.
    """
    sent = request.form.get(PROOF, "")
    if not sent.startswith(SEATS_PROOF) or not request.path.startswith(PLACES):
        return False
    code = (request.view_args or {}).get("code", "")
    kept = (v for name, v in request.cookies.items() if name.startswith(SEAT + code))
    tokens = (read_code(value, TOKEN_LENGTH) for value in kept)
    return any(
        hmac.compare_digest(sent.encode(), seat_proof(token).encode())
        for token in tokens
        if token
    )
