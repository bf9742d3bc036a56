"""The laptop's clock is set back in the middle of a workshop."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.accounts.models import SignIn
from facilitator.accounts.rules import LONGEST_WAIT, TooManyTries, count_try
from facilitator.clock import now
from facilitator.voting.actions import close_vote, reveal
from facilitator.voting.ballots import cast
from facilitator.workshops.models import Progress
from facilitator.workshops.moving import extend
from facilitator.workshops.queries import progress_of
from facilitator.workshops.timing import timing_of
from tests.people import sign_in
from tests.voting.rooms import make_open_room, sit, url

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)


def test_a_timer_never_has_more_than_was_given() -> None:
    progress = Progress(entered_at=NOON + HOUR, ends_at=NOON + HOUR + QUARTER)

    timing = timing_of(progress, NOON)

    assert timing is not None
    assert (timing.left, timing.total) == (15 * 60, 15 * 60)
    assert timing.ends - timing.now == 15 * 60 * 1000


def test_a_timer_that_runs_is_left_alone() -> None:
    progress = Progress(entered_at=NOON, ends_at=NOON + QUARTER)

    timing = timing_of(progress, NOON + timedelta(minutes=20))

    assert timing is not None
    assert (timing.left, timing.total) == (-5 * 60, 15 * 60)


def test_who_mistyped_before_the_jump_does_not_wait_for_it() -> None:
    wrong, until = count_try(11, None, NOON + timedelta(days=1))
    assert until is not None

    again, _ = count_try(wrong, until, NOON)

    assert again == wrong + 1


def test_who_mistyped_just_now_waits() -> None:
    wrong, until = count_try(11, None, NOON)
    assert until == NOON + LONGEST_WAIT

    with pytest.raises(TooManyTries):
        count_try(wrong, until, NOON)


def test_a_room_goes_on(client: FlaskClient, store: Session) -> None:
    room = make_open_room(store)
    token = sit(store, room.workshop, 1)
    cast(store, room.vote, token, ["P1"])
    later = now() + HOUR
    for row, name in (
        (room.workshop, "opened_at"),
        (room.vote, "opened_at"),
        (progress_of(store, room.workshop.id), "entered_at"),
    ):
        setattr(row, name, later)
    sign_in(client, store, room.account)
    store.query(SignIn).update({"created_at": later})
    extend(store, room.workshop, 5, room.account.id)
    store.commit()

    during = client.get(f"/desk/{room.workshop.code}/").status_code
    close_vote(store, room.vote, room.account.id)
    reveal(store, room.vote, room.account.id)
    store.commit()
    pages = [
        client.get(path).status_code
        for path in (
            f"/desk/{room.workshop.code}/",
            f"/desk/{room.workshop.code}/report",
            f"/screen/{room.workshop.code}/",
            url(room, "receipts"),
        )
    ]

    assert during == 200  # still signed in
    assert [status for status in pages if status not in {200, 308}] == []
