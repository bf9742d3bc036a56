"""Rehearse with robots; wipe a rehearsal, and nothing but a rehearsal."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from facilitator.accounts.access import signed_in
from facilitator.setup.actions import rehearse
from facilitator.setup.forms import ButtonForm, RehearsalForm
from facilitator.slow import long_off_loop
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
    engine = units().engine
    on_commit(lambda _session: long_off_loop(after_close, engine))
    return redirect(url_for("setup.workshops"), 303)
