"""Withdraw links; close accounts, one's own or another's, and erase their names."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from facilitator import dates
from facilitator.accounts.access import admin, signed_in
from facilitator.accounts.forms import ButtonForm
from facilitator.accounts.models import Account
from facilitator.accounts.proof import prove
from facilitator.accounts.queries import every_account
from facilitator.accounts.rules import TooManyTries, WrongPassword
from facilitator.accounts.views import people_page
from facilitator.errors import NotFoundHere
from facilitator.privacy.forms import SureForm
from facilitator.slow import off_loop
from facilitator.staff import actions
from facilitator.staff.forms import ClosingForm, LeavingForm
from facilitator.staff.queries import going_on, other_admins, workshops_alone
from facilitator.staff.rules import LastAdmin, NotClosed, OnlyFacilitator, Unfit
from facilitator.web.fields import add_error
from facilitator.web.transaction import db, on_commit, peek, units

bp = Blueprint("staff", __name__, url_prefix="/accounts")


@bp.app_template_global("closed_on")
def closed_on(account: Account) -> str:
    """Return the day on which an account was closed, in words, or nothing."""
    if account.closed_at is None:
        return ""
    return dates.day_in_words(account.closed_at, get_locale() or "ar")


@bp.post("/invitations/<int:invitation_id>/withdrawal")
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Take a link back that nobody has used."""
    asking = admin()
    if ButtonForm().validate_on_submit():
        actions.withdraw(db(), invitation_id, asking.id)
        flash(_("The link is withdrawn."), "success")
    return redirect(url_for("accounts.people", _anchor="links"), 303)


@bp.route("/closing", methods=["GET", "POST"])
def close() -> ResponseReturnValue:
    """Say what closing one's own account does, and close it."""
    account, form = signed_in(), LeavingForm()
    if not form.validate_on_submit():
        return _closing(account, form), 422 if form.is_submitted() else 200
    try:
        prove(account.email, form.password.data)
        actions.close(db(), account.id, account.id)
    except (WrongPassword, TooManyTries) as refused:
        is_wrong = isinstance(refused, WrongPassword)
        add_error(
            form.password, _("This is not your password.") if is_wrong else refused
        )
        return _closing(account, form), refused.status
    except (LastAdmin, OnlyFacilitator) as refused:
        form.form_errors.append(refused.sentence(_, ngettext))
        return _closing(account, form), refused.status
    if form.erase.data:
        _erase(account.id, account.id)
    session.clear()
    flash(_("This account is closed."), "success")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/<int:account_id>/closing", methods=["GET", "POST"])
def close_person(account_id: int) -> ResponseReturnValue:
    """Say what closing somebody's account does, and close it."""
    asking = admin()
    if asking.id == account_id:  # with their password
        return redirect(url_for(".close"), 303)
    with peek() as reading:
        account = _account(reading.get(Account, account_id))
        others = [one for one in every_account(reading) if one.id != account_id]
    form = ClosingForm(others)
    if not form.validate_on_submit():
        return _closing(account, form), 422 if form.is_submitted() else 200
    try:
        actions.close(db(), account_id, asking.id, form.heir.data)
    except (LastAdmin, OnlyFacilitator) as refused:
        form.form_errors.append(refused.sentence(_, ngettext))
        return _closing(account, form), refused.status
    except Unfit as refused:
        add_error(form.heir, refused)
        return _closing(account, form), refused.status
    flash(_("This account is closed."), "success")
    return redirect(url_for("accounts.people", _anchor="closed"), 303)


@bp.post("/<int:account_id>/reopening")
def reopen(account_id: int) -> ResponseReturnValue:
    """Open a closed account again, and show the link that lets its person in."""
    asking = admin()
    if not ButtonForm().validate_on_submit():
        return people_page(), 422
    token = actions.reopen(db(), account_id, asking.id)
    return people_page(token, db().get(Account, account_id)), 201


@bp.route("/<int:account_id>/erasing", methods=["GET", "POST"])
def erase_person(account_id: int) -> ResponseReturnValue:
    """Say what goes and what stays of a closed account, and erase its name."""
    asking, form = admin(), SureForm()
    with peek() as reading:
        account = _account(reading.get(Account, account_id))
        alone = len(workshops_alone(reading, account_id))
    if account.erased_at:
        return redirect(url_for("accounts.people"), 303)
    if account.closed_at is None:
        raise NotClosed()
    if not form.validate_on_submit():
        page = render_template(
            "staff/erase_person.html", account=account, form=form, alone=alone
        )
        return page, 422 if form.is_submitted() else 200
    _erase(account_id, asking.id)
    flash(_("The name and the e-mail are erased."), "success")
    return redirect(url_for("accounts.people"), 303)


def _account(found: Account | None) -> Account:
    if found is None:
        raise NotFoundHere()
    return found


def _erase(account_id: int, by: int) -> None:
    actions.erase(db(), account_id, by)
    work = units()
    on_commit(lambda _unit: off_loop(actions.forget, work))


def _closing(account: Account, form: FlaskForm) -> str:
    """Return the page that says what closing an account does, and what forbids it."""
    with peek() as reading:
        alone = workshops_alone(reading, account.id)
        is_last = account.is_admin and not other_admins(reading, account.id)
    going = going_on(alone)
    page = "close" if isinstance(form, LeavingForm) else "close_person"
    if isinstance(form, ClosingForm):
        form.heir.flags.required = bool(going)
    return render_template(
        f"staff/{page}.html",
        account=account,
        form=form,
        alone=alone,
        going=going,
        is_last=is_last,
    )
