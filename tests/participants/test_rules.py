"""Codes as people type them, and how many wrong ones a workshop bears."""

import pytest

from facilitator.participants.rules import (
    Guesses,
    TriedTooOften,
    read_workshop_code,
)


@pytest.mark.parametrize(
    "typed",
    [
        "482913",
        "482 913",
        " 482-913\n",
        "٤٨٢٩١٣",
        "۴۸۲۹۱۳",
        "\u200f٤٨٢ ٩١٣",
        "4 8 2 9 1 3",
    ],
)
def test_a_workshop_code_is_understood_as_people_type_it(typed: str) -> None:
    assert read_workshop_code(typed) == "482913"


@pytest.mark.parametrize(
    "typed", ["", "48291", "4829130", "48291x", "४८२९१३", "²³¹²³¹"]
)
def test_what_cannot_be_a_workshop_code_is_none(typed: str) -> None:
    assert read_workshop_code(typed) is None


def test_after_a_burst_wrong_codes_are_refused_until_time_passes() -> None:
    guesses = Guesses(burst=3, each=2.0)
    for _ in range(3):
        guesses.take("482913", at=10.0)

    with pytest.raises(TriedTooOften):
        guesses.take("482913", at=11.0)

    guesses.take("482913", at=13.1)


def test_a_right_code_costs_nothing() -> None:
    guesses = Guesses(burst=1)

    for _ in range(50):
        guesses.take("482913", at=10.0)
        guesses.give_back("482913")


def test_each_workshop_has_its_own_count() -> None:
    guesses = Guesses(burst=1)
    guesses.take("482913", at=10.0)

    guesses.take("111111", at=10.0)

    with pytest.raises(TriedTooOften):
        guesses.take("111111", at=10.0)
