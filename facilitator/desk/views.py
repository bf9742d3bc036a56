"""The control room of a workshop."""

from functools import partial

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from facilitator.accounts.access import signed_in
from facilitator.desk import actions, undo
from facilitator.desk.forms import (
    ApprovalForm,
    HidingForm,
    MoveForm,
    PressForm,
    TimeForm,
)
from facilitator.desk.log import bp as log
from facilitator.desk.pressing import done, pressed
from facilitator.desk.queries import Desk
from facilitator.desk.results import bp as results
from facilitator.desk.robots import bp as robots
from facilitator.desk.saying import in_words
from facilitator.desk.storage import copy_soon, storage_now
from facilitator.proposals import moderating
from facilitator.proposals.queries import proposal_in
from facilitator.proposals.rules import State
from facilitator.robots.rules import MOST
from facilitator.serving.streams import stream_response
from facilitator.slow import long_off_loop
from facilitator.voting.erasing import after_close, in_background
from facilitator.web.address import join_address, public_address, qr_svg
from facilitator.web.parts import page
from facilitator.web.transaction import db, on_commit, units
from facilitator.workshops import moving, pausing
from facilitator.workshops.access import my_workshop
from facilitator.workshops.naming import step_name
from facilitator.workshops.rules import Status

bp = Blueprint("desk", __name__, url_prefix="/desk/<code>")
bp.register_blueprint(results)
bp.register_blueprint(log)
bp.register_blueprint(robots)

PARTS = {
    part: f"desk/_{part}.html"
    for part in (
        *("next", "now", "queue", "proposals", "agenda", "history", "storage"),
        "robots",
    )
}


@bp.get("/")
def control(code: str) -> ResponseReturnValue:
    """Show where the workshop stands, and what comes next."""
    workshop = my_workshop(code)
    return page(
        "desk/control.html",
        parts=PARTS,
        desk=Desk(db(), workshop),
        workshop=workshop,
        address=public_address(),
        qr=qr_svg(join_address(code), gettext("Code to join from a phone")),
        step_name=step_name,
        in_words=in_words,
        storage=storage_now(),
        is_undoable=undo.is_undoable,
        State=State,
        most_robots=MOST,
    )


@bp.get("/live")
def live(code: str) -> Response:
    """Tell the control room and the projector what changes."""
    return stream_response(my_workshop(code).id)


@bp.post("/opening", endpoint="open")
def open_(code: str) -> ResponseReturnValue:
    """Let people join: the set-up page's last button."""
    workshop = pressed(code, PressForm())
    actions.open_for_all(db(), workshop, signed_in().id)
    return done(code)


@bp.post("/moves")
def move(code: str) -> ResponseReturnValue:
    """Make the next move."""
    form = MoveForm()
    workshop = pressed(code, form)
    closed = actions.press(db(), workshop, form.here.data, signed_in().id)
    if closed:
        work = units()
        aside = partial(long_off_loop, after_close)
        erase = in_background if work.are_shared else aside
        on_commit(lambda _unit: erase(work.engine))
    if not workshop.is_rehearsal and (closed or workshop.status is Status.ENDED):
        on_commit(lambda _unit: copy_soon())
    return done(code)


@bp.post("/steps/<int:step_id>")
def go(code: str, step_id: int) -> ResponseReturnValue:
    """Go to any step: back, or past one."""
    workshop = pressed(code, PressForm())
    actions.go_elsewhere(db(), workshop, step_id, signed_in().id)
    return done(code)


@bp.post("/time")
def extend(code: str) -> ResponseReturnValue:
    """Give the current step more minutes."""
    form = TimeForm()
    workshop = pressed(code, form)
    moving.extend(db(), workshop, form.minutes.data, signed_in().id)
    return done(code)


@bp.post("/pause")
def pause(code: str) -> ResponseReturnValue:
    """Let everybody's timer stand still."""
    workshop = pressed(code, PressForm())
    pausing.pause(db(), workshop, signed_in().id)
    return done(code)


@bp.post("/resumption")
def resume(code: str) -> ResponseReturnValue:
    """Let everybody's timer run on."""
    workshop = pressed(code, PressForm())
    pausing.resume(db(), workshop, signed_in().id)
    return done(code)


@bp.post("/last-call")
def call_last(code: str) -> ResponseReturnValue:
    """Let everybody's timer run out in 30 seconds."""
    workshop = pressed(code, PressForm())
    moving.call_last(db(), workshop, signed_in().id)
    return done(code)


@bp.post("/proposals/<int:number>/approval")
def approve(code: str, number: int) -> ResponseReturnValue:
    """Show a held proposal to everybody."""
    form = ApprovalForm()
    workshop = pressed(code, form)
    moderating.approve(
        db(), workshop, number, signed_in().id, version=form.version.data
    )
    return done(code)


@bp.post("/proposals/<int:number>/return")
def restore(code: str, number: int) -> ResponseReturnValue:
    """Show a hidden proposal again."""
    workshop = pressed(code, PressForm())
    moderating.restore(db(), workshop, number, signed_in().id)
    return done(code)


@bp.route("/proposals/<int:number>/hiding", methods=["GET", "POST"])
def hide(code: str, number: int) -> ResponseReturnValue:
    """Ask for a reason and take a proposal out."""
    workshop = my_workshop(code)
    proposal = proposal_in(db(), workshop.id, number)
    form = HidingForm()
    if form.validate_on_submit():
        moderating.hide(db(), workshop, number, signed_in().id, reason=form.reason.data)
        return done(code)
    shown = render_template(
        "desk/hide.html", workshop=workshop, proposal=proposal, form=form
    )
    return shown, 422 if form.errors else 200


@bp.post("/acts/<int:act_id>/undoing")
def take_back(code: str, act_id: int) -> ResponseReturnValue:
    """Undo an act of the list."""
    workshop = pressed(code, PressForm())
    undo.undo(db(), workshop, act_id, signed_in().id)
    return done(code)
