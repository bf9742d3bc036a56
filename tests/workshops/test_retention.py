"""Until when personal data is kept."""

from datetime import UTC, date, datetime

import pytest

from facilitator.workshops.models import Workshop
from facilitator.workshops.retention import kept_until, months_after

OPENED = datetime(2026, 3, 6, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 6), 12, date(2027, 3, 6)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 1, 31), 13, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"ended_at": datetime(2026, 3, 7, 12, tzinfo=UTC)}, date(2027, 3, 7)),
        ({"ended_at": datetime(2026, 7, 7, 23, 30, tzinfo=UTC)}, date(2027, 7, 8)),
        ({}, date(2027, 3, 6)),
        ({"held_on": "2026-03-20"}, date(2027, 3, 20)),
        ({"held_on": "2023-03-06"}, date(2027, 3, 6)),
        ({"held_on": "2026-05"}, date(2027, 3, 6)),
        ({"kept_months": None}, None),
        ({"opened_at": None}, None),
        ({"purged_at": OPENED}, None),
    ],
)
def test_it_counts_from_the_end(fields: dict[str, object], until: date | None) -> None:
    workshop = Workshop(**{"opened_at": OPENED, "kept_months": 12, **fields})

    assert kept_until(workshop) == until
