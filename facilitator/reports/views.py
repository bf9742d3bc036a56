"""The organiser's page with the whole outcome, and its downloads."""

from collections.abc import Callable
from typing import Final, TypeVar, cast

from flask import Blueprint, Response, current_app, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.http import dump_options_header

from facilitator.clock import now
from facilitator.release import version
from facilitator.reports import labels
from facilitator.reports.catalogues import wording_in
from facilitator.reports.files import download, private
from facilitator.reports.outcome import Language, Outcome
from facilitator.reports.pdf import render_pdf
from facilitator.reports.pictures import PAGES, Pictures
from facilitator.reports.queries import outcome_of
from facilitator.reports.rules import DocumentNotMade
from facilitator.reports.tables import outcome_json, proposals_csv, votes_csv
from facilitator.reports.tallied import ties
from facilitator.reports.wording import Wording
from facilitator.reports.written import Text
from facilitator.texts import LANGUAGES, OWN_NAMES
from facilitator.texts import Text as Shown
from facilitator.typesetting.child import NotRendered
from facilitator.voting.queries import bundle_of, is_public, vote_in, votes_of
from facilitator.voting.rules import VoteState
from facilitator.voting.showing import Shown as ShownResult
from facilitator.voting.showing import closed_of
from facilitator.web.locale import language as language_here
from facilitator.web.transaction import db, end_reading
from facilitator.workshops.access import my_workshop

bp = Blueprint("reports", __name__, url_prefix="/desk/<code>")

EDITION: Final = "<any(ar, fr, en):language>"
Made = TypeVar("Made")


@bp.get("/report")
def report(code: str) -> ResponseReturnValue:
    """Show the whole outcome."""
    outcome, wording = _edition(code)
    return render_template(
        "reports/report.html",
        code=code,
        outcome=outcome,
        wording=wording,
        results=_results(code),
        read_here=_said,
        ties=ties,
        editions=[(tag, OWN_NAMES[tag]) for tag in LANGUAGES],
        pages=range(1, PAGES + 1),
        is_public=is_public,
        labels=labels,
        VoteState=VoteState,
    )


@bp.get(f"/report/{EDITION}.pdf")
def pdf(code: str, language: Language) -> Response:
    """Give one edition of the report. It says itself when it meets no standard."""
    outcome, wording = _edition(code, language)
    rendered = _made(lambda: render_pdf(outcome, wording.words))
    if not rendered.conformant:
        flash(gettext(labels.NOT_STANDARD), "warning")
    return download(rendered.pdf, outcome, wording.say(labels.PAPER["report"]), "pdf")


@bp.get(f"/report/{EDITION}/<int(min=1, max={PAGES}):page>.png")
def picture(code: str, language: Language, page: int) -> Response:
    """Show what a page of an edition looks like."""
    outcome, wording = _edition(code, language)
    pictures: Pictures = current_app.extensions.setdefault("pictures", Pictures())
    return private(_made(lambda: pictures.of(outcome, wording.words))[page - 1], "png")


@bp.get("/report.csv")
def table(code: str) -> Response:
    """Give the proposals as a table."""
    outcome, wording = _edition(code)
    content = proposals_csv(outcome, wording.words)
    return download(content, outcome, wording.say(labels.PAPER["proposals"]), "csv")


@bp.get("/report-votes.csv")
def votes(code: str) -> Response:
    """Give every table of every closed vote."""
    outcome, wording = _edition(code)
    content = votes_csv(outcome, wording.words)
    return download(content, outcome, wording.say(labels.VOTES_FILE), "csv")


@bp.get("/report.json")
def data(code: str) -> Response:
    """Give everything, for machines."""
    outcome, wording = _edition(code)
    content = outcome_json(outcome)
    return download(content, outcome, wording.say(labels.PAPER["report"]), "json")


@bp.get("/report/votes/<int(max=99999):number>.zip")
def bundle(code: str, number: int) -> Response:
    """Give all that it takes to count a vote again, from its close on."""
    vote = vote_in(db(), my_workshop(code).id, number)
    answer = private(bundle_of(db(), vote), "zip")
    name = {"filename": f"vote-{code}-{number}.zip"}
    answer.headers["Content-Disposition"] = dump_options_header("attachment", name)
    return answer


def _edition(code: str, language: Language | None = None) -> tuple[Outcome, Wording]:
    """The outcome of the asker's workshop now; without `language`, in the page's."""
    workshop = my_workshop(code)
    wording = wording_in(language or cast(Language, language_here()))
    return outcome_of(db(), workshop, wording, at=now(), version=version()), wording


def _results(code: str) -> dict[int, ShownResult]:
    """The results of the votes that are closed, by number: those of the projector."""
    votes = votes_of(db(), my_workshop(code).id)
    closed = [vote for vote in votes if vote.state is VoteState.CLOSED]
    return {vote.number: closed_of(db(), vote) for vote in closed}


def _made(make: Callable[[], Made]) -> Made:
    """What a child process makes, which takes seconds.

    Raises:
        DocumentNotMade: it did not.
    """
    end_reading()
    try:
        return make()
    except NotRendered as error:
        current_app.logger.exception("no document")
        raise DocumentNotMade() from error


def _said(text: Text) -> Shown:
    """A text of the outcome in the page's language, or as it was written."""
    spoken = text.spoken(language_here())
    return Shown(spoken.value, spoken.lang)
