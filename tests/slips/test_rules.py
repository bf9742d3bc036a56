import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.keys import ALPHABET, TOKEN_LENGTH, in_groups
from facilitator.participants.rules import read_slip_code
from facilitator.slips.rules import (
    NotNumbers,
    TriedTooManySlips,
    in_ranges,
    phone_guesses,
    read_numbers,
)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("7", (7,)),
        ("1-4", (1, 2, 3, 4)),
        ("1-3, 55", (1, 2, 3, 55)),
        ("55 1 - 3", (1, 2, 3, 55)),
        ("١–٣، ٥٥", (1, 2, 3, 55)),
        ("2,2;1-2", (1, 2)),
    ],
)
def test_numbers_are_read_as_people_write_them(
    typed: str, numbers: tuple[int, ...]
) -> None:
    assert read_numbers(typed) == numbers


@pytest.mark.parametrize("typed", ["", ",", "a", "3-1", "0", "1-", "-3", "1.5", "1--2"])
def test_what_is_no_list_of_numbers_is_refused(typed: str) -> None:
    with pytest.raises(NotNumbers):
        read_numbers(typed)


@given(st.sets(st.integers(1, 99_999), min_size=1, max_size=60))
def test_a_list_of_numbers_is_read_back(numbers: set[int]) -> None:
    assert set(read_numbers(in_ranges(numbers))) == numbers


def test_numbers_are_listed_in_ranges() -> None:
    assert in_ranges([55, 1, 2, 3, 4, 9, 10]) == "1-4, 9-10, 55"
    assert in_ranges([]) == ""


@given(st.text(ALPHABET, min_size=TOKEN_LENGTH, max_size=TOKEN_LENGTH))
def test_a_code_is_understood_however_it_is_typed(token: str) -> None:
    for typed in (
        token,
        token.lower(),
        in_groups(token),
        " ".join(token),
        token.replace("0", "o").replace("1", "I"),
        f"http://192.168.1.7:8321/s/{token.lower()}",
    ):
        assert read_slip_code(typed) == token


@pytest.mark.parametrize("typed", ["", "K7QM", "U" * 16, "0" * 17, "314159", "ن" * 16])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_slip_code(typed) is None


def test_a_phone_has_twenty_wrong_codes_and_then_one_in_three_seconds() -> None:
    guesses = phone_guesses()
    for _ in range(20):
        guesses.take("246810 7", at=100.0)

    with pytest.raises(TriedTooManySlips):
        guesses.take("246810 7", at=102.0)
    guesses.take("246810 7", at=103.0)
    guesses.take("246810 8", at=103.0)
