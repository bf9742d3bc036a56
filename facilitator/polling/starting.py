"""Make this device a tablet that is passed on, and end that. For staff."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from facilitator.accounts.access import COOKIE_KEY, signed_in
from facilitator.accounts.actions import sign_out
from facilitator.errors import N_, RuleBroken
from facilitator.polling.forms import ButtonForm
from facilitator.polling.tablet import REVOKED, end, is_tablet, set_up
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.acts import record
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status

bp = Blueprint("tablet", __name__, url_prefix="/desk/<code>/kiosk")


class NotOpenYet(RuleBroken):
    """Nobody could vote on it."""

    message = N_("Open the workshop first: before that nobody can take part.")


@bp.get("/")
def show(code: str) -> ResponseReturnValue:
    """Explain, and offer to start, or to end what runs on this device."""
    workshop = my_workshop(code)
    return render_template(
        "polling/tablet.html", workshop=workshop, is_tablet=is_tablet(workshop)
    )


@bp.post("/")
def start(code: str) -> ResponseReturnValue:
    """Sign this device out, and let it be passed on.

    Raises:
        NotOpenYet: the workshop is a draft.
    """
    workshop = _pressed(code)
    if workshop.status is Status.DRAFT:
        raise NotOpenYet()
    record(db(), workshop.id, signed_in().id, "kiosk.started")
    sign_out(db(), session[COOKIE_KEY])
    session.clear()
    answer = redirect(url_for("kiosk.begin", code=code), 303)
    set_up(answer, workshop)
    return answer


@bp.post("/end")
def stop(code: str) -> ResponseReturnValue:
    """Let this device be one of staff again."""
    workshop = _pressed(code)
    answer = redirect(url_for("desk.control", code=code), 303)
    end(answer, workshop)
    record(db(), workshop.id, signed_in().id, "kiosk.ended")
    return answer


@bp.post("/revoking")
def revoke(code: str) -> ResponseReturnValue:
    """Take every tablet back, also one that is out of reach: it was lost, or taken."""
    workshop = _pressed(code)
    record(db(), workshop.id, signed_in().id, REVOKED)
    flash(_("No tablet votes any more. Set up again those that you have."), "success")
    return redirect(url_for(".show", code=code), 303)


def _pressed(code: str) -> Workshop:
    workshop = my_workshop(code)
    if not ButtonForm().validate_on_submit():
        raise BadRequest()
    return workshop
