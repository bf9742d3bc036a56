"""Before a result is shown: dice, reasons; and showing all of it at once."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from facilitator.accounts.access import signed_in
from facilitator.desk.forms import DiceForm, PressForm, ReadingForm, ReasonForm
from facilitator.errors import RuleBroken
from facilitator.voting.actions import reveal, roll_dice
from facilitator.voting.models import Vote
from facilitator.voting.moderating import let_reasons_be_read, turn_reason
from facilitator.voting.queries import spec_of, vote_in
from facilitator.voting.reasons import reasons_given
from facilitator.voting.rules import Method, VoteState
from facilitator.web.errors import wants_json
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop

bp = Blueprint("results", __name__, url_prefix="/votes/<int(max=99999):number>/result")


@bp.get("/")
def sheet(code: str, number: int) -> ResponseReturnValue:
    """Show what can be done before the room sees the result."""
    workshop, vote = _asked(code, number)
    return _sheet(workshop, vote, DiceForm(formdata=None))


@bp.post("/")
def show_all(code: str, number: int) -> ResponseReturnValue:
    """Show everything at once, to everybody."""
    workshop, vote = _asked(code, number)
    if not PressForm().validate_on_submit():
        raise BadRequest()
    reveal(db(), vote, signed_in().id)
    if wants_json():
        return "", 204
    return redirect(url_for("desk.control", code=workshop.code), 303)


@bp.post("/dice")
def roll(code: str, number: int) -> ResponseReturnValue:
    """Take what the room rolled into the public order."""
    workshop, vote = _asked(code, number)
    form = DiceForm()
    if not form.validate_on_submit():
        return _sheet(workshop, vote, form), 422
    try:
        roll_dice(db(), vote, form.digits.data, signed_in().id)
    except RuleBroken as refusal:
        return _sheet(workshop, vote, form, refusal), refusal.status
    return redirect(url_for(".sheet", code=code, number=number), 303)


@bp.post("/reasons")
def turn(code: str, number: int) -> ResponseReturnValue:
    """Hide a reason, or bring it back."""
    _, vote = _asked(code, number)
    form = ReasonForm()
    if not form.validate_on_submit():
        raise BadRequest()
    turn_reason(
        db(), vote, form.reason.data, signed_in().id, hidden=form.hidden.data == "1"
    )
    return redirect(url_for(".sheet", code=code, number=number) + "#reasons", 303)


@bp.post("/reading")
def let_read(code: str, number: int) -> ResponseReturnValue:
    """Let everybody read the reasons that are not hidden, or nobody."""
    _, vote = _asked(code, number)
    form = ReadingForm()
    if not form.validate_on_submit():
        raise BadRequest()
    let_reasons_be_read(db(), vote, signed_in().id, shown=form.shown.data == "1")
    return redirect(url_for(".sheet", code=code, number=number) + "#reasons", 303)


def _asked(code: str, number: int) -> tuple[Workshop, Vote]:
    workshop = my_workshop(code)
    return workshop, vote_in(db(), workshop.id, number)


def _sheet(
    workshop: Workshop, vote: Vote, form: DiceForm, refusal: RuleBroken | None = None
) -> str:
    is_closed = vote.state is VoteState.CLOSED
    has_reasons = is_closed and vote.method is Method.CONSENT
    return render_template(
        "desk/result.html",
        workshop=workshop,
        vote=vote,
        spec=spec_of(vote) if vote.spec else None,
        is_closed=is_closed,
        has_reasons=has_reasons,
        reasons=reasons_given(db(), vote) if has_reasons else [],
        form=form,
        refusal=refusal,
    )
