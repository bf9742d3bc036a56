"""The rows of the set-up page: add, save, move, take out, bring back."""

from http import HTTPStatus

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from facilitator.accounts.access import signed_in
from facilitator.accounts.queries import named
from facilitator.axes import actions as axes
from facilitator.axes.queries import axis_in, objectives_of
from facilitator.axes.rules import AxisText
from facilitator.errors import NotFoundHere, RuleBroken
from facilitator.participants import attendance
from facilitator.setup import actions
from facilitator.setup.answers import back_to, noted, refused, saved
from facilitator.setup.forms import ButtonForm, PlaceForm, PresenceForm
from facilitator.setup.page import (
    axis_form,
    new_axis_form,
    new_step_form,
    next_step_form,
    presence_form,
    setup_page,
    share_form,
    step_form,
)
from facilitator.voting.removals import remove_step as remove_step_with_vote
from facilitator.web.errors import refusal, wants_json
from facilitator.web.fields import add_error
from facilitator.web.transaction import db
from facilitator.workshops import agenda, following
from facilitator.workshops.access import my_workshop
from facilitator.workshops.actions import share_workshop, unshare_workshop
from facilitator.workshops.acts import step_named
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import step_in
from facilitator.workshops.rules import NoSuchAccount, StepKind

CONFLICT = HTTPStatus.CONFLICT
bp = Blueprint("rows", __name__, url_prefix="/<code>/setup")


def _pressed(code: str) -> Workshop:
    """Return the facilitator's workshop, a button of which was pressed.

    Raises:
        NotFoundHere: it is not theirs, or the form does not come from our page.
    """
    workshop = my_workshop(code)
    if not ButtonForm().validate_on_submit():
        raise NotFoundHere()
    return workshop


def _places() -> int:
    """Return by how many places the row shall move.

    Raises:
        NotFoundHere: neither up nor down.
    """
    form = PlaceForm()
    if not form.validate_on_submit():
        raise NotFoundHere()
    return int(form.by.data)


@bp.errorhandler(RuleBroken)
def _refused_by_a_rule(error: RuleBroken) -> ResponseReturnValue:
    """Say it at the top of the page where the button was."""
    sentence = error.sentence(_, ngettext)
    if wants_json() or error.status != CONFLICT:
        return refusal(sentence, error.status)
    flash(sentence, "refusal")
    return setup_page(my_workshop((request.view_args or {})["code"])), CONFLICT


@bp.post("/axes")
def add_axis(code: str) -> ResponseReturnValue:
    """Add an axis, and stay where the next one is typed."""
    workshop = my_workshop(code)
    form = new_axis_form(workshop)
    if not form.validate_on_submit():
        return refused(workshop, form)
    axis = axes.add_axis(db(), workshop.id, AxisText(form.title.data))
    noted(workshop, "axis.added", title=axis.title)
    return back_to(workshop, form.title.by_language[workshop.main_language].id)


@bp.post("/axes/<int:axis_id>")
def save_axis(code: str, axis_id: int) -> ResponseReturnValue:
    """Keep what an axis says."""
    workshop = my_workshop(code)
    axis = axis_in(db(), workshop.id, axis_id)
    lines = objectives_of(db(), workshop.id).get(axis.id, ())
    form = axis_form(workshop, axis, lines)
    if not form.validate_on_submit():
        return refused(workshop, form)
    axes.change_axis(db(), axis, form.text(), form.colour.data)
    noted(workshop, "axis.changed", title=axis.title)
    return saved(workshop, f"axis-{axis.id}")


@bp.post("/axes/<int:axis_id>/place")
def move_axis(code: str, axis_id: int) -> ResponseReturnValue:
    """Move an axis up or down."""
    workshop = my_workshop(code)
    axis = axis_in(db(), workshop.id, axis_id)
    axes.move_axis(db(), axis, _places())
    noted(workshop, "axis.placed", title=axis.title)
    return back_to(workshop, f"axis-{axis_id}")


@bp.post("/axes/<int:axis_id>/removal")
def remove_axis(code: str, axis_id: int) -> ResponseReturnValue:
    """Take an axis out, unless it holds proposals."""
    workshop = _pressed(code)
    axis = axis_in(db(), workshop.id, axis_id)
    axes.remove_axis(db(), axis, signed_in().id)
    return back_to(workshop, "removed")


@bp.post("/steps")
def add_step(code: str) -> ResponseReturnValue:
    """Add a step to the agenda."""
    workshop = my_workshop(code)
    form = new_step_form()
    if not form.validate_on_submit():
        return refused(workshop, form)
    step = agenda.add_step(db(), workshop, StepKind(form.kind.data))
    noted(workshop, "step.added", **step_named(step))
    return back_to(workshop, f"step-{step.id}")


@bp.post("/steps/<int:step_id>")
def save_step(code: str, step_id: int) -> ResponseReturnValue:
    """Keep the name of a step and its minutes."""
    workshop = my_workshop(code)
    step = step_in(db(), workshop.id, step_id)
    form = step_form(workshop, step)
    if not form.validate_on_submit():
        return refused(workshop, form)
    agenda.change_step(db(), step, title=form.title.data, minutes=form.minutes.data)
    noted(workshop, "step.changed", **step_named(step))
    return saved(workshop, f"step-{step.id}")


@bp.post("/steps/<int:step_id>/place")
def move_step(code: str, step_id: int) -> ResponseReturnValue:
    """Move a step up or down."""
    workshop = my_workshop(code)
    step = step_in(db(), workshop.id, step_id)
    agenda.move_step(db(), step, _places())
    noted(workshop, "step.placed", **step_named(step))
    return back_to(workshop, f"step-{step_id}")


@bp.post("/steps/<int:step_id>/skipping")
def skip_step(code: str, step_id: int) -> ResponseReturnValue:
    """Leave a step out of the workshop."""
    workshop = _pressed(code)
    step = step_in(db(), workshop.id, step_id)
    agenda.skip_step(db(), step, signed_in().id)
    return back_to(workshop, f"step-{step_id}")


@bp.post("/steps/<int:step_id>/return")
def take_in_step(code: str, step_id: int) -> ResponseReturnValue:
    """Take a step in again that was skipped."""
    workshop = _pressed(code)
    step = step_in(db(), workshop.id, step_id)
    agenda.skip_step(db(), step, signed_in().id, skipped=False)
    return back_to(workshop, f"step-{step_id}")


@bp.post("/steps/<int:step_id>/removal")
def remove_step(code: str, step_id: int) -> ResponseReturnValue:
    """Take a step out of the agenda."""
    workshop = _pressed(code)
    step = step_in(db(), workshop.id, step_id)
    remove_step_with_vote(db(), step, signed_in().id)
    return back_to(workshop, "removed")


@bp.post("/acts/<int:act_id>/undoing")
def undo_removal(code: str, act_id: int) -> ResponseReturnValue:
    """Bring back an axis or a step."""
    workshop = _pressed(code)
    act = actions.undo_removal(db(), workshop, act_id, signed_in().id)
    flash(_("It is back."), "success")
    return back_to(workshop, "axes" if act.kind == "axis.removed" else "agenda")


def _presence(form: PresenceForm) -> attendance.Presence:
    return attendance.Presence(form.role.data, form.category.data, form.count.data)


@bp.post("/attendance")
def add_presence(code: str) -> ResponseReturnValue:
    """Add a role to the list of people present."""
    workshop = my_workshop(code)
    form = presence_form(workshop)
    if not form.validate_on_submit():
        return refused(workshop, form)
    row = attendance.add_attendance(db(), workshop.id, _presence(form))
    noted(workshop, "presence.added", title=row.role)
    return back_to(workshop, form.role.by_language[workshop.main_language].id)


@bp.post("/attendance/<int:row_id>")
def save_presence(code: str, row_id: int) -> ResponseReturnValue:
    """Keep what is said of a role."""
    workshop = my_workshop(code)
    row = attendance.attendance_in(db(), workshop.id, row_id)
    form = presence_form(workshop, row)
    if not form.validate_on_submit():
        return refused(workshop, form)
    attendance.change_attendance(db(), row, _presence(form))
    noted(workshop, "presence.changed", title=row.role)
    return saved(workshop, f"presence-{row.id}")


@bp.post("/attendance/<int:row_id>/removal")
def remove_presence(code: str, row_id: int) -> ResponseReturnValue:
    """Take a role out of the list."""
    workshop = _pressed(code)
    row = attendance.attendance_in(db(), workshop.id, row_id)
    attendance.remove_attendance(db(), row)
    noted(workshop, "presence.removed", title=row.role)
    return back_to(workshop, "people")


@bp.post("/next-steps")
def add_next_step(code: str) -> ResponseReturnValue:
    """Add what follows."""
    workshop = my_workshop(code)
    form = next_step_form(workshop)
    if not form.validate_on_submit():
        return refused(workshop, form)
    row = following.add_next_step(db(), workshop.id, form.text.data, form.due.data)
    noted(workshop, "followup.added", title=row.text)
    return back_to(workshop, form.text.by_language[workshop.main_language].id)


@bp.post("/next-steps/<int:row_id>")
def save_next_step(code: str, row_id: int) -> ResponseReturnValue:
    """Keep what is said of something that follows."""
    workshop = my_workshop(code)
    row = following.next_step_in(db(), workshop.id, row_id)
    form = next_step_form(workshop, row)
    if not form.validate_on_submit():
        return refused(workshop, form)
    following.change_next_step(db(), row, form.text.data, form.due.data)
    noted(workshop, "followup.changed", title=row.text)
    return saved(workshop, f"next-{row.id}")


@bp.post("/next-steps/<int:row_id>/removal")
def remove_next_step(code: str, row_id: int) -> ResponseReturnValue:
    """Take it out of what follows."""
    workshop = _pressed(code)
    row = following.next_step_in(db(), workshop.id, row_id)
    following.remove_next_step(db(), row)
    noted(workshop, "followup.removed", title=row.text)
    return back_to(workshop, "following")


@bp.post("/members")
def share(code: str) -> ResponseReturnValue:
    """Share the workshop with another facilitator."""
    workshop = my_workshop(code)
    form = share_form()
    if not form.validate_on_submit():
        return refused(workshop, form)
    try:
        account = share_workshop(db(), workshop, form.email.data)
    except NoSuchAccount as nobody:
        add_error(form.email, nobody)
        return refused(workshop, form)
    noted(workshop, "member.added", **named(account))
    flash(_("Shared with %(name)s.", name=account.name), "success")
    return back_to(workshop, "members")


@bp.post("/members/<int:account_id>/removal")
def unshare(code: str, account_id: int) -> ResponseReturnValue:
    """End the sharing with a facilitator."""
    workshop = _pressed(code)
    account = unshare_workshop(db(), workshop, account_id)
    if account:
        noted(workshop, "member.removed", **named(account))
    return back_to(workshop, "members")
