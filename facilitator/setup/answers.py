"""How the set-up page answers a form: a script in words, a browser with the page."""

from flask import flash, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from facilitator.accounts.access import signed_in
from facilitator.setup.page import setup_page
from facilitator.web.errors import wants_json
from facilitator.web.forms import errors_by_id
from facilitator.web.transaction import db
from facilitator.workshops.acts import record
from facilitator.workshops.models import Workshop


def noted(workshop: Workshop, kind: str, **details: object) -> None:
    """Note in the log what the asking facilitator changed."""
    record(db(), workshop.id, signed_in().id, kind, **details)


def saved(
    workshop: Workshop, anchor: str, *, changes_page: bool = False
) -> ResponseReturnValue:
    """Say that it is kept. `changes_page`: a script has to load the page again."""
    here = url_for("setup.page", code=workshop.code, _anchor=anchor)
    if wants_json():
        return jsonify(reload=here if changes_page else None)
    flash(_("Saved."), "success")
    return redirect(here, 303)


def back_to(workshop: Workshop, anchor: str) -> ResponseReturnValue:
    """Show the page again, where something was added, moved or removed."""
    return redirect(url_for("setup.page", code=workshop.code, _anchor=anchor), 303)


def refused(workshop: Workshop, form: FlaskForm) -> ResponseReturnValue:
    """Say what is wrong, next to each field, with everything typed kept."""
    if not wants_json():
        return setup_page(workshop, form), 422
    return said_wrong(form)


def said_wrong(form: FlaskForm) -> ResponseReturnValue:
    """Tell a script what is wrong, by the id of the element that says it."""
    errors = errors_by_id(form)
    message = ngettext(
        "Not saved: %(num)d thing to correct.",
        "Not saved: %(num)d things to correct.",
        len(errors),
    )
    return jsonify(message=message, errors=errors), 422
