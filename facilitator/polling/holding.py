"""A slip in somebody's hand: its address, and the phone that takes it."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug import Response

from facilitator import keys
from facilitator.participants.access import seat_of_visitor
from facilitator.participants.actions import take_seat
from facilitator.participants.rules import WorkshopEnded, read_slip_code
from facilitator.participants.seating import (
    keep,
    offer_code,
    read_offer,
    token_of,
)
from facilitator.slips.access import slip_token
from facilitator.slips.forms import SlipForm
from facilitator.slips.holding import Tries, keep_slip
from facilitator.slips.models import Slip
from facilitator.slips.queries import find_slip, slip_with
from facilitator.slips.rules import SlipFromElsewhere, SlipState, UnknownSlip
from facilitator.texts import in_language
from facilitator.voting.queries import open_vote_of
from facilitator.voting.rules import Level, SlipIsVoid
from facilitator.web.locale import language, offer
from facilitator.web.transaction import db, peek
from facilitator.workshops.access import public_workshop
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status

bp = Blueprint("slips", __name__)


@bp.after_request
def _unkept(answer: Response) -> Response:
    """Let no cache keep an answer, nor another page learn its address."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@bp.get("/s/<token>")
@bp.get("/S/<token>")
def show(token: str) -> ResponseReturnValue:
    """Show whose slip it is, and the one button. Looking at it takes nothing.

    Raises:
        UnknownSlip, SlipIsVoid, WorkshopEnded: it opens no ballot any more.
    """
    read = read_slip_code(token)
    found = find_slip(db(), read) if read else None
    if read is None or found is None:
        raise UnknownSlip()
    workshop, slip = found
    offer(workshop.languages, workshop.main_language)
    _require_valid(slip)
    form = SlipForm(formdata=None)
    form.slip.data = read
    if seat_of_visitor(workshop) is None:
        if workshop.status is Status.ENDED:
            raise WorkshopEnded()
        form.seat.data = offer_code(workshop)
    return _page("slips/show.html", workshop, form, slip=slip)


@bp.get("/w/<code>/slip")
def enter(code: str) -> ResponseReturnValue:
    """Ask for the code of a slip, for whoever cannot scan it."""
    workshop = public_workshop(code)
    form = SlipForm(formdata=None)
    if seat_of_visitor(workshop) is None:
        form.seat.data = offer_code(workshop)
    return _page("slips/enter.html", workshop, form)


@bp.post("/w/<code>/slip")
def take(code: str) -> ResponseReturnValue:
    """Let this phone vote with a slip; it takes a seat when it has none."""
    with peek() as session:
        workshop = public_workshop(code, session)
        participant = seat_of_visitor(workshop, session)
        form = SlipForm()
        if not form.validate_on_submit():
            return _again(workshop, form, needs_seat=participant is None)
        tries = Tries(code, participant.seat.id if participant else None)
        tries.take()
        why = _why_not(session, workshop, form.token)
    if why:
        form.refuse(why)
        return _again(workshop, form, needs_seat=participant is None)
    tries.give_back()
    personal_code = read_offer(form.seat.data, workshop)
    if participant is None and personal_code is None:
        return _again(workshop, form, needs_seat=True)
    answer = redirect(_where_to_go(workshop), 303)
    if participant is None and personal_code:
        _sit(answer, workshop, personal_code)
    if slip_token(workshop.code) not in ("", form.token):
        sentence = gettext(
            "This phone now votes with the new slip. A ballot sent with the slip "
            "before it stays as it is."
        )
        flash(sentence, "info")
    keep_slip(answer, workshop, form.token)
    return answer


def _why_not(
    session: Session, workshop: Workshop, token: str
) -> UnknownSlip | SlipFromElsewhere | SlipIsVoid | None:
    """Return why this slip does not vote in the workshop, None when it does."""
    slip = slip_with(session, workshop.id, keys.credential(token, workshop.key))
    if slip is not None:
        is_gone = slip.state in (SlipState.VOID, SlipState.RETURNED)
        return SlipIsVoid() if is_gone else None
    elsewhere = find_slip(session, token)
    if elsewhere is None:
        return UnknownSlip()
    other, _slip = elsewhere
    title = in_language(other.title, language(), other.languages)
    return SlipFromElsewhere(title=title.value)


def _require_valid(slip: Slip) -> None:
    if slip.state in (SlipState.VOID, SlipState.RETURNED):
        raise SlipIsVoid()


def _sit(answer: Response, workshop: Workshop, personal_code: str) -> None:
    """Take a seat without a name for a phone that has none."""
    token = token_of(personal_code, workshop)
    take_seat(db(), workshop, keys.credential(token, workshop.key))
    keep(answer, workshop, token, personal_code)


def _where_to_go(workshop: Workshop) -> str:
    """Return the ballot that wants a slip now, or else the room."""
    with peek() as session:
        vote = open_vote_of(session, workshop.id)
    if vote is None or vote.level is Level.OPEN:
        return url_for("room.now", code=workshop.code)
    return url_for("voting.ballot", code=workshop.code, number=vote.number)


def _again(workshop: Workshop, form: SlipForm, *, needs_seat: bool) -> Response:
    """Show the form again with what was typed, and what is wrong with it."""
    if needs_seat and read_offer(form.seat.data, workshop) is None:
        form.seat.data = offer_code(workshop)
    answer = _page("slips/enter.html", workshop, form)
    answer.status_code = 422
    return answer


def _page(template: str, workshop: Workshop, form: SlipForm, **more: Slip) -> Response:
    page = render_template(template, workshop=workshop, form=form, **more)
    return make_response(page)
