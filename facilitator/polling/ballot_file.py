"""The blank ballot as a file to print."""

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext, ngettext

from facilitator.errors import N_, RuleBroken
from facilitator.polling.ballot_paper import SIZES, Wording, print_ballot
from facilitator.texts import Text, in_language
from facilitator.typesetting.child import NotRendered
from facilitator.voting.models import Vote
from facilitator.voting.opening import fixed_now
from facilitator.voting.paper import PaperNeedsSlips
from facilitator.voting.queries import spec_of, vote_in
from facilitator.voting.questions import usual_question
from facilitator.voting.rules import Level, TooFewOptions
from facilitator.voting.spec import Spec
from facilitator.web.locale import LOCALES
from facilitator.web.transaction import db, end_reading
from facilitator.workshops.access import my_workshop
from facilitator.workshops.models import Workshop

bp = Blueprint("ballot", __name__, url_prefix="/desk/<code>/votes")


class PaperNotMade(RuleBroken):
    """Typst did not make it."""

    message = N_("The paper ballot could not be made. Please try again.")
    status = 503


@bp.get("/<int(max=99999):number>/paper/ballot.pdf")
def blank(code: str, number: int) -> ResponseReturnValue:
    """Give the blank ballot, with the proposals that are or would be on it.

    Raises:
        PaperNeedsSlips: the vote takes no paper.
        TooFewOptions: there is nothing to choose between yet.
        PaperNotMade: it could not be made.
    """
    workshop = my_workshop(code)
    vote = vote_in(db(), workshop.id, number)
    if vote.level is Level.OPEN:
        raise PaperNeedsSlips()
    spec = _spec(vote)
    if not spec.options:
        raise TooFewOptions()
    asked = request.args.get("size", "")
    size = asked if asked in SIZES else SIZES[0]
    end_reading()
    pdf = _made(workshop, spec, size)
    answer = Response(pdf, content_type="application/pdf")
    name = f"ballot-{code}-{number}-{size}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _spec(vote: Vote) -> Spec:
    """Return what the opening fixed, or what it would fix now."""
    return spec_of(vote) if vote.spec else fixed_now(db(), vote)[0]


def _made(workshop: Workshop, spec: Spec, size: str) -> bytes:
    main = workshop.main_language
    with force_locale(LOCALES[main]):
        try:
            return print_ballot(spec, _wording(workshop, spec), gettext, size)
        except NotRendered as failure:
            current_app.logger.error("no paper ballot: %s", failure)
            raise PaperNotMade() from None


def _wording(workshop: Workshop, spec: Spec) -> Wording:
    main = workshop.main_language
    title = in_language(workshop.title, main, workshop.languages)
    question = in_language(spec.question, main, workshop.languages)
    return Wording(
        language=main,
        title=title,
        question=question or Text(gettext(usual_question(spec.method)), main),
        how=[one.said(gettext, ngettext) for one in spec.rule[:1]],
        name=gettext("Paper ballot"),
        number=gettext("Number"),
        reason=gettext("With reservations or a no: why? One line, if you like."),
        blank=gettext("I abstain (blank ballot)"),
        code=gettext("Code of the voting slip"),
        kept=gettext(
            "Copy the 16 letters and digits of your slip, or hand the slip in with "
            "this paper. Two people type it, and it is counted once."
        ),
    )
