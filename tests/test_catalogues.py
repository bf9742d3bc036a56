"""The catalogues say everything that the sources say, in every language."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

from tests.catalogues import PLURALS, Key, extracted, forms, key, known, path_of

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
ISOLATES = ("\u2066", "\u2067", "\u2068")
# Forms whose number is known may say it in words: 0, 1 and 2 in Arabic.
IN_WORDS = {"ar": 3, "fr": 1, "en": 1}

languages = pytest.mark.parametrize("language", PLURALS)


@cache
def catalogue(language: str) -> dict[Key, Message]:
    """Return the messages of a catalogue, without its header."""
    return {k: message for k, message in known(language).items() if message.id}


def translated(language: str) -> Iterator[tuple[Message, str]]:
    """Return every form of every message."""
    for message in catalogue(language).values():
        for form in forms(message.string):
            yield message, form


def found(pattern: str, language: str) -> list[str]:
    """Return the translations in which `pattern` is found."""
    return [said for _message, said in translated(language) if re.search(pattern, said)]


@languages
def test_every_message_of_the_sources_is_there_and_no_other(language: str) -> None:
    wanted = {key(message) for message in extracted() if message.id}

    assert (
        wanted - catalogue(language).keys(),
        catalogue(language).keys() - wanted,
    ) == (
        set(),
        set(),
    )


@languages
def test_no_message_is_empty(language: str) -> None:
    assert [message.id for message, said in translated(language) if not said] == []


@languages
def test_nothing_is_fuzzy_or_obsolete(language: str) -> None:
    text = path_of(language).read_text("utf-8")

    assert re.findall(r"^#, .*fuzzy.*|^#~.*", text, re.MULTILINE) == []


@languages
def test_every_plural_has_all_forms(language: str) -> None:
    wanted = int(PLURALS[language].split("nplurals=")[1][0])

    counts = {
        msgid: len(forms(message.string))
        for (_context, msgid), message in catalogue(language).items()
        if len(msgid) > 1
    }

    assert counts
    assert set(counts.values()) == {wanted}


@languages
def test_placeholders_are_those_of_the_source(language: str) -> None:
    wrong = []
    for (_context, msgid), message in catalogue(language).items():
        wanted = set(PLACEHOLDER.findall(msgid[-1]))
        in_words = IN_WORDS[language] if len(msgid) > 1 else 0
        for number, form in enumerate(forms(message.string)):
            optional = {"num"} if number < in_words else set()
            has = set(PLACEHOLDER.findall(form))
            if not wanted - optional <= has <= wanted:
                wrong.append(form)

    assert wrong == []


@languages
def test_no_percent_sign_stands_alone(language: str) -> None:
    """A doubled one is printed as one, in messages that are filled in."""
    assert found(r"(?<!%)%(?!%|\(\w+\)[sd])", language) == []
    assert [
        message for message in found("%%", language) if not PLACEHOLDER.search(message)
    ] == []


@languages
def test_every_isolate_is_closed(language: str) -> None:
    unbalanced = [
        said
        for _message, said in translated(language)
        if sum(map(said.count, ISOLATES)) != said.count("\u2069")
    ]

    assert unbalanced == []


@languages
def test_spaces_and_line_ends_are_those_of_the_source(language: str) -> None:
    assert found(r"^\s|\s$|\n|  ", language) == []


@languages
def test_what_the_pages_read_is_what_was_translated(language: str) -> None:
    with path_of(language, "mo").open("rb") as file:
        compiled = {key(m): forms(m.string) for m in read_mo(file) if m.id}

    assert compiled == {k: forms(m.string) for k, m in catalogue(language).items()}


@languages
def test_the_rule_for_plurals_is_the_one_we_translated_for(language: str) -> None:
    for kind in ("po", "mo"):
        header = path_of(language, kind).read_bytes().decode("utf-8", "ignore")

        assert f"Plural-Forms: {PLURALS[language]}" in header.replace('"\n"', "")


def test_english_is_what_the_sources_say() -> None:
    said = [forms(message.string) for message in catalogue("en").values()]

    assert said == [msgid for _context, msgid in catalogue("en")]


def test_arabic_has_arabic_punctuation_and_western_digits() -> None:
    """Source: DOCUMENTS, 9. Kashida breaks search."""
    assert found(r"[,;?](?!\d)|[“”\"']|[٠-٩۰-۹ـ]|« | »", "ar") == []


def test_french_has_french_spaces_and_apostrophes() -> None:
    """U+00A0 before the colon and inside guillemets, U+202F before ; ! and ?."""
    assert (
        found(r"['“”\"]|[^\u202f][;!?]|[^\u00a0\d]:|«[^\u00a0]|[^\u00a0]»", "fr") == []
    )


def test_arabic_counts_in_six_ways() -> None:
    message = catalogue("ar")[None, ("%(num)d account", "%(num)d accounts")]

    assert message.string == (
        "لا حسابات",
        "حساب واحد",
        "حسابان",
        "%(num)d حسابات",
        "%(num)d حسابا",
        "%(num)d حساب",
    )
