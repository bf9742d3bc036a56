"""The page of a vote: prepare it, look at it, have one more, a second round."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from facilitator.accounts.access import signed_in
from facilitator.errors import NotFoundHere, RuleBroken
from facilitator.proposals.costs import set_costs
from facilitator.setup.answers import noted, said_wrong
from facilitator.setup.forms import ButtonForm
from facilitator.setup.further_forms import costs_form
from facilitator.setup.vote_page import (
    Preparing,
    context,
    preparing,
    round_form,
    stale_parts,
    vote_form,
)
from facilitator.voting.actions import prepare_vote, set_up_vote
from facilitator.voting.cases import chosen
from facilitator.voting.forms import BallotForm
from facilitator.voting.rounds import add_vote, second_round
from facilitator.voting.rules import VoteIsFixed
from facilitator.voting.settings import VoteSettings
from facilitator.voting.spec import by_axis
from facilitator.web.errors import refusal, wants_json
from facilitator.web.headers import POLICY
from facilitator.web.locale import offer
from facilitator.web.parts import page
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop

CONFLICT = HTTPStatus.CONFLICT
PARTS = {
    "vote-fields": "setup/_vote_fields.html",
    "vote-costs": "setup/_vote_costs.html",
    "vote-says": "setup/_vote_says.html",
    "vote-preview": "setup/_vote_preview.html",
}
# A ballot that nobody can send, also where it is opened by itself.
NOT_TO_BE_SENT = f"{POLICY}; sandbox allow-scripts allow-same-origin"
bp = Blueprint("votes", __name__, url_prefix="/<code>/setup/votes/<int:step_id>")


@bp.errorhandler(RuleBroken)
def _refused_by_a_rule(error: RuleBroken) -> ResponseReturnValue:
    """Say it at the top of the page where the button was."""
    sentence = error.sentence(_, ngettext)
    if wants_json() or error.status != CONFLICT:
        return refusal(sentence, error.status)
    flash(sentence, "refusal")
    given = request.view_args or {}
    answer = _page(_asking(given["code"], given["step_id"]))
    answer.status_code = CONFLICT
    return answer


@bp.get("/", endpoint="show")
def show(code: str, step_id: int) -> ResponseReturnValue:
    """Show all that can be said of a vote, what the room will read, its ballot."""
    return _page(_asking(code, step_id))


@bp.post("/")
def save(code: str, step_id: int) -> ResponseReturnValue:
    """Keep what is said of a vote.

    Where another case was chosen, the other fields are those of the case before:
    only the question is taken from them.
    """
    on = _asking(code, step_id)
    if on.is_fixed:
        raise VoteIsFixed()
    form = vote_form(on)
    is_valid = form.validate_on_submit()
    if case := form.new_case:
        settings = form.with_question(chosen(case, on.settings, axes=len(on.axes)))
    elif is_valid:
        settings = form.settings()
    else:
        return _refused(on, form)
    return _kept(on, settings)


@bp.post("/costs")
def save_costs(code: str, step_id: int) -> ResponseReturnValue:
    """Keep what the proposals on the ballot cost."""
    on = _asking(code, step_id)
    if on.is_fixed:
        raise VoteIsFixed()
    form = costs_form(on.on_ballot)
    if not form.validate_on_submit():
        return _refused(on, form)
    set_costs(db(), on.workshop.id, form.costs)
    noted(on.workshop, "costs.saved")
    return _saved(on, "vote-costs", [])


@bp.get("/preview")
def preview(code: str, step_id: int) -> ResponseReturnValue:
    """Show the ballot as a phone would, to be tried and not to be sent."""
    on = _asking(code, step_id)
    offer(on.workshop.languages, on.workshop.main_language)
    spec = on.spec
    answer = page(
        "setup/ballot_preview.html",
        preview=True,
        spread=0,
        workshop=on.workshop,
        vote=on.vote,
        spec=spec,
        own=None,
        sent=None,
        found=None,
        form=BallotForm(formdata=None),
        refusal="",
        groups=by_axis(spec, spec.vote),
    )
    answer.headers["Content-Security-Policy"] = NOT_TO_BE_SENT
    return answer


@bp.post("/further")
def add(code: str, step_id: int) -> ResponseReturnValue:
    """Have one more vote, after this one and its results."""
    on = _pressed(code, step_id)
    step = add_vote(db(), on.workshop, on.step, signed_in().id)
    flash(_("One more vote is in the agenda. Here it is prepared."), "success")
    return redirect(url_for(".show", code=code, step_id=step.id), 303)


@bp.post("/round")
def follow(code: str, step_id: int) -> ResponseReturnValue:
    """Prepare a second round of a vote whose result the room has seen."""
    on = _asking(code, step_id)
    form = round_form(on)
    if not form.validate_on_submit():
        return _refused(on, form)
    vote = second_round(db(), on.workshop, on.vote, form.numbers, signed_in().id)
    flash(_("The second round is in the agenda. Here it is prepared."), "success")
    return redirect(url_for(".show", code=code, step_id=vote.step_id), 303)


def _asking(code: str, step_id: int) -> Preparing:
    return preparing(db(), my_workshop(code), step_id)


def _pressed(code: str, step_id: int) -> Preparing:
    on = _asking(code, step_id)
    if not ButtonForm().validate_on_submit():
        raise NotFoundHere()
    return on


def _page(on: Preparing, sent: FlaskForm | None = None) -> Response:
    return page("setup/vote.html", parts=PARTS, **context(on, sent))


def _kept(on: Preparing, settings: VoteSettings) -> ResponseReturnValue:
    vote = prepare_vote(db(), on.workshop.id, on.step.id)
    set_up_vote(db(), vote, settings)
    noted(on.workshop, "vote.prepared", vote=vote.number)
    return _saved(on, "vote-form", stale_parts(on.settings, settings))


def _saved(on: Preparing, anchor: str, stale: list[str]) -> ResponseReturnValue:
    """Say that it is kept. `stale` are parts that a script has to fetch again."""
    if wants_json():
        return jsonify(stale=stale)
    flash(_("Saved."), "success")
    here = url_for(".show", code=on.workshop.code, step_id=on.step.id, _anchor=anchor)
    return redirect(here, 303)


def _refused(on: Preparing, form: FlaskForm) -> ResponseReturnValue:
    """Say what is wrong, next to each field, with everything typed kept."""
    if wants_json():
        return said_wrong(form)
    answer = _page(on, form)
    answer.status_code = 422
    return answer
