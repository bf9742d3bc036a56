"""E-mails, passwords, patience."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitator.accounts.rules import (
    LinkExpired,
    LinkUsed,
    LinkWithdrawn,
    PasswordIsEmail,
    PasswordTooShort,
    TooManyTries,
    check_link,
    check_password,
    clean_email,
    clean_password,
    count_try,
    is_email,
    wait_after,
)

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)


def test_the_first_three_wrong_passwords_cost_no_waiting() -> None:
    assert [wait_after(wrong).seconds for wrong in range(1, 6)] == [0, 0, 0, 2, 4]


def test_the_waiting_doubles_up_to_five_minutes() -> None:
    waits = [wait_after(wrong).seconds for wrong in range(1, 14)]

    assert waits[7:] == [32, 64, 128, 256, 300, 300]
    assert sum(waits[:11]) == 510  # twelve tries take 8.5 minutes
    assert wait_after(10_000) == timedelta(minutes=5)


def test_a_try_counts_before_it_is_looked_at() -> None:
    assert count_try(0, None, NOON) == (1, None)
    assert count_try(3, None, NOON) == (4, NOON + timedelta(seconds=2))


def test_a_try_that_is_too_early_says_how_many_seconds_are_left() -> None:
    with pytest.raises(TooManyTries) as refused:
        count_try(6, NOON + timedelta(seconds=7.5), NOON)

    assert str(refused.value) == (
        "Too many wrong passwords. Wait 8 seconds, then try again."
    )


def test_when_the_waiting_is_over_the_next_try_counts() -> None:
    assert count_try(4, NOON, NOON) == (5, NOON + timedelta(seconds=4))


@pytest.mark.parametrize("password", ["", "123456789", "تسعةأحرف"])
def test_a_short_password_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooShort):
        check_password(password, "amina@example.ma")


def test_the_email_is_no_password() -> None:
    with pytest.raises(PasswordIsEmail):
        check_password("Amina@Example.ma ", "amina@example.ma")


def test_ten_characters_of_any_kind_are_a_password() -> None:
    check_password("قهوة وشاي!", "amina@example.ma")
    check_password("aaaaaaaaaa", "amina@example.ma")


def test_the_same_letters_are_the_same_password_on_every_keyboard() -> None:
    assert clean_password("cafe\u0301 au lait") == clean_password("café au lait")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [
        ("amina@example.ma", True),
        ("amina@localhost", True),
        ("أمينة@مثال.المغرب", True),
        ("amina", False),
        ("@example.ma", False),
        ("a b@example.ma", False),
        ("a@b@example.ma", False),
        ("a@" + "b" * 253, False),
    ],
)
def test_what_can_be_an_email(typed: str, fits: bool) -> None:
    assert is_email(typed) is fits


def test_an_email_is_compared_in_small_letters_without_what_is_invisible() -> None:
    assert clean_email("  Amina@Example.MA\u200e ") == "amina@example.ma"


def test_a_link_works_once_and_for_its_time() -> None:
    end = NOON + timedelta(minutes=15)

    unused = {"expires_at": end, "used_at": None, "withdrawn_at": None}
    check_link(**unused, moment=end - timedelta(seconds=1))
    with pytest.raises(LinkExpired):
        check_link(**unused, moment=end)
    with pytest.raises(LinkUsed):
        check_link(**{**unused, "used_at": NOON}, moment=NOON)
    with pytest.raises(LinkWithdrawn):
        check_link(**{**unused, "withdrawn_at": NOON}, moment=NOON)
