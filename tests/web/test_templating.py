"""What every template knows says the same as Babel and Jinja would, only sooner."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale, get_translations
from markupsafe import Markup

from facilitator.texts import Text
from facilitator.web.locale import speak
from facilitator.web.templating import say, say_number, tongue, words

COUNTED = ("%(num)d proposal", "%(num)d proposals")


@pytest.fixture
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_sentence_is_said_as_babel_says_it(language: str) -> None:
    speak(language)

    told = [say("Language"), *(say_number(*COUNTED, n) for n in (0, 1, 2, 3, 11, 100))]

    known = get_translations()
    counted = [known.ungettext(*COUNTED, n) % {"num": n} for n in (0, 1, 2, 3, 11, 100)]
    assert told == [known.ugettext("Language"), *counted]


@pytest.mark.usefixtures("page")
def test_one_language_is_never_said_in_another() -> None:
    said = []
    for language in ("ar", "fr", "ar"):
        speak(language)
        said.append(render_template_string('{{ _("Language") }}'))
    with force_locale("fr"):
        said.append(say("Language"))

    assert said == ["اللغة", "Langue", "اللغة", "Langue"]


@pytest.mark.usefixtures("page")
def test_what_people_wrote_is_escaped_inside_a_sentence() -> None:
    speak("en")

    told = say("Welcome, %(name)s. You are in.", name="<b>A & B</b>")

    assert told == Markup("Welcome, &lt;b&gt;A &amp; B&lt;/b&gt;. You are in.")
    assert say("%(value)d%%", value=5) == "5%"
    assert say("no sentence of ours: 100%%") == "no sentence of ours: 100%"


@pytest.mark.parametrize(
    ("text", "attributes", "inside"),
    [
        (Text("WiFi مجاني", "ar"), ' lang="ar" dir="rtl"', "WiFi مجاني"),
        (Text("+3", 'x"y'), ' lang="x&#34;y" dir="auto"', "+3"),
        ("Souk", ' dir="auto"', "Souk"),
        (Markup("<bdi>Souk</bdi>"), "", Markup("<bdi>Souk</bdi>")),
    ],
)
def test_what_a_person_wrote_brings_its_direction(
    text: object, attributes: str, inside: object
) -> None:
    assert (tongue(text), words(text)) == (attributes, inside)


def test_a_bare_text_may_say_its_language() -> None:
    assert tongue("Souk", "fr") == ' lang="fr" dir="auto"'
