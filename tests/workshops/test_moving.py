"""A workshop is opened, moved along its agenda, given more time, ended."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.live.actions import announced
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.models import Progress, Step, Workshop
from facilitator.workshops.moving import (
    NoStepYet,
    NoSuchExtension,
    NoTitleYet,
    NotRunning,
    call_last,
    end_workshop,
    extend,
    go_to,
    open_workshop,
)
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import Status, StepKind
from tests.factories import make_account, make_step, make_workshop

MINUTE = timedelta(minutes=1)


def make_agenda(session: Session) -> tuple[Workshop, list[Step], int]:
    """A draft with three steps: the first skipped, the last without minutes."""
    account = make_account(session)
    workshop = make_workshop(session, account)
    steps = [
        make_step(session, workshop, kind=StepKind.FREE, skipped=True),
        make_step(session, workshop, kind=StepKind.WRITING, minutes=10),
        make_step(session, workshop, kind=StepKind.CLOSING),
    ]
    return workshop, steps, account.id


def standing(session: Session, workshop: Workshop) -> Progress:
    progress = progress_of(session, workshop.id)
    assert progress is not None
    return progress


def kinds(session: Session, workshop: Workshop) -> list[str]:
    return [act.kind for act in latest_acts(session, workshop.id)]


def test_opening_starts_at_the_first_step_that_is_not_skipped(session: Session) -> None:
    workshop, steps, me = make_agenda(session)

    open_workshop(session, workshop, me)

    progress = standing(session, workshop)
    assert (workshop.status, progress.step_id) == (Status.OPEN, steps[1].id)
    assert progress.entered_at == workshop.opened_at
    assert progress.ends_at == progress.entered_at + 10 * MINUTE
    assert announced(session) == {(workshop.id, "step"), (workshop.id, "acts")}


def test_opening_twice_changes_nothing(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    open_workshop(session, workshop, me)
    before = standing(session, workshop).entered_at

    open_workshop(session, workshop, me)

    assert standing(session, workshop).entered_at == before
    assert kinds(session, workshop) == ["workshop.opened"]


def test_a_workshop_without_a_title_is_not_opened(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    workshop.title = {"ar": " ", "fr": ""}

    with pytest.raises(NoTitleYet):
        open_workshop(session, workshop, me)


def test_a_workshop_without_steps_is_not_opened(session: Session) -> None:
    workshop = make_workshop(session)
    make_step(session, workshop, skipped=True)

    with pytest.raises(NoStepYet):
        open_workshop(session, workshop, make_account(session).id)


def test_an_ended_workshop_is_not_opened_again(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    workshop.status = Status.ENDED
    session.flush()

    with pytest.raises(NotRunning):
        open_workshop(session, workshop, me)


def test_a_step_without_minutes_has_no_timer(session: Session) -> None:
    workshop, steps, me = make_agenda(session)
    open_workshop(session, workshop, me)

    go_to(session, workshop, steps[2], me)

    assert standing(session, workshop).step_id == steps[2].id
    assert standing(session, workshop).ends_at is None


def test_going_where_it_stands_keeps_the_timer(session: Session) -> None:
    workshop, steps, me = make_agenda(session)
    open_workshop(session, workshop, me)
    before = standing(session, workshop).ends_at

    go_to(session, workshop, steps[1], me)

    assert standing(session, workshop).ends_at == before
    assert kinds(session, workshop) == ["workshop.opened"]


def test_a_step_of_another_workshop_is_not_there(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    open_workshop(session, workshop, me)
    elsewhere = make_step(session, make_workshop(session))

    with pytest.raises(NotFoundHere):
        go_to(session, workshop, elsewhere, me)


def test_a_draft_is_not_moved(session: Session) -> None:
    workshop, steps, me = make_agenda(session)

    with pytest.raises(NotRunning):
        go_to(session, workshop, steps[2], me)


def test_more_time_counts_from_the_end(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    open_workshop(session, workshop, me)
    before = standing(session, workshop).ends_at
    assert before is not None

    extend(session, workshop, 5, me)

    assert standing(session, workshop).ends_at == before + 5 * MINUTE


def test_more_time_counts_from_now_when_the_time_is_up(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    open_workshop(session, workshop, me)
    progress = standing(session, workshop)
    progress.ends_at = progress.entered_at - 30 * MINUTE

    extend(session, workshop, 1, me)

    left = standing(session, workshop).ends_at
    assert left is not None
    assert MINUTE <= left - progress.entered_at < 2 * MINUTE


@pytest.mark.parametrize("minutes", [0, -5, 61])
def test_an_hour_is_the_most_at_a_time(session: Session, minutes: int) -> None:
    workshop, _steps, me = make_agenda(session)
    open_workshop(session, workshop, me)

    with pytest.raises(NoSuchExtension):
        extend(session, workshop, minutes, me)


def test_the_last_call_gives_everybody_thirty_seconds(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    open_workshop(session, workshop, me)

    call_last(session, workshop, me)

    progress = standing(session, workshop)
    assert progress.ends_at is not None
    given = (progress.ends_at - progress.entered_at).total_seconds()
    assert 30 <= given < 60


def test_ending_stops_the_timer_and_can_be_said_twice(session: Session) -> None:
    workshop, _steps, me = make_agenda(session)
    open_workshop(session, workshop, me)

    end_workshop(session, workshop, me)
    end_workshop(session, workshop, me)

    assert workshop.status is Status.ENDED
    assert workshop.ended_at is not None
    assert standing(session, workshop).ends_at is None
    assert kinds(session, workshop) == ["workshop.ended", "workshop.opened"]
