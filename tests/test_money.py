"""Amounts of dirhams, as people type and read them."""

import pytest

from facilitator.errors import RuleBroken
from facilitator.money import (
    SAMPLE,
    Amount,
    NoMoney,
    NotMoney,
    TooMuchMoney,
    in_digits,
    read_money,
    typed_in,
)
from facilitator.texts import Sentence


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        ("", None),
        ("  ", None),
        ("7", 700),
        ("60000", 6_000_000),
        ("60 000", 6_000_000),
        ("60\u202f000", 6_000_000),
        ("60.000", 6_000_000),
        ("60,000", 6_000_000),
        ("1.250.000", 125_000_000),
        ("1 250,5", 125_050),
        ("1,250.50", 125_050),
        ("1.250,50", 125_050),
        ("0,05", 5),
        ("٦٠٠٠٠", 6_000_000),
        ("١٬٢٥٠٫٥٠", 125_050),
        ("60 000 درهم", 6_000_000),
        ("60 000,00 DH", 6_000_000),
        ("MAD 12.50", 1250),
    ],
)
def test_every_usual_way_of_typing_is_read(typed: str, centimes: int | None) -> None:
    assert read_money(typed) == centimes


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("many", NotMoney),
        ("12,", NotMoney),
        (",50", NotMoney),
        ("1.25.000", NotMoney),
        ("1,250,00,0", NotMoney),
        ("-5", NotMoney),
        ("1e9", NotMoney),
        ("9" * 30, NotMoney),
        ("0", NoMoney),
        ("0,00", NoMoney),
        ("10 000 000 000", TooMuchMoney),
    ],
)
def test_what_is_no_amount_is_refused(typed: str, why: type[RuleBroken]) -> None:
    with pytest.raises(why):
        read_money(typed)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("ar_MA", "1\u202f250\u202f000,50"),
        ("fr", "1\u202f250\u202f000,50"),
        ("en_GB", "1,250,000.50"),
    ],
)
def test_amounts_are_grouped_as_people_here_write_them(locale: str, words: str) -> None:
    assert in_digits(125_000_050, locale) == words


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("1,234.50", "It costs 1,250,000.50."),
        ("1\u202f234,50", "It costs 1\u202f250\u202f000,50."),
    ],
)
def test_an_amount_in_a_sentence_is_grouped_by_the_language(
    sample: str, words: str
) -> None:
    def gettext(message: str, **values: object) -> str:
        return sample if message == SAMPLE else message % values

    sentence = Sentence("It costs %(amount)s.", values={"amount": Amount(125_000_050)})

    assert sentence.said(gettext, gettext) == words
    assert Amount(60_000_00).said(gettext) == f"60{sample[1]}000"


@pytest.mark.parametrize("centimes", [5, 100, 6_000_000, 125_050])
def test_what_a_field_shows_is_read_back(centimes: int) -> None:
    assert read_money(typed_in(centimes)) == centimes
