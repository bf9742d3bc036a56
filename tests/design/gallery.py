"""A small application that shows every component, to look at and to test.

Run `python -m tests.design.gallery` and open the address that it prints;
/phone, /desk and /screen/<slide>, each with ?lang=ar or ?lang=fr.
"""

import io
from pathlib import Path
from typing import Any

import qrcode
import qrcode.image.svg
from babel import Locale
from flask import Flask, Response, flash, render_template, request
from flask_wtf import FlaskForm
from jinja2 import FileSystemLoader
from markupsafe import Markup
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from facilitator.texts import Text
from facilitator.web.templating import TEXTS
from tests.design.words import AXES, BUILT_IN, PROJECTS, WORDS

ROOT = Path(__file__).parents[2]
LANGUAGES = [("ar", "العربية"), ("fr", "Français"), ("en", "English")]
SLIDES = ("title", "join", "axes", "timer", "vote", "results", "bilingual", "writing")
VOTES = (41, 33, 33, 27, 12, 8)
NOON = 1_773_480_000_000  # milliseconds: the server's clock when the page was written


def language() -> str:
    """Return the language asked for by ?lang=, Arabic by default."""
    return request.args.get("lang", "ar")


def translated(message: str) -> str:
    """Return `message` in the page's language, or as it is."""
    return BUILT_IN[language()].get(message, message)


def counted(singular: str, plural: str, number: int) -> str:
    """Return the form of `number`; the gallery needs no more than two."""
    return translated(singular if number == 1 else plural)


def code_svg(payload: str) -> Markup:
    """Return a QR code with its four-module border."""
    stream = io.BytesIO()
    image = qrcode.make(payload, image_factory=qrcode.image.svg.SvgPathImage)
    image.save(stream)
    svg = stream.getvalue().decode().split("?>", 1)[1]
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704


class ProposalForm(FlaskForm):  # type: ignore[misc]
    """One of every kind of field; its labels come from the page's words."""

    title = StringField(validators=[InputRequired()])
    text = TextAreaField(validators=[Length(max=280)])
    name = StringField()
    axis = RadioField(validators=[InputRequired()])
    anonymous = BooleanField()


def filled_form(words: dict[str, Any], lang: str) -> ProposalForm:
    """Return the form with its words, one refusal and some text."""
    form = ProposalForm()
    for name in ("title", "text", "name", "axis", "anonymous"):
        form[name].label.text = words[name]
    form.title.description = words["title_help"]
    form.anonymous.description = words["anonymous_help"]
    form.axis.choices = [(str(n), text) for n, text in enumerate(AXES[lang], 1)]
    form.axis.data = "2"
    form.title.errors = [words["error"]]
    form.text.data = words["mixed"]
    return form


def context() -> dict[str, Any]:
    """Return what the real application gives to every template, and the words."""
    lang = language()
    locale = Locale.parse(lang)
    words = WORDS[lang]
    return {
        "locale": locale,
        "lang_tag": {"ar": "ar-MA", "fr": "fr"}[lang],
        "direction": locale.text_direction,
        "languages": LANGUAGES,
        "w": words,
        "axes": AXES[lang],
        "projects": PROJECTS[lang],
        "votes": VOTES,
        "mixed": Text(words["mixed"], "ar"),
        "foreign": Text(
            PROJECTS["fr" if lang == "ar" else "ar"][0], "fr" if lang == "ar" else "ar"
        ),
        "form": filled_form(words, lang),
        "page_code": code_svg("HTTP://192.168.1.20:8000/W/482913"),
        "wifi_code": code_svg("WIFI:T:WPA;S:COMMUNE;P:ATELIER26;;"),
        "now": NOON,
    }


def create_gallery() -> Flask:
    """Return the gallery over the real templates and static files."""
    app = Flask(__name__, static_folder=ROOT / "static")
    app.jinja_loader = FileSystemLoader([ROOT / "templates", Path(__file__).parent])
    app.config.update(SECRET_KEY="gallery", WTF_CSRF_TIME_LIMIT=None)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(translated, counted, newstyle=True)
    app.jinja_env.globals.update(TEXTS, csrf_token=lambda: "token")
    app.context_processor(context)
    app.add_url_rule("/favicon.ico", "icon", lambda: ("", 204))
    app.add_url_rule("/language", "language.choose", lambda: "", methods=["POST"])

    @app.after_request
    def forbid_inline(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        return response

    @app.get("/<any(phone, desk):skin>")
    def page(skin: str) -> str:
        words = WORDS[language()]
        flash(words["success"], "success")
        return render_template(f"gallery_{skin}.html")

    @app.get(f"/screen/<any({', '.join(SLIDES)}):slide>")
    def screen(slide: str) -> str:
        return render_template("gallery_screen.html", slide=slide)

    return app


if __name__ == "__main__":
    create_gallery().run(port=5080)
