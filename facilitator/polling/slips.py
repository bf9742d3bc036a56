"""The staff's page of voting slips: what is printed, out, back and void."""

from collections.abc import Callable, Collection
from itertools import groupby

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug import Response
from werkzeug.exceptions import BadRequest

from facilitator.accounts.access import signed_in
from facilitator.errors import RuleBroken
from facilitator.polling.blueprint import bp
from facilitator.polling.slip_forms import (
    HandForm,
    MakeForm,
    NextForm,
    ReturnForm,
    SlipsForm,
    UndoForm,
    VoidForm,
)
from facilitator.slips import actions
from facilitator.slips.models import Slip
from facilitator.slips.queries import slips_of_workshop, slips_with
from facilitator.slips.rules import A_SHEET, ACTS, SlipState, in_ranges
from facilitator.voting.uses import votes_by_slip
from facilitator.web.address import public_address
from facilitator.web.parts import page
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.acts import act_to_undo, latest_of, mark_undone
from facilitator.workshops.models import Act, Workshop

LAST_ACTS = 5
FORMS = {
    "make": MakeForm,
    "hand": HandForm,
    "back": ReturnForm,
    "void": VoidForm,
}


@bp.get("/slips")
def slips(code: str) -> ResponseReturnValue:
    """Show the slips by state, and what can be done with them."""
    return _page(my_workshop(code))


@bp.post("/slips/handed")
def hand_out(code: str) -> ResponseReturnValue:
    """Note that slips were handed out."""
    form = HandForm()

    def do(workshop: Workshop) -> None:
        numbers = form.handed.numbers
        actions.hand_out(db(), workshop.id, numbers, signed_in().id)

    return done(code, form, do)


@bp.post("/slips/next")
def hand_out_next(code: str) -> ResponseReturnValue:
    """Note that the next few were handed out: one tap."""
    workshop = my_workshop(code)
    form = NextForm()
    if not form.validate_on_submit():
        raise BadRequest()
    actions.hand_out_next(db(), workshop.id, form.count.data, signed_in().id)
    return _back(code)


@bp.post("/slips/returned")
def take_back(code: str) -> ResponseReturnValue:
    """Note that slips came back unused."""
    form = ReturnForm()

    def do(workshop: Workshop) -> None:
        voted = votes_by_slip(db(), workshop.id)
        numbers = form.returned.numbers
        actions.take_back(db(), workshop.id, numbers, signed_in().id, voted=voted)

    return done(code, form, do)


@bp.post("/slips/acts/<int:act_id>/undoing")
def undo_slips(code: str, act_id: int) -> ResponseReturnValue:
    """Undo what was last noted of slips."""
    workshop = my_workshop(code)
    if not UndoForm().validate_on_submit():
        raise BadRequest()
    db().refresh(workshop, with_for_update={"key_share": True})
    act = act_to_undo(db(), workshop.id, act_id, ACTS)
    actions.undo_act(db(), act, voted=votes_by_slip(db(), workshop.id))
    mark_undone(db(), act, signed_in().id)
    return _back(code)


def in_words(act: Act) -> str:
    """Return what an act on slips was, in the reader's language."""
    num, numbers = act.details["num"], act.details["numbers"]
    sentence: str = ngettext(*ACTS[act.kind], num, numbers=numbers)
    return sentence


def refused(code: str, form: SlipsForm, status: int = 422) -> ResponseReturnValue:
    """Show the page again, with what was typed and what is wrong with it."""
    return _page(my_workshop(code), form), status


def have_voted(
    session: Session, workshop: Workshop, numbers: Collection[int]
) -> dict[int, list[int]]:
    """Return, of slips with these numbers, those that voted, and in which votes.

    Raises:
        NoSuchSlips: some were never made.
    """
    slips = slips_with(session, workshop.id, numbers)
    voted = votes_by_slip(session, workshop.id)
    return {slip.number: voted[slip.id] for slip in slips if slip.id in voted}


def warned(
    code: str, form: VoidForm, voted: dict[int, list[int]]
) -> ResponseReturnValue:
    """Say which slips have voted, and that their ballots stay, before they are void."""
    form.sure.data = "1"
    return _page(my_workshop(code), form, voted=voted), 409


def done(
    code: str, form: SlipsForm, do: Callable[[Workshop], None]
) -> ResponseReturnValue:
    """Do what a form asks for and show the page again."""
    workshop = my_workshop(code)
    if not form.validate_on_submit():
        return refused(code, form)
    try:
        do(workshop)
    except RuleBroken as broken:
        form.refuse(broken)
        return refused(code, form, broken.status)
    flash(gettext("Noted."), "success")
    return _back(code)


def _page(
    workshop: Workshop,
    form: SlipsForm | None = None,
    voted: dict[int, list[int]] | None = None,
) -> Response:
    """Show the page; `form` is one that was refused, the others are empty."""
    given = {
        name: form if isinstance(form, kind) else kind(formdata=None)
        for name, kind in FORMS.items()
    }
    known = slips_of_workshop(db(), workshop.id)
    return page(
        "polling/slips.html",
        parts={"slips-now": "polling/_slips_now.html"},
        workshop=workshop,
        forms=given,
        rows=_rows(list(known)),
        why=_why(list(known)),
        total=len(known),
        a_sheet=A_SHEET,
        acts=latest_of(db(), workshop.id, ACTS, LAST_ACTS),
        in_words=in_words,
        voted=voted or {},
        address=public_address(),
    )


def _rows(known: list[Slip]) -> list[tuple[SlipState, int, str]]:
    """Return each state with how many slips are in it, and their numbers."""
    by_state = {
        state: [slip.number for slip in known if slip.state is state]
        for state in SlipState
    }
    return [(state, len(n), in_ranges(n)) for state, n in by_state.items()]


def _why(known: list[Slip]) -> list[tuple[str, str]]:
    """Return the reasons for which slips are void, with their numbers."""
    void = [slip for slip in known if slip.state is SlipState.VOID and slip.void_why]
    void.sort(key=lambda slip: slip.void_why)
    return [
        (why, in_ranges(slip.number for slip in same))
        for why, same in groupby(void, lambda slip: slip.void_why)
    ]


def _back(code: str) -> ResponseReturnValue:
    return redirect(url_for("polling.slips", code=code), 303)
