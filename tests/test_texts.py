"""What people type is cleaned, and stays what they typed."""

import unicodedata

import pytest

from facilitator.texts import clean_line, clean_lines, clean_text, western


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  البيئة   والتنمية ", "البيئة والتنمية"),
        ("un\r\ndeux\ttrois", "un deux trois"),
        ("a\x00b\x1bc\u202ed\u2066e\u200ff\ufeff", "abcdef"),
        ("42\u00a0%\u202f!", "42\u00a0%\u202f!"),
        ("نمی\u200cخواهم 👩\u200d🌾", "نمی\u200cخواهم 👩\u200d🌾"),
        ("lone \ud800 half", "lone half"),
        ("\u200d\u00a0\u200d", ""),
        ("", ""),
    ],
)
def test_a_line_is_cleaned(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_a_line_is_composed() -> None:
    typed = unicodedata.normalize("NFD", "Kénitra آسفي")

    assert clean_line(typed) == unicodedata.normalize("NFC", typed)
    assert typed != clean_line(typed)


def test_lines_keep_their_places() -> None:
    assert clean_lines(" un \r\n\u2029trois\n") == ["un", "", "trois", ""]


def test_paragraphs_stay_apart_by_one_empty_line() -> None:
    assert clean_text("\n\nun\n \n\n\ndeux \ntrois\n") == "un\n\ndeux\ntrois"


def test_digits_of_every_kind_are_understood() -> None:
    assert western("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 42") == "0123456789 0123456789 42"
