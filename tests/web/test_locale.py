"""The language is guessed by language and not by region."""

import pytest

from facilitator.texts import LANGUAGES, Text, in_language, language_of
from facilitator.web.language import here_only
from facilitator.web.locale import guess


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ([("ar-EG", 1.0)], "ar"),
        ([("fr-CA", 0.8), ("de", 1.0)], "fr"),
        ([("en-US", 0.5), ("ar", 0.9)], "ar"),
        ([("FR_ma", 1.0)], "fr"),
        ([("de", 1.0)], None),
        ([("ar", 0.0)], None),
        ([], None),
    ],
)
def test_the_language_counts_and_not_the_region(
    header: list[tuple[str, float]], language: str | None
) -> None:
    assert guess(header, LANGUAGES) == language


@pytest.mark.parametrize(
    ("value", "language"),
    [
        ("إحداث هيئات استشارية", "ar"),
        ("Créer des instances consultatives", "fr"),
        ("Piste cyclable dans le centre", "fr"),
        ("A bicycle path", "en"),
        ("ⴰⵙⵏⴼⴰⵕ", "zgh"),
        ("WiFi مجاني في الحدائق", "ar"),
        ("+3 42 %", "ar"),
        ("", "ar"),
    ],
)
def test_the_language_of_a_text_is_found(value: str, language: str) -> None:
    assert language_of(value, "ar") == language


def test_a_text_is_shown_in_another_language_when_there_is_no_better() -> None:
    texts = {"fr": "Atelier", "ar": ""}

    assert in_language(texts, "ar") == Text("Atelier", "fr")
    assert in_language({}, "ar") == Text("", "ar")


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("/w/123456/", "/w/123456/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\nb", "/"),
        (None, "/"),
    ],
)
def test_the_language_switch_never_leads_elsewhere(
    target: str | None, where: str
) -> None:
    assert here_only(target) == where


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        (Text("WiFi مجاني", "ar"), "rtl"),
        (Text("Le souk «السوق»", "fr"), "ltr"),
        (Text("ⴰⵙⵏⴼⴰⵕ", "zgh"), "ltr"),
        (Text("+3", "und"), "auto"),
    ],
)
def test_a_text_runs_in_the_direction_of_its_language(
    text: Text, direction: str
) -> None:
    assert text.direction == direction
