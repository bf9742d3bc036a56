"""Rehearse with robots; wipe a rehearsal, and nothing but a rehearsal."""

from typing import cast

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from facilitator.accounts.access import signed_in
from facilitator.serving.hub import Hub
from facilitator.setup.actions import rehearse
from facilitator.setup.forms import ButtonForm, RehearsalForm
from facilitator.slow import long_off_loop
from facilitator.units import After, Unit
from facilitator.voting.erasing import after_close
from facilitator.voting.wiping import NotARehearsal, wipe_rehearsal
from facilitator.web.locale import pick
from facilitator.web.transaction import db, on_commit, units
from facilitator.workshops.access import my_workshop
from facilitator.workshops.queries import workshop_of, workshops_of

bp = Blueprint("rehearsals", __name__)


def rehearsal_form(account_id: int) -> RehearsalForm:
    """Return the form that offers to rehearse a workshop of the account's."""
    mine = [one for one in workshops_of(db(), account_id) if not one.is_rehearsal]
    return RehearsalForm([(one.code, pick(one.title).value) for one in mine])


@bp.post("/rehearsals")
def make() -> ResponseReturnValue:
    """Make a rehearsal, and go to its control room."""
    account = signed_in()
    form = rehearsal_form(account.id)
    if not form.validate_on_submit():
        raise BadRequest()
    source = workshop_of(db(), account.id, form.source.data)
    workshop = rehearse(db(), account.id, source)
    return redirect(url_for("desk.control", code=workshop.code), 303)


@bp.route("/<code>/wiping", methods=["GET", "POST"])
def wipe(code: str) -> ResponseReturnValue:
    """Ask whether to wipe a rehearsal, and wipe it."""
    workshop = my_workshop(code)
    if not workshop.is_rehearsal:
        raise NotARehearsal()
    if not ButtonForm().validate_on_submit():
        return render_template("setup/wiping.html", workshop=workshop)
    wipe_rehearsal(db(), workshop)
    on_commit(_forgetting(workshop.id))
    return redirect(url_for("setup.workshops"), 303)


def _forgetting(workshop_id: int) -> After:
    """Return what is done once it is wiped: let go of its streams, clean the disk."""
    hub, engine = current_app.extensions.get("hub"), units().engine

    def forget(_unit: Unit) -> None:
        if hub is not None:
            cast(Hub, hub).forget(workshop_id)
        long_off_loop(after_close, engine)

    return forget
