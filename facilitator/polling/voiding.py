"""Make slips void, and print others in their place."""

from flask import request
from flask.typing import ResponseReturnValue

from facilitator.accounts.access import signed_in
from facilitator.polling.blueprint import bp
from facilitator.polling.printing import printed
from facilitator.polling.slip_forms import VoidForm
from facilitator.polling.slips import done, have_voted, refused, warned
from facilitator.slips.actions import void_slips
from facilitator.slips.rules import NoSuchSlips
from facilitator.web.transaction import db, peek
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop


@bp.post("/slips/void")
def void(code: str) -> ResponseReturnValue:
    """Let slips vote no more, once staff knows which of them have voted.

    The button `again` prints others in their place.
    """
    form = VoidForm()
    if not form.validate_on_submit():
        return refused(code, form)
    numbers = form.voided.numbers
    try:
        with peek() as session:
            voted = have_voted(session, my_workshop(code, session), numbers)
    except NoSuchSlips as broken:
        form.refuse(broken)
        return refused(code, form)
    if voted and not form.sure.data:
        return warned(code, form, voted)

    def do(workshop: Workshop) -> None:
        reason = form.reason.data or ""
        void_slips(db(), workshop.id, numbers, signed_in().id, reason=reason)

    if "again" in request.form:
        return printed(code, form, len(numbers), besides=do)
    return done(code, form, do)
