"""Do slips and ballots agree? The count on paper, with its witnesses."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import Response

from facilitator.accounts.access import signed_in
from facilitator.errors import RuleBroken
from facilitator.polling.blueprint import bp
from facilitator.polling.slip_forms import CheckForm
from facilitator.voting.checks import check_paper, checked_of, reconciliation_of
from facilitator.voting.models import Vote
from facilitator.voting.queries import vote_in
from facilitator.web.parts import page
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop

NUMBER = "<int(max=99999):number>"


@bp.get(f"/votes/{NUMBER}/reconciliation")
def reconciliation(code: str, number: int) -> ResponseReturnValue:
    """Show what was counted, and ask for the count on paper."""
    workshop = my_workshop(code)
    vote = vote_in(db(), workshop.id, number)
    form = CheckForm(formdata=None)
    if checked := checked_of(vote):
        form.fill(checked)
    return _page(workshop, vote, form)


@bp.post(f"/votes/{NUMBER}/reconciliation")
def check(code: str, number: int) -> ResponseReturnValue:
    """Keep what was counted on paper."""
    workshop = my_workshop(code)
    vote = vote_in(db(), workshop.id, number)
    form = CheckForm()
    if not form.validate_on_submit():
        return _page(workshop, vote, form), 422
    try:
        check_paper(db(), vote, form.checked, signed_in().id)
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(workshop, vote, form), 422
    flash(gettext("The count on paper is kept."), "success")
    return redirect(url_for(".reconciliation", code=code, number=number), 303)


def _page(workshop: Workshop, vote: Vote, form: CheckForm) -> Response:
    return page(
        "polling/reconciliation.html",
        workshop=workshop,
        vote=vote,
        found=reconciliation_of(db(), vote),
        form=form,
    )
