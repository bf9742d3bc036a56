"""Find a workshop, join it, come back to it from another phone."""

from time import monotonic
from typing import TypeVar

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_wtf.csrf import generate_csrf
from werkzeug import Response as BaseResponse

from facilitator import keys
from facilitator.participants import actions
from facilitator.participants.access import participant_in, seat_of_visitor
from facilitator.participants.forms import ComeBackForm, FindForm, JoinForm
from facilitator.participants.queries import seat_with
from facilitator.participants.rules import (
    TooManyJoin,
    WorkshopEnded,
    read_slip_code,
    read_workshop_code,
)
from facilitator.participants.seating import (
    count_new_seat,
    guesses,
    keep,
    kept_code,
    offer_code,
    read_offer,
    token_of,
)
from facilitator.slow import TooManyAtOnce
from facilitator.web.address import own_address, qr_svg
from facilitator.web.sharing import shared
from facilitator.web.transaction import db, peek
from facilitator.workshops.access import public_workshop
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import open_workshops, workshop_by_code
from facilitator.workshops.rules import Status

bp = Blueprint("participants", __name__)
Answer = TypeVar("Answer", bound=BaseResponse)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Lead to the one workshop that is open, or ask for its code."""
    found = open_workshops(db())
    if len(found) == 1:
        return redirect(url_for(".join", code=found[0].code))
    return render_template("participants/home.html", form=FindForm())


@bp.post("/")
def find() -> ResponseReturnValue:
    """Lead to the workshop, or to the voting slip, with the code that was typed."""
    form = FindForm()
    if slip := read_slip_code(form.code.data or ""):
        return redirect(url_for("slips.show", token=slip), 303)
    if form.validate_on_submit():
        code = read_workshop_code(form.code.data) or ""
        with peek() as session:
            workshop = workshop_by_code(session, code)
        if workshop and workshop.status is not Status.DRAFT:
            return redirect(url_for(".join", code=code), 303)
        form.refuse()
    return render_template("participants/home.html", form=form), 422


@bp.get("/j/<code>")
@bp.get("/J/<code>")
def join(code: str) -> ResponseReturnValue:
    """Ask for nothing that is needed, and show the button to join."""
    digits = read_workshop_code(code)
    if digits and digits != code:
        return redirect(url_for(".join", code=digits))
    workshop = public_workshop(code)
    if seat_of_visitor(workshop):
        return _unkept(redirect(url_for("room.now", code=code)))
    if workshop.status is Status.ENDED:
        raise WorkshopEnded()
    offer = offer_code(workshop)
    return shared(
        "to join",
        workshop.id,
        lambda: _join_page(workshop, JoinForm(formdata=None, seat=offer)),
        own=[offer, generate_csrf()],
        counts_people=False,
    )


@bp.post("/j/<code>")
@bp.post("/J/<code>")
def take_seat(code: str) -> ResponseReturnValue:
    """Take a seat, or find the one that the same form took before."""
    with peek() as session:
        workshop = public_workshop(code, session)
    form = JoinForm()
    personal_code = read_offer(form.seat.data, workshop)
    if not form.validate_on_submit() or personal_code is None:
        return _join_page(workshop, form), 422
    try:
        count_new_seat(workshop)
        token = token_of(personal_code, workshop)
    except (TooManyJoin, TooManyAtOnce) as crowd:
        form.form_errors.append(crowd.sentence(gettext, ngettext))
        return _join_page(workshop, form), crowd.status
    there = _unkept(redirect(url_for("room.now", code=code), 303))
    db()  # from here on nobody else takes this seat
    if seat_of_visitor(workshop):  # this phone joined already, in another tab
        return there
    actions.take_seat(
        db(),
        workshop,
        keys.credential(token, workshop.key),
        name=form.name.data or "",
        table_number=form.table_number.data,
    )
    keep(there, workshop, token, personal_code)
    return there


@bp.get("/w/<code>/notice")
def notice(code: str) -> ResponseReturnValue:
    """Tell what is kept about people, why, for how long, and their rights."""
    return render_template("participants/notice.html", workshop=public_workshop(code))


@bp.get("/w/<code>/seat")
def seat(code: str) -> ResponseReturnValue:
    """Show a person their personal code, with the QR that leads back here."""
    participant = participant_in(code)
    personal_code = kept_code(code)
    return _unkept(
        make_response(
            render_template(
                "participants/seat.html",
                workshop=participant.workshop,
                personal_code=personal_code,
                qr_svg=qr_svg,
                address=_return_address(code, personal_code),
            )
        )
    )


@bp.get("/J/<code>/return")
def come_back(code: str) -> ResponseReturnValue:
    """Ask for the personal code. A QR brings it after the #, which no log sees."""
    return _return_page(public_workshop(code), ComeBackForm(formdata=None))


@bp.post("/J/<code>/return")
def take_back(code: str) -> ResponseReturnValue:
    """Give the phone the seat of the personal code that was typed."""
    with peek() as session:
        workshop = public_workshop(code, session)
    form = ComeBackForm()
    if not form.validate_on_submit():
        return _return_page(workshop, form), 422
    personal_code = keys.read_code(form.code.data) or ""
    guesses().take(code, monotonic())
    token = token_of(personal_code, workshop)
    with peek() as session:
        found = seat_with(session, workshop.id, keys.credential(token, workshop.key))
    if found is None:
        form.refuse()
        return _return_page(workshop, form), 422
    guesses().give_back(code)
    there = _unkept(redirect(url_for("room.now", code=code), 303))
    keep(there, workshop, token, personal_code)
    return there


def _join_page(workshop: Workshop, form: JoinForm) -> Response:
    """Show the join page, with the code of before when it still holds."""
    if read_offer(form.seat.data, workshop) is None:
        form.seat.data = offer_code(workshop)
    page = render_template("participants/join.html", workshop=workshop, form=form)
    return _unkept(make_response(page))


def _return_page(workshop: Workshop, form: ComeBackForm) -> Response:
    page = render_template("participants/come_back.html", workshop=workshop, form=form)
    return _unkept(make_response(page))


def _return_address(code: str, personal_code: str) -> str:
    """Return where the QR leads: the address by which this phone came itself."""
    return f"{own_address()}{url_for('.come_back', code=code)}#{personal_code}"


def _unkept(answer: Answer) -> Answer:
    """Let no cache keep an answer that is one person's."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
