"""Personal data of a workshop, at the desk: its day, its purge, its register."""

from time import monotonic

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from facilitator import dates, keys
from facilitator.accounts.access import signed_in
from facilitator.participants.queries import seat_with
from facilitator.participants.seating import guesses
from facilitator.privacy import actions
from facilitator.privacy.forms import PersonForm, SureForm
from facilitator.privacy.queries import has_open_vote, remains_of
from facilitator.privacy.sweeping import forget, rewrite
from facilitator.slow import off_loop
from facilitator.web.transaction import db, on_commit, peek, units
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop
from facilitator.workshops.retention import days_left, is_announced, kept_until

bp = Blueprint("privacy", __name__, url_prefix="/desk/<code>/privacy")


@bp.app_template_global("erased_on")
def erased_on(workshop: Workshop) -> str:
    """Return the day on which personal data is or was erased, in words, or nothing."""
    if workshop.purged_at:
        return dates.day_in_words(workshop.purged_at, get_locale() or "ar")
    day = kept_until(workshop)
    return dates.date_in_words(day.isoformat(), get_locale() or "ar") if day else ""


bp.add_app_template_global(is_announced, "purge_is_announced")


@bp.get("/")
def desk(code: str) -> str:
    """Show what is kept, until when, and all that can be done about it."""
    workshop = my_workshop(code)
    return render_template(
        "privacy/desk.html",
        workshop=workshop,
        remains=workshop.remains or remains_of(db(), workshop.id),
        days=days_left(workshop),
    )


@bp.get("/register")
def register(code: str) -> str:
    """Show the entry of the register of processing, to be printed."""
    return render_template("privacy/register.html", workshop=my_workshop(code))


@bp.route("/purge", methods=["GET", "POST"])
def purge(code: str) -> ResponseReturnValue:
    """Say exactly what goes and what stays, and erase it once that is confirmed."""
    workshop = my_workshop(code)
    form = SureForm()
    if not form.validate_on_submit():
        page = render_template(
            "privacy/purge.html",
            workshop=workshop,
            form=form,
            remains=workshop.remains or remains_of(db(), workshop.id),
            has_open_vote=has_open_vote(db(), workshop.id),
        )
        return page, 422 if form.is_submitted() else 200
    actions.purge(db(), workshop, signed_in().id)
    work = units()
    on_commit(lambda _session: off_loop(rewrite, work))
    flash(_("The personal data of this workshop is erased."), "success")
    return redirect(url_for(".desk", code=code), 303)


@bp.route("/person", methods=["GET", "POST"])
def person(code: str) -> ResponseReturnValue:
    """Erase what is kept about a person who asks for it, and types their code here."""
    with peek() as session:
        workshop = my_workshop(code, session)
    form = PersonForm()
    if not form.validate_on_submit():
        return _person_page(workshop, form), 422 if form.is_submitted() else 200
    guesses().take(code, monotonic())
    personal_code = keys.read_code(form.code.data) or ""
    token = off_loop(keys.token_from, personal_code, workshop.key)
    here = my_workshop(code)
    seat = seat_with(db(), here.id, keys.credential(token, here.key))
    if seat is None:
        form.refuse()
        return _person_page(workshop, form), 422
    guesses().give_back(code)
    actions.erase_person(
        db(),
        here,
        seat,
        token,
        account_id=signed_in().id,
        withdraw=form.withdraw.data,
    )
    work = units()
    on_commit(lambda _unit: off_loop(forget, work))
    flash(_("What was kept about this person is erased."), "success")
    return redirect(url_for(".desk", code=code), 303)


def _person_page(workshop: Workshop, form: PersonForm) -> str:
    return render_template("privacy/person.html", workshop=workshop, form=form)
