"""What every template knows, macros too: our sentences, and how texts are marked.

All of it is asked for a hundred times a page.
"""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.templating import Environment
from flask_babel import get_translations
from markupsafe import Markup

from facilitator.texts import Text
from facilitator.web.locale import language, spoken_in

SENTENCES = 8192  # kept as markup; in all languages together we have fewer
_AUTO = Markup(' dir="auto"')


class Templates(Environment):
    """Flask's templates, with one dict for what all of them know.

    Jinja would lay an empty one over it for each template, and look into both: for
    every name, whenever one template imports from another.
    """

    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        """Return what a template knows, beside the `d` that few are given."""
        return super().make_globals(d) if d else self.globals


def say(message: str, **values: object) -> Markup:
    """Return a sentence of ours in the reader's language; values are escaped."""
    sentence = _sentence(language(), message)
    return sentence % values if values else _said(sentence)


def say_number(message: str, plural: str, num: int, **values: object) -> Markup:
    """Return the form of a sentence of ours for `num`; values are escaped."""
    found = Markup(get_translations().ungettext(message, plural, num))  # noqa: S704 -- ours
    return found % {"num": num, **values}


@lru_cache(maxsize=SENTENCES)
def _sentence(_language: str, message: str) -> Markup:
    return Markup(get_translations().ugettext(message))  # noqa: S704 -- ours


@lru_cache(maxsize=SENTENCES)
def _said(sentence: Markup) -> Markup:
    return sentence % {}


def tongue(text: object, lang: str | None = None) -> Markup:
    """Return the attributes of an element of its own for what a person wrote.

    In templates: <p{{ tongue(text) }}>{{ words(text) }}</p>. A Text brings its
    language and direction; markup (`shown`, a sentence of ours) has them already; a
    bare string, in `lang` if given, finds its direction by itself.
    """
    if isinstance(text, Text):
        return spoken_in(text.lang)
    if hasattr(text, "__html__"):
        return Markup()
    return (Markup(' lang="{}"').format(lang) if lang else Markup()) + _AUTO


def words(text: object) -> object:
    """Return what stands in the element: the words of a Text, or `text` itself."""
    return text.value if isinstance(text, Text) else text


TEXTS = {"tongue": tongue, "words": words}


def install(app: Flask) -> None:
    """Give them to templates. After Babel, which gives its own ways to speak."""
    speech = {"_": say, "gettext": say, "ngettext": say_number}
    app.jinja_env.globals.update(TEXTS, **speech)
