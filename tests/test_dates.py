"""Partial dates and hours, read and said."""

import pytest

from facilitator.dates import (
    DayWithoutMonth,
    MonthWithoutYear,
    NoSuchDay,
    NotAnHour,
    date_in_words,
    partial_date,
    read_hour,
)


@pytest.mark.parametrize(
    ("known", "kept"),
    [
        ((2023, 3, 6), "2023-03-06"),
        ((2023, 3, None), "2023-03"),
        ((2023, None, None), "2023"),
        ((None, None, None), None),
        ((2024, 2, 29), "2024-02-29"),
    ],
)
def test_a_date_is_kept_as_far_as_it_is_known(
    known: tuple[int | None, int | None, int | None], kept: str | None
) -> None:
    assert partial_date(*known) == kept


@pytest.mark.parametrize(
    ("known", "refusal"),
    [
        ((2023, None, 6), DayWithoutMonth),
        ((None, 3, 6), MonthWithoutYear),
        ((None, 3, None), MonthWithoutYear),
        ((2023, 2, 29), NoSuchDay),
        ((2023, 4, 31), NoSuchDay),
    ],
)
def test_a_date_with_a_hole_is_refused(
    known: tuple[int | None, int | None, int | None], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        partial_date(*known)


@pytest.mark.parametrize(
    ("value", "arabic", "french", "english"),
    [
        (
            "2023-03-06",
            "الاثنين 6 مارس 2023",
            "lundi 6 mars 2023",
            "Monday 6 March 2023",
        ),
        ("2025-11-05", "الأربعاء 5 نونبر 2025", None, None),
        ("2025-08", "غشت 2025", "août 2025", "August 2025"),
        ("2023", "2023", "2023", "2023"),
    ],
)
def test_a_date_is_said_in_each_language(
    value: str, arabic: str, french: str | None, english: str | None
) -> None:
    assert date_in_words(value, "ar_MA") == arabic
    assert date_in_words(value, "fr") == (french or "mercredi 5 novembre 2025")
    assert date_in_words(value, "en_GB") == (english or "Wednesday 5 November 2025")


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("9:30", "09:30"),
        ("٩:٣٠", "09:30"),
        ("9", "09:00"),
        ("9h", "09:00"),
        ("14 h 05", "14:05"),
        ("9.15", "09:15"),
        ("0930", "09:30"),
        (" ", None),
    ],
)
def test_an_hour_is_understood_as_people_type_it(typed: str, hour: str | None) -> None:
    assert read_hour(typed) == hour


@pytest.mark.parametrize("typed", ["24:00", "9:60", "صباحا", "9:3", "93", "-1"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(NotAnHour):
        read_hour(typed)
