"""Let a visitor choose the language of the pages."""

from flask import Blueprint, current_app, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug import Response
from wtforms import HiddenField, SelectChoice, SelectField

from facilitator.texts import LANGUAGES, OWN_NAMES
from facilitator.web.locale import COOKIE

bp = Blueprint("language", __name__)
YEAR = 365 * 24 * 60 * 60  # seconds


class LanguageForm(FlaskForm):
    """One button for each language; `next` is where the visitor was."""

    language = SelectField(
        _("Language"),
        choices=[SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES],
    )
    next = HiddenField()


def here_only(target: str | None) -> str:
    """Return `target` when it is a path on this server, else the home page."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    return "/" if any(ord(c) < 0x21 for c in target) else target  # noqa: PLR2004


def keep_language(answer: Response, code: str) -> Response:
    """Let `answer` tell the browser to ask for pages in `code` from now on."""
    answer.set_cookie(
        COOKIE,
        code,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return answer


@bp.post("/language")
def choose() -> ResponseReturnValue:
    """Keep the chosen language in a cookie and go back."""
    form = LanguageForm()
    answer = redirect(here_only(request.form.get("next")), 303)
    if form.validate_on_submit():
        keep_language(answer, form.language.data)
    return answer
