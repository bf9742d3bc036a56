"""Which language a visitor reads, and in which direction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask_babel import Babel, get_locale, gettext, ngettext, refresh
from markupsafe import Markup, escape
from wtforms.i18n import messages_path

from facilitator.clock import local
from facilitator.dates import hour_in_words
from facilitator.money import in_digits
from facilitator.texts import (
    LANGUAGES,
    OWN_NAMES,
    Sentence,
    Text,
    in_a_row,
    in_language,
)
from facilitator.web.bodies import FormRequest

COOKIE = "language"
# With Morocco's month names (نونبر, غشت) and digits; English with 24-hour times.
LOCALES = {"ar": "ar_MA", "fr": "fr", "en": "en_GB"}
TAGS = {"ar": "ar-MA", "fr": "fr", "en": "en"}


def offer(languages: Sequence[str], preferred: str) -> None:
    """Restrict this request to the `languages` that a workshop offers."""
    g.offered = tuple(languages)
    g.preferred = preferred
    refresh()


def speak(language: str) -> None:
    """Answer this request in `language`, whatever the visitor's own is."""
    g.language = language
    refresh()


def language() -> str:
    """Return the language of this request's answer: ar, fr or en."""
    locale = get_locale()
    return str(locale.language) if locale else LANGUAGES[0]


def reads_from_right() -> bool:
    """Whether this request's answer reads from right to left."""
    locale = get_locale()
    return locale is not None and str(locale.text_direction) == "rtl"


def offered() -> tuple[str, ...]:
    """Return the languages that a visitor may choose from on this page."""
    return tuple(g.get("offered", LANGUAGES))


def guess(header: Sequence[tuple[str, float]], choices: Sequence[str]) -> str | None:
    """Return the best of `choices` for an Accept-Language header.

    By language and not by region: ar-EG gives ar. `header` holds (tag, quality).
    """
    for tag, quality in sorted(header, key=lambda item: -item[1]):
        primary = tag.replace("_", "-").split("-")[0].lower()
        if quality > 0 and primary in choices:
            return primary
    return None


def chosen_language() -> str:
    """Return the forced language, or the chosen, the browser's, the preferred one."""
    if "language" in g:
        return str(g.language)
    choices = offered()
    chosen = request.cookies.get(COOKIE, "")
    if chosen in choices:
        return chosen
    header = list(request.accept_languages)
    return guess(header, choices) or g.get("preferred") or choices[0]


def shown(texts: dict[str, str] | Text | None) -> Markup:
    """Return a person's text as markup: its own element, language and direction."""
    text = texts if isinstance(texts, Text) else pick(texts)
    inside = escape(text.value)
    return Markup(f"<bdi{spoken_in(text.lang)}>{inside}</bdi>")  # noqa: S704 -- escaped


@lru_cache(maxsize=64)
def spoken_in(lang: str) -> Markup:
    """Return the attributes of an element whose text is in `lang`."""
    direction = Text("", lang).direction
    return Markup(' lang="{}" dir="{}"').format(lang, direction)


def pick(texts: dict[str, str] | None) -> Text:
    """Return the text in the reader's language, or else in the first there is."""
    others = (g.get("preferred", LANGUAGES[0]), *LANGUAGES)
    return in_language(texts or {}, language(), others)


def said(sentence: Sentence) -> str:
    """Return a sentence of ours in the reader's language."""
    return sentence.said(gettext, ngettext)


def money(centimes: int) -> str:
    """Return an amount in words of the reader's language: 60 000 dirhams."""
    amount = in_digits(centimes, get_locale() or "ar")
    sentence: str = ngettext(
        "%(amount)s dirham", "%(amount)s dirhams", centimes // 100, amount=amount
    )
    return sentence


def listed(numbers: Iterable[int]) -> str:
    """Return numbers after each other, as the reader's language writes a list."""
    return in_a_row(numbers, gettext)


def clock(at: datetime) -> str:
    """Return the hour of a moment, on the clocks of the room."""
    return hour_in_words(f"{local(at):%H:%M}")


def isolated(value: str) -> Markup:
    """Return a person's text as markup, for the middle of a sentence."""
    return Markup('<bdi dir="auto">{}</bdi>').format(value)


class Request(FormRequest):
    """A request whose forms do not read WTForms' own catalogue each time anew."""

    @property
    def wtforms_translations(self) -> NullTranslations:
        """What Flask-WTF looks for before it reads the file."""
        return _of_wtforms(str(get_locale()))


@lru_cache(maxsize=8)
def _of_wtforms(locale: str) -> NullTranslations:
    return Translations.load(messages_path(), [locale], domain="wtforms")


def install(app: Flask) -> None:
    """Set up Babel and what templates need to know of languages."""
    app.request_class = Request
    Babel(app, locale_selector=lambda: LOCALES[chosen_language()])

    # Globals, so that imported macros know them too.
    known = (shown, pick, said, listed, money, clock, isolated, reads_from_right)
    app.jinja_env.globals.update({one.__name__: one for one in known})

    @app.context_processor
    def _context() -> dict[str, object]:
        locale = get_locale() or Locale.parse("ar_MA")
        return {
            "locale": locale,
            "lang_tag": TAGS[str(locale.language)],
            "direction": str(locale.text_direction),
            "languages": [(code, OWN_NAMES[code]) for code in offered()],
        }
