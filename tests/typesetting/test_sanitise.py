import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.typesetting.sanitise import (
    COVERAGE,
    clean,
    csv_safe,
    direction,
    for_pdf,
)
from tests.typesetting import coverage

FAMILIES = ("IBMPlexSansArabic", "NotoEmoji", "NotoSans", "NotoSansTifinagh")
ANYTHING = st.text(st.characters(categories=None))  # surrogates too


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("\u202eevil\u2066 text", "evil text"),
        ("cafe\u0301", "café"),
        ("من\u200cدون", "من\u200cدون"),  # the joiner that letters need
        ("a\tb", "a b"),
        ("\ufeffhello\ufffe\ud800", "hello"),
        (
            "\u200fالأهداف\u200e (CSV)",
            "\u200fالأهداف\u200e (CSV)",
        ),  # marks, not overrides
    ],
)
def test_text_is_cleaned(written: str, kept: str) -> None:
    assert clean(written) == kept


@pytest.mark.parametrize(
    "formula",
    [
        "=HYPERLINK(1)",
        "+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r\n=1",
        " \u00a0=1",
        "\x00=1",
        "\u200e=1",
        "＝1",
        "﹢1",
    ],
)
def test_a_formula_becomes_text(formula: str) -> None:
    assert csv_safe(formula) == f"'{clean(formula)}"


def test_plain_words_keep_their_first_character() -> None:
    assert csv_safe("حديقة = أولوية") == "حديقة = أولوية"


@settings(deadline=None)  # the machine may be busy
@given(ANYTHING)
def test_no_text_opens_a_formula(text: str) -> None:
    visible = [
        character
        for character in csv_safe(text)
        if unicodedata.category(character) not in {"Cf", "Cc", "Zs"}
    ]

    first = unicodedata.normalize("NFKC", visible[0])[0] if visible else "x"

    assert first not in "=+-@\t\r"


@settings(deadline=None)  # the machine may be busy
@given(ANYTHING)
def test_clean_text_is_encodable_and_stays_clean(text: str) -> None:
    once = clean(text)

    once.encode()
    assert clean(once) == once
    assert not set(once) & {"\x00", "\r", "\t", "\u202e", "\u2066", "\u2028"}


@settings(deadline=None)  # the machine may be busy
@given(ANYTHING)
def test_printed_text_is_drawn_by_a_typeface(text: str) -> None:
    drawn = frozenset().union(*map(coverage.covered, FAMILIES))

    assert {ord(character) for character in for_pdf(text)} <= drawn | {0x0A, 0x200B}


def test_a_character_without_a_glyph_becomes_a_square() -> None:
    assert for_pdf("中 a") == "▫ a"


def test_a_private_character_becomes_a_square() -> None:
    assert for_pdf("\uefcc\U000fe4e6") == "▫▫"


def test_a_mark_stays_on_letters_of_its_typeface_only() -> None:
    assert for_pdf("👀\u0301 ب\u0366 بّ e\u0323 ⵣ\u0366") == "👀 ب بّ ẹ ⵣ"


def test_empty_lines_stay_few() -> None:
    assert for_pdf("a" + "\n" * 400 + "b") == "a\n\nb"


def test_a_long_word_may_break_between_letters_only() -> None:
    printed = for_pdf("e\u0323\u0301" * 50)

    assert [len(part) for part in printed.split("\u200b")] == [44, 44, 12]
    assert printed.replace("\u200b", "") == clean("e\u0323\u0301" * 50)


def test_more_marks_than_any_language_has_are_left_out() -> None:
    assert for_pdf("q" + "\u0323" * 40) == "q" + "\u0323" * 4


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("(12) الأهداف PDF", "rtl"),
        ("12. Objectifs الأهداف", "ltr"),
        ("ⴰⵙⵏⴼⴰⵕ", "ltr"),
        ("2026", "rtl"),  # the fallback
    ],
)
def test_a_text_begins_on_the_side_of_its_first_letter(text: str, side: str) -> None:
    assert direction(text, fallback="rtl") == side


def test_the_coverage_file_describes_the_shipped_typefaces() -> None:
    assert COVERAGE.read_text("ascii") == coverage.current()
