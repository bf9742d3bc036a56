"""One tablet for many: begin, vote, note the receipt, hand it on.

Nothing here can be seen again: every answer forbids keeping it, and what it showed
hangs on a turn that the next page ends.
"""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from werkzeug import Response

from facilitator import keys
from facilitator.errors import RuleBroken
from facilitator.polling.actions import cast_on_tablet, check_slip
from facilitator.polling.forms import ButtonForm
from facilitator.polling.tablet import Turn, forget, tablet_in, take_turn, turn_of
from facilitator.slips.forms import SlipForm
from facilitator.voting.cards import sent_card
from facilitator.voting.forms import BallotForm
from facilitator.voting.models import Vote
from facilitator.voting.queries import open_vote_of, spec_of, vote_in
from facilitator.voting.rules import BallotRefused, Level, VoteState
from facilitator.voting.spec import by_axis
from facilitator.web.parts import page
from facilitator.web.transaction import db
from facilitator.workshops.models import Workshop

bp = Blueprint("kiosk", __name__, url_prefix="/w/<code>/kiosk")
PARTS = {"kiosk-now": "polling/_kiosk_now.html"}
IDLE = 90  # seconds without a touch, then the tablet is at its beginning
RECEIPT = 20  # seconds for noting a receipt


@bp.after_request
def _unkept(answer: Response) -> Response:
    """Let no cache and no history keep what one person saw."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/")
def begin(code: str) -> ResponseReturnValue:
    """Wait for the next person; whoever was here before is forgotten."""
    workshop = tablet_in(code)
    vote = open_vote_of(db(), workshop.id)
    shown = _page("polling/kiosk.html", workshop, vote)
    forget(shown, workshop)
    return shown


@bp.post("/")
def start(code: str) -> ResponseReturnValue:
    """Let it be the next person's turn."""
    workshop = tablet_in(code)
    vote = open_vote_of(db(), workshop.id)
    if vote is None or not ButtonForm().validate_on_submit():
        return _to("begin", code)
    if vote.level is not Level.OPEN:
        return _to("slip", code)
    answer = _to("ballot", code)
    take_turn(answer, workshop, Turn(vote.number, token=keys.new_token()))
    return answer


@bp.get("/slip")
def slip(code: str) -> ResponseReturnValue:
    """Ask for the slip of the person at the tablet."""
    workshop = tablet_in(code)
    vote = open_vote_of(db(), workshop.id)
    if vote is None or vote.level is Level.OPEN:
        return _to("begin", code)
    return _page("polling/kiosk_slip.html", workshop, vote, SlipForm(formdata=None))


@bp.post("/slip")
def take_slip(code: str) -> ResponseReturnValue:
    """Let it be the turn of the person with this slip.

    Wrong codes are not counted: a code is one of 2^80, and with 2,000 slips out a
    tablet on which a thousand were tried each second would find one in 19,000
    thousand million years.
    """
    workshop = tablet_in(code)
    vote = open_vote_of(db(), workshop.id)
    if vote is None or vote.level is Level.OPEN:
        return _to("begin", code)
    form = SlipForm()
    if form.validate_on_submit():
        try:
            check_slip(db(), vote, form.token)
        except RuleBroken as refusal:
            form.refuse(refusal)
    if form.slip.errors:
        return _page("polling/kiosk_slip.html", workshop, vote, form, status=422)
    answer = _to("ballot", code)
    take_turn(answer, workshop, Turn(vote.number, token=form.token))
    return answer


@bp.get("/ballot")
def ballot(code: str) -> ResponseReturnValue:
    """Show an empty ballot to the person whose turn it is."""
    workshop = tablet_in(code)
    turn = turn_of(workshop)
    if turn is None or not turn.token:
        return _to("begin", code)
    vote = vote_in(db(), workshop.id, turn.vote)
    if vote.state is not VoteState.OPEN:
        return _page("polling/kiosk_closed.html", workshop, vote)
    return _ballot(workshop, vote, turn, BallotForm(formdata=None))


@bp.post("/ballot")
def send(code: str) -> ResponseReturnValue:
    """Take in the ballot, and forget the token with it."""
    workshop = tablet_in(code)
    turn = turn_of(workshop)
    if turn is None or not turn.token:
        return _to("begin", code)
    vote = vote_in(db(), workshop.id, turn.vote)
    form = BallotForm()
    if not form.validate_on_submit():
        return _ballot(workshop, vote, turn, form, status=422)
    try:
        receipt = cast_on_tablet(
            db(),
            vote,
            turn.token,
            form.answer_for(spec_of(vote)),
            reason=form.reason.data or "",
            groups=sent_card(spec_of(vote)),
        )
    except BallotRefused as refusal:
        why = refusal.sentence(gettext, ngettext)
        return _ballot(workshop, vote, turn, form, why, status=refusal.status)
    answer = _to("receipt", code)
    take_turn(answer, workshop, Turn(vote.number, receipt=receipt))
    return answer


@bp.get("/receipt")
def receipt(code: str) -> ResponseReturnValue:
    """Show the receipt to its holder, for a while."""
    workshop = tablet_in(code)
    turn = turn_of(workshop)
    if turn is None or not turn.receipt:
        return _to("begin", code)
    vote = vote_in(db(), workshop.id, turn.vote)
    grouped = keys.in_groups(turn.receipt)
    return _page("polling/kiosk_receipt.html", workshop, vote, receipt=grouped)


@bp.get("/handover")
def hand_on(code: str) -> ResponseReturnValue:
    """Thank, and ask to hand the tablet on; the turn is over."""
    workshop = tablet_in(code)
    vote = open_vote_of(db(), workshop.id)
    shown = _page("polling/kiosk.html", workshop, vote, is_over=True)
    forget(shown, workshop)
    return shown


def _to(page_name: str, code: str) -> Response:
    return redirect(url_for(f".{page_name}", code=code), 303)


def _ballot(
    workshop: Workshop,
    vote: Vote,
    turn: Turn,
    form: BallotForm,
    refusal: str = "",
    *,
    status: int = 200,
) -> Response:
    spec = spec_of(vote)
    return _page(
        "polling/kiosk_ballot.html",
        workshop,
        vote,
        form,
        status=status,
        spec=spec,
        own=None,
        refusal=refusal,
        groups=by_axis(spec, keys.locator(turn.token, vote.key)),
    )


def _page(
    template: str,
    workshop: Workshop,
    vote: Vote | None,
    form: object = None,
    *,
    status: int = 200,
    **more: object,
) -> Response:
    given = {"spec": spec_of(vote) if vote and vote.spec else None, **more}
    shown = page(
        template,
        parts=PARTS,
        workshop=workshop,
        vote=vote,
        form=form,
        idle=IDLE,
        seconds=RECEIPT,
        **given,
    )
    if shown.status_code == 200:  # noqa: PLR2004 -- and not "not modified"
        shown.status_code = status
    return shown
