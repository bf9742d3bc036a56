"""The agenda is written and reordered, and never loses the current step."""

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.live.actions import announced
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.agenda import (
    add_step,
    change_step,
    move_step,
    remove_step,
    restore_step,
    skip_step,
)
from facilitator.workshops.models import Workshop
from facilitator.workshops.queries import progress_of, step_in, steps_of
from facilitator.workshops.rules import (
    MAX_STEPS,
    StepIsCurrent,
    StepKind,
    TooManySteps,
)
from tests.factories import make_account, make_open_workshop, make_step, make_workshop

A, B, C = StepKind.RECEPTION, StepKind.WRITING, StepKind.CLOSING


@pytest.fixture
def workshop(session: Session) -> Workshop:
    """A workshop with three steps."""
    workshop = make_workshop(session)
    for position, kind in enumerate((A, B, C), 1):
        make_step(session, workshop, kind=kind, position=position, minutes=20)
    return workshop


def agenda(session: Session, workshop: Workshop) -> list[tuple[int, StepKind]]:
    session.expire_all()
    return [(step.position, step.kind) for step in steps_of(session, workshop.id)]


@pytest.mark.parametrize(
    ("index", "by", "order"),
    [
        (0, 1, (B, A, C)),
        (2, -1, (A, C, B)),
        (2, -2, (C, A, B)),
        (0, -1, (A, B, C)),
        (2, 5, (A, B, C)),
    ],
)
def test_a_step_moves_as_far_as_there_is_room(
    session: Session,
    workshop: Workshop,
    index: int,
    by: int,
    order: tuple[StepKind, ...],
) -> None:
    move_step(session, steps_of(session, workshop.id)[index], by)

    assert agenda(session, workshop) == list(enumerate(order, 1))
    assert announced(session) >= {(workshop.id, "step"), (workshop.id, "setup")}


def test_a_new_step_comes_before_the_closing(
    session: Session, workshop: Workshop
) -> None:
    add_step(session, workshop, StepKind.VOTE)

    order = (A, B, StepKind.VOTE, C)
    assert agenda(session, workshop) == list(enumerate(order, 1))


def test_a_second_closing_comes_last(session: Session, workshop: Workshop) -> None:
    add_step(session, workshop, C)

    assert agenda(session, workshop) == list(enumerate((A, B, C, C), 1))


def test_an_agenda_has_an_end(session: Session, workshop: Workshop) -> None:
    for _ in range(MAX_STEPS - 3):
        add_step(session, workshop, StepKind.FREE)

    with pytest.raises(TooManySteps):
        add_step(session, workshop, StepKind.FREE)


def test_the_least_minutes_never_exceed_the_planned(session: Session) -> None:
    step = make_step(session, make_workshop(session), minutes=20, min_minutes=10)

    change_step(session, step, title={"fr": "Écrire"}, minutes=5)

    assert (step.title, step.minutes, step.min_minutes) == ({"fr": "Écrire"}, 5, 5)


def test_a_removed_step_comes_back_at_its_place(
    session: Session, workshop: Workshop
) -> None:
    amina = make_account(session)
    step = steps_of(session, workshop.id)[1]
    step.title = {"fr": "Écrire"}

    act = remove_step(session, step, amina.id)
    assert agenda(session, workshop) == [(1, A), (2, C)]
    session.expire_all()
    restore_step(session, workshop.id, act.details)

    assert agenda(session, workshop) == list(enumerate((A, B, C), 1))
    back = steps_of(session, workshop.id)[1]
    assert (back.title, back.minutes) == ({"fr": "Écrire"}, 20)


def test_the_current_step_is_neither_removed_nor_skipped(session: Session) -> None:
    amina = make_account(session)
    workshop = make_open_workshop(session, StepKind.WRITING)
    progress = progress_of(session, workshop.id)
    assert progress

    with pytest.raises(StepIsCurrent):
        remove_step(session, progress.step, amina.id)
    with pytest.raises(StepIsCurrent):
        skip_step(session, progress.step, amina.id)


def test_skipping_is_an_act_that_can_be_taken_back(
    session: Session, workshop: Workshop
) -> None:
    amina = make_account(session)
    step = steps_of(session, workshop.id)[0]

    skip_step(session, step, amina.id)
    skip_step(session, step, amina.id)  # twice is once
    assert step.skipped
    skip_step(session, step, amina.id, skipped=False)

    assert not step.skipped
    acts = latest_acts(session, workshop.id)
    assert [act.kind for act in acts] == ["step.taken_in", "step.skipped"]


def test_a_step_of_another_workshop_is_not_there(
    session: Session, workshop: Workshop
) -> None:
    elsewhere = make_step(session, make_workshop(session))

    with pytest.raises(NotFoundHere):
        step_in(session, workshop.id, elsewhere.id)
