"""When a workshop takes place, in three languages."""

from typing import Any

import pytest

from facilitator.workshops.dates import when
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import PartOfDay

FEZ = {"held_on": "2023-03-06", "weekday": 0, "starts": "09:00"}
KENITRA = {"weekday": 2, "part_of_day": PartOfDay.MORNING}

GOLDEN: list[tuple[dict[str, Any], str, str, str]] = [
    (
        FEZ,
        "الاثنين 6 مارس 2023، ابتداء من الساعة 9:00",
        "lundi 6 mars 2023, à partir de 9:00",
        "Monday 6 March 2023, from 9:00",
    ),
    (
        {"held_on": "2023-03-06", "starts": "09:00", "ends": "12:30"},
        "الاثنين 6 مارس 2023، من الساعة 9:00 إلى 12:30",
        "lundi 6 mars 2023, de 9:00 à 12:30",
        "Monday 6 March 2023, from 9:00 to 12:30",
    ),
    (KENITRA, "الأربعاء صباحا", "mercredi matin", "Wednesday morning"),
    (
        {"held_on": "2025-11", "part_of_day": PartOfDay.EVENING},
        "نونبر 2025 مساء",
        "novembre 2025, dans la soirée",
        "November 2025, in the evening",
    ),
    (
        {"held_on": "2025-08-04", "part_of_day": PartOfDay.AFTERNOON},
        "الاثنين 4 غشت 2025 بعد الزوال",
        "lundi 4 août 2025, dans l’après-midi",
        "Monday 4 August 2025, in the afternoon",
    ),
    (
        {"held_on": "2023-03", **KENITRA},
        "الأربعاء صباحا، مارس 2023",
        "mercredi matin, mars 2023",
        "Wednesday morning, March 2023",
    ),
    (
        {"weekday": 2, "part_of_day": PartOfDay.MORNING, "ends": "12:00"},
        "الأربعاء، إلى غاية الساعة 12:00",
        "mercredi, jusqu’à 12:00",
        "Wednesday, until 12:00",
    ),
    (
        {"part_of_day": PartOfDay.MORNING},
        "صباحا",
        "dans la matinée",
        "in the morning",
    ),
    ({"held_on": "2023"}, "2023", "2023", "2023"),
    ({}, "", "", ""),
]


@pytest.mark.parametrize(("known", "arabic", "french", "english"), GOLDEN)
def test_when_it_takes_place_is_said_as_far_as_it_is_known(
    known: dict[str, Any], arabic: str, french: str, english: str
) -> None:
    workshop = Workshop(**known)

    assert when(workshop, "ar_MA") == arabic
    assert when(workshop, "fr") == french
    assert when(workshop, "en_GB") == english
