"""Which automatic copies are kept."""

from datetime import datetime, timedelta

from facilitator.backup.rotation import Kept, kept_as, next_copy, superfluous

NINE = datetime(2026, 3, 6, 9, 0)  # noqa: DTZ001 -- by the clock on the wall
EVERY = timedelta(minutes=5)


def _run(start: datetime, times: int, every: timedelta = EVERY) -> list[Kept]:
    """The copies that are left after a server has made so many."""
    return _go_on([], start, times, every)


def _go_on(
    copies: list[Kept], start: datetime, times: int, every: timedelta = EVERY
) -> list[Kept]:
    for turn in range(times):
        at = start + turn * every
        copies = [*copies, next_copy(copies, at)]
        gone = superfluous(copies, at)
        copies = [copy for copy in copies if copy not in gone]
    return copies


def test_a_name_tells_the_order_and_the_moment() -> None:
    copy = next_copy([Kept(41, NINE)], NINE + EVERY)

    assert copy.name == "facilitator-auto-000042-20260306-090500.db"
    assert kept_as(copy.name) == copy


def test_other_files_are_no_automatic_copies() -> None:
    names = (
        "facilitator-20260306-090500.db",
        "facilitator-auto-000001-20260306-096500.db",
        "facilitator-auto-000001-20260306-090500.db.part",
        "secret-key",
    )

    assert [kept_as(name) for name in names] == [None] * 4


def test_of_the_last_hour_every_copy_is_kept() -> None:
    left = _run(NINE, 12)

    assert [copy.at for copy in left] == [NINE + n * EVERY for n in range(12)]


def test_of_a_day_one_an_hour_is_kept_too() -> None:
    left = _run(NINE, 8 * 12)  # until 16:55

    hourly = [NINE + timedelta(hours=n, minutes=55) for n in range(7)]
    latest = [NINE + timedelta(hours=7) + n * EVERY for n in range(12)]
    assert [copy.at for copy in left] == [*hourly, *latest]


def test_of_a_month_one_a_day_is_kept_too() -> None:
    left = _run(NINE, 60 * 24, timedelta(hours=1))

    days = {copy.at.date() for copy in left}
    assert len(days) == 30
    assert len(left) <= 12 + 24 + 30


def test_after_a_long_pause_the_last_twelve_are_there() -> None:
    left = _go_on(_run(NINE, 30), NINE + timedelta(days=400), 1)

    assert [copy.number for copy in left] == list(range(20, 32))


def test_a_clock_that_jumps_back_costs_no_new_copy() -> None:
    before = _run(NINE, 20)
    yesterday = NINE - timedelta(days=1)

    left = _go_on(before, yesterday, 6)

    assert [copy.at for copy in left][-6:] == [yesterday + n * EVERY for n in range(6)]
    assert [copy.number for copy in left][-6:] == list(range(21, 27))


def test_a_clock_that_was_years_ahead_leaves_little_behind() -> None:
    ahead = _run(NINE + timedelta(days=3650), 500)

    left = _go_on(ahead, NINE, 500)

    assert left[-1].at == NINE + 499 * EVERY
    assert len(left) <= 12 + 24 + 30
