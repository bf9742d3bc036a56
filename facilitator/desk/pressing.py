"""What every button of the control room does first, and last."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.exceptions import BadRequest

from facilitator.web.errors import wants_json
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop


def pressed(code: str, form: FlaskForm) -> Workshop:
    """Return the facilitator's workshop once `form` is what a button sends.

    Raises:
        NotFoundHere: it is not theirs.
        BadRequest: no button of ours sends that.
    """
    workshop = my_workshop(code)
    if not form.validate_on_submit():
        raise BadRequest()
    return workshop


def done(code: str) -> ResponseReturnValue:
    """Answer a script with nothing (the page hears of the change), else the page."""
    if wants_json():
        return "", 204
    return redirect(url_for("desk.control", code=code), 303)
