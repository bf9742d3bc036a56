"""Paper ballots at the desk: a slip's code, then what stands on its paper.

What is typed comes in forms and leaves in the answer to them alone: no address,
cookie, log or cache holds a slip's code or a mark.
"""

from collections.abc import Sequence
from http import HTTPStatus

from flask import (
    Blueprint,
    flash,
    make_response,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from facilitator.errors import RuleBroken
from facilitator.polling import typed
from facilitator.polling.forms import PaperForm, TypingForm
from facilitator.voting.models import Vote
from facilitator.voting.paper import (
    OnPaper,
    Typed,
    count_pending,
    look_at,
    type_in,
)
from facilitator.voting.queries import ballots_in, spec_of, vote_in
from facilitator.voting.rules import BallotRefused, Channel
from facilitator.voting.uses import channels_of
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop

bp = Blueprint(
    "paper", __name__, url_prefix="/desk/<code>/votes/<int(max=99999):number>/paper"
)
CONFLICT = HTTPStatus.CONFLICT
TYPIST = "typist"  # the key in the session: who typed last at this computer


@bp.after_request
def _unkept(answer: Response) -> Response:
    """Let no cache keep what stands on a paper."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/")
def sheet(code: str, number: int) -> ResponseReturnValue:
    """Ask who types, and for the slip of the next paper."""
    workshop, vote = _asked(code, number)
    form = PaperForm(formdata=None, data={"typist": session.get(TYPIST, "")})
    return _sheet(workshop, vote, form)


@bp.post("/")
def take(code: str, number: int) -> ResponseReturnValue:
    """Show what there is to type of the paper of a slip. Changes nothing."""
    workshop, vote = _asked(code, number)
    form = PaperForm()
    if not form.validate_on_submit():
        return _sheet(workshop, vote, form), 422
    try:
        found = look_at(db(), vote, form.token, form.typist.data)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _sheet(workshop, vote, form), refusal.status
    session[TYPIST] = form.typist.data
    typing = TypingForm(formdata=None)
    typing.slip.data, typing.typist.data = form.token, form.typist.data
    return _typing(workshop, vote, typing, found)


@bp.post("/typing")
def keep(code: str, number: int) -> ResponseReturnValue:
    """Take in what somebody typed: keep it, cast it, or show where two differ."""
    workshop, vote = _asked(code, number)
    form = TypingForm()
    again = PaperForm(formdata=None, data={"typist": form.typist.data})
    if not (form.slip.data and form.typist.data):  # no page of ours sends that
        return _sheet(workshop, vote, again), 422
    try:
        found = look_at(db(), vote, form.token, form.typist.data)
        if not form.validate_on_submit():
            return _typing(workshop, vote, form, found), 422
        return _kept(workshop, vote, form, found)
    except RuleBroken as refusal:
        again.refuse(refusal)
        return _sheet(workshop, vote, again), refusal.status


def _kept(
    workshop: Workshop, vote: Vote, form: TypingForm, found: OnPaper
) -> ResponseReturnValue:
    spec, is_replacing = spec_of(vote), bool(form.replace.data)
    try:
        content = form.answer_for(spec)
        done = type_in(
            db(),
            vote,
            form.token,
            content,
            form.typist.data,
            reason=form.reason.data or "",
            replace=is_replacing,
        )
    except (BallotRefused, typed.NotUnderstood) as refusal:
        why = refusal.sentence(_, ngettext)
        return _typing(workshop, vote, form, found, why), refusal.status
    if done.first is not None:
        form.show(content, spec)
        lines = typed.compared(spec, done.first, content)
        return _typing(workshop, vote, form, found, lines=lines), CONFLICT
    flash(_what_became(done, found, is_replacing), "success")
    return redirect(_home(workshop, vote), 303)


def _asked(code: str, number: int) -> tuple[Workshop, Vote]:
    workshop = my_workshop(code)
    return workshop, vote_in(db(), workshop.id, number)


def _sheet(workshop: Workshop, vote: Vote, form: PaperForm) -> str:
    channels = channels_of(db(), vote.id, ballots_in(db(), vote.id))
    return render_template(
        "polling/paper.html",
        workshop=workshop,
        vote=vote,
        form=form,
        pending=count_pending(db(), vote.id),
        on_paper=channels[Channel.PAPER],
        here=_home(workshop, vote),
    )


def _typing(
    workshop: Workshop,
    vote: Vote,
    form: TypingForm,
    found: OnPaper,
    refusal: str = "",
    *,
    lines: Sequence[typed.Line] = (),
) -> Response:
    spec = spec_of(vote)
    return make_response(
        render_template(
            "polling/typing.html",
            workshop=workshop,
            vote=vote,
            spec=spec,
            form=form,
            found=found,
            refusal=refusal,
            lines=lines,
            scale=typed.scale_of(spec),
            here=_home(workshop, vote),
        )
    )


def _home(workshop: Workshop, vote: Vote) -> str:
    return url_for(".sheet", code=workshop.code, number=vote.number)


def _what_became(done: Typed, found: OnPaper, is_replacing: bool) -> str:
    if done.is_cast:
        message = _("Slip %(slip)s: typed alike by two people. Its ballot is in.")
    elif is_replacing:
        message = _(
            "Slip %(slip)s: your typing stands instead of the first one. "
            "Now somebody else types this paper."
        )
    else:
        message = _("Slip %(slip)s: typed once. Now somebody else types this paper.")
    return str(message % {"slip": found.slip})
