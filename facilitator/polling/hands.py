"""Hands raised in the room, typed at the desk as totals."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from facilitator.accounts.access import signed_in
from facilitator.errors import RuleBroken
from facilitator.polling.forms import HandsForm
from facilitator.voting.hands import Hands, hands_of, lines_of, put_hands
from facilitator.voting.models import Vote
from facilitator.voting.queries import spec_of, vote_in
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop

bp = Blueprint(
    "hands", __name__, url_prefix="/desk/<code>/votes/<int(max=99999):number>/hands"
)


@bp.get("/")
def sheet(code: str, number: int) -> ResponseReturnValue:
    """Show the hands counted so far, to be typed or corrected."""
    workshop, vote = _asked(code, number)
    form = HandsForm(formdata=None)
    if found := hands_of(db(), vote):
        form.present.data = found.present
        form.hands.data = {line: str(n) for line, n in found.totals.items()}
    return _sheet(workshop, vote, form)


@bp.post("/")
def count(code: str, number: int) -> ResponseReturnValue:
    """Keep the hands as they were typed."""
    workshop, vote = _asked(code, number)
    form = HandsForm()
    if not form.validate_on_submit():
        return _sheet(workshop, vote, form), 422
    try:
        hands = Hands(form.present.data, form.counted())
        put_hands(db(), vote, hands, signed_in().id)
    except RuleBroken as refusal:
        return _sheet(workshop, vote, form, refusal), refusal.status
    flash(_("The raised hands are kept. They stand apart from the ballots."), "success")
    return redirect(url_for(".sheet", code=code, number=number), 303)


def _asked(code: str, number: int) -> tuple[Workshop, Vote]:
    workshop = my_workshop(code)
    return workshop, vote_in(db(), workshop.id, number)


def _sheet(
    workshop: Workshop, vote: Vote, form: HandsForm, refusal: RuleBroken | None = None
) -> str:
    spec = spec_of(vote) if vote.spec else None
    return render_template(
        "polling/hands.html",
        workshop=workshop,
        vote=vote,
        spec=spec,
        lines=lines_of(spec) if spec else (),
        form=form,
        refusal=refusal.sentence(_, ngettext) if refusal else "",
    )
