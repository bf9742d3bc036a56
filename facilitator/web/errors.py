"""Turn errors into pages, in the visitor's language."""

from types import TracebackType
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, current_app, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from facilitator.batches import NotStored
from facilitator.errors import N_, RuleBroken
from facilitator.logs import named, request_id
from facilitator.units import Units
from facilitator.web.language import here_only

SENTENCES = {
    400: N_("Something in this request was not understood. Please go back and retry."),
    403: N_("This page is not open to you."),
    404: N_("There is nothing here."),
    405: N_("This page cannot be used in that way."),
    413: N_("That is too long to be taken in."),
    415: N_("What was sent is not a form of this page."),
    429: N_("That was too fast. Please wait a little and try again."),
    500: N_("Something went wrong on our side. What you sent was not kept."),
}
STALE = N_("This page was open for too long. Please load it again and send once more.")


class Application(Flask):
    """Flask, whose log never holds an address: some carry a secret.

    Nor do its own redirects name the server, as a request could say anything of that.
    """

    def handle_http_exception(
        self, e: HTTPException
    ) -> HTTPException | ResponseReturnValue:
        """Lead on from an address that is nearly right, within this server."""
        if isinstance(e, RequestRedirect):
            parts = urlsplit(e.new_url)
            there = here_only(urlunsplit(("", "", parts.path, parts.query, "")))
            return redirect(there, e.code)
        return super().handle_http_exception(e)

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
    ) -> None:
        """Log an error of ours with the kind of page on which it happened."""
        where = request.url_rule or "an address that is none of ours"
        self.logger.error(
            "Exception on %s [%s]", where, request.method, exc_info=exc_info
        )


def wants_json() -> bool:
    """Whether a script asked, which shows the sentence itself."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def refusal(message: str, status: int, number: str = "") -> ResponseReturnValue:
    """Answer with one sentence: as a page, or as JSON where a script asked.

    By `number` whoever runs the server finds the request in the log.
    """
    if wants_json():
        known = {"number": number} if number else {}
        return jsonify(message=message, **known), status
    page = render_template("errors/refusal.html", message=message, number=number)
    return page, status


class NotReadable(RuleBroken):
    """The storage does not give what it holds."""

    message = N_("This cannot be shown at the moment. Please try again.")
    status = 503


def install(app: Flask) -> None:
    """Show broken rules, HTTP errors and failures of the storage as a sentence."""

    @app.errorhandler(SQLAlchemyError)
    def _storage_failed(error: SQLAlchemyError) -> ResponseReturnValue:
        units: Units = current_app.extensions["units"]
        if not units.note_failure(error):
            raise error  # ours
        app.logger.error("the storage failed: %s", named(error))
        reads = request.method in {"GET", "HEAD"}
        return _rule_broken(NotReadable() if reads else NotStored())

    @app.errorhandler(RuleBroken)
    def _rule_broken(error: RuleBroken) -> ResponseReturnValue:
        if error.__cause__ is not None:
            current_app.extensions["units"].note_failure(error)
        return refusal(error.sentence(gettext, ngettext), error.status)

    @app.errorhandler(CSRFError)
    def _stale(_error: CSRFError) -> ResponseReturnValue:
        return refusal(gettext(STALE), 400)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:  # noqa: PLR2004 -- a redirect of ours
            return error.get_response()
        sentence = gettext(SENTENCES.get(status, SENTENCES[400]))
        number = request_id.get() if status >= 500 else ""  # noqa: PLR2004
        return refusal(sentence, status, number)
