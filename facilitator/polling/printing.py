"""Make slips: their sheets are the answer, and hold the only copy of the codes."""

from collections.abc import Callable, Sequence
from itertools import islice

from flask import Response, current_app
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from facilitator import keys
from facilitator.accounts.access import signed_in
from facilitator.errors import RuleBroken
from facilitator.polling.blueprint import bp
from facilitator.polling.slip_forms import MakeForm, SlipsForm
from facilitator.polling.slips import refused
from facilitator.slips.actions import make_slips
from facilitator.slips.queries import highest_number
from facilitator.slips.rules import SheetsNotMade
from facilitator.slips.sheets import Wording, draw_tokens, print_slips
from facilitator.texts import LANGUAGES, Text, in_language
from facilitator.typesetting.child import NotRendered
from facilitator.web.address import public_address
from facilitator.web.locale import LOCALES
from facilitator.web.transaction import db, peek
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop

BESIDE = ("fr", "ar")  # the first of them that is offered stands on slips too


@bp.post("/slips")
def make(code: str) -> ResponseReturnValue:
    """Make slips and give their sheets."""
    form = MakeForm()
    if not form.validate_on_submit():
        return refused(code, form)
    return printed(code, form, form.number.data or 0)


def printed(
    code: str,
    form: SlipsForm,
    number: int,
    besides: Callable[[Workshop], None] = lambda _workshop: None,
) -> ResponseReturnValue:
    """Answer with the sheets of `number` new slips; keep their names once they exist.

    The sheets take seconds and come before the write lock. `besides` is done in the
    same transaction as the keeping.
    """
    account_id = signed_in().id
    with peek() as session:
        workshop = my_workshop(code, session)
        first = highest_number(session, workshop.id) + 1
    tokens = draw_tokens(number)
    try:
        pdf = _sheets(workshop, tokens, first)
        names = [keys.credential(token, workshop.key) for token in tokens]
        make_slips(db(), workshop.id, names, account_id, first=first)
        besides(workshop)
    except RuleBroken as broken:
        form.refuse(broken)
        return refused(code, form, broken.status)
    return _download(pdf, f"slips-{code}-{first}-{first + number - 1}.pdf")


def _sheets(workshop: Workshop, tokens: Sequence[str], first: int) -> bytes:
    """Return the PDF. What typst says of a failure could hold a code: it is dropped.

    Raises:
        SheetsNotMade: there is none.
    """
    base, wording = public_address(), _wording(workshop)
    try:
        return print_slips(tokens, first=first, base=base, wording=wording)
    except NotRendered:
        current_app.logger.error("no sheets of slips")
        raise SheetsNotMade() from None


def _wording(workshop: Workshop) -> Wording:
    main = workshop.main_language
    title = in_language(workshop.title, main, workshop.languages)
    others = (one for one in BESIDE if one != main and one in workshop.languages)
    spoken = [main, *islice(others, 1)]
    with force_locale(LOCALES[main]):
        return Wording(
            title=title,
            name=gettext("Voting slips"),
            number=gettext("Slip number"),
            alt=gettext("Square code of slip number"),
            notices=[_notice(language) for language in spoken],
        )


def _notice(language: str) -> Text:
    with force_locale(LOCALES[language]):
        said = gettext("Keep it to yourself, then tear it up: whoever has it can vote.")
    return Text(said, language if language in LANGUAGES else LANGUAGES[0])


def _download(pdf: bytes, name: str) -> Response:
    """Return a file that no browser and no proxy keeps."""
    answer = Response(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
