"""The facilitator's workshops, a new one, and the page that prepares it."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from facilitator import dates
from facilitator.accounts.access import signed_in
from facilitator.accounts.models import Account
from facilitator.axes.actions import add_axis
from facilitator.axes.rules import AxisText
from facilitator.setup.actions import copy
from facilitator.setup.answers import noted, refused, saved
from facilitator.setup.forms import NewWorkshopForm
from facilitator.setup.page import SECTIONS, section_form, setup_page
from facilitator.setup.rehearsals import bp as rehearsals
from facilitator.setup.rehearsals import rehearsal_form
from facilitator.setup.rows import bp as rows
from facilitator.setup.votes import bp as votes
from facilitator.texts import LANGUAGES
from facilitator.web.locale import pick
from facilitator.web.transaction import db
from facilitator.workshops.access import my_workshop
from facilitator.workshops.actions import (
    change_workshop,
    create_workshop,
    set_partners,
)
from facilitator.workshops.dates import when as in_words
from facilitator.workshops.forms import PartnersForm
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import workshop_of, workshops_of
from facilitator.workshops.retention import USUAL_MONTHS
from facilitator.workshops.rules import Facts, Template, in_order

bp = Blueprint("setup", __name__, url_prefix="/desk")
bp.register_blueprint(rows)
bp.register_blueprint(votes)
bp.register_blueprint(rehearsals)


@bp.app_template_global("when")
def when(workshop: Workshop) -> str:
    """Return when a workshop takes place, in the reader's language, or nothing."""
    return in_words(workshop, get_locale())


@bp.app_template_global("date_in_words")
def date_in_words(value: str) -> str:
    """Return a partial date in the reader's language."""
    return dates.date_in_words(value, get_locale())


@bp.get("/")
def workshops() -> ResponseReturnValue:
    """List the workshops that are the facilitator's or shared with them."""
    account = signed_in()
    return render_template(
        "setup/workshops.html", workshops=workshops_of(db(), account.id)
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Make a workshop of a few words, and go on to prepare it."""
    account = signed_in()
    mine = workshops_of(db(), account.id)
    form = NewWorkshopForm(
        [(workshop.code, pick(workshop.title).value) for workshop in mine],
        data={"main_language": account.language, "languages": LANGUAGES},
    )
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return _new_page(account, form), status
    workshop = _made(account, form)
    return redirect(url_for(".page", code=workshop.code), 303)


def _new_page(account: Account, form: NewWorkshopForm) -> str:
    rehearsal = rehearsal_form(account.id)
    return render_template("setup/new.html", form=form, rehearsal=rehearsal)


def _made(account: Account, form: NewWorkshopForm) -> Workshop:
    """Make the workshop that the form describes."""
    main = form.main_language.data
    facts = Facts(
        title={main: form.title.data},
        main_language=main,
        languages=in_order(form.languages.data or (), main),
    )
    if form.organiser.data:
        facts["organiser"] = {main: form.organiser.data}
    source = workshop_of(db(), account.id, form.template.data)
    if source:
        facts.setdefault("organiser", source.organiser)
        workshop = copy(db(), account.id, source, facts)
        noted(workshop, "workshop.copied", source=source.code)
    else:
        template = Template(form.template.data)
        facts["kept_months"] = USUAL_MONTHS
        workshop = create_workshop(db(), account.id, template, **facts)
        noted(workshop, "workshop.made")
    for title in form.axes.data:
        add_axis(db(), workshop.id, AxisText({main: title}))
    return workshop


@bp.get("/<code>/setup")
def page(code: str) -> ResponseReturnValue:
    """Show everything that can be prepared, on one page."""
    return setup_page(my_workshop(code))


@bp.post(f"/<code>/setup/<any({', '.join(SECTIONS)}):section>")
def save(code: str, section: str) -> ResponseReturnValue:
    """Keep a section that says something of the whole workshop."""
    workshop = my_workshop(code)
    form = section_form(section, workshop)
    if not form.validate_on_submit():
        return refused(workshop, form)
    if isinstance(form, PartnersForm):
        set_partners(db(), workshop, form.partners.data)
        noted(workshop, "setup.saved", section=section)
    else:
        facts = form.facts()
        changed = [name for name in facts if getattr(workshop, name) != facts[name]]
        change_workshop(db(), workshop, **facts)
        noted(workshop, "setup.saved", section=section, fields=changed)
    return saved(workshop, section, changes_page=section == "languages")
