"""Write the agenda: add steps, name them, order them, skip them, take them out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.db import moved, renumber
from facilitator.live.actions import announce
from facilitator.workshops.acts import record, step_named
from facilitator.workshops.models import Act, Step, Workshop
from facilitator.workshops.queries import progress_of, steps_of
from facilitator.workshops.rules import (
    MAX_STEPS,
    USUAL_MINUTES,
    StepIsCurrent,
    StepKind,
    TooManySteps,
)

Texts = dict[str, str]


def lock_workshop(session: Session, workshop_id: int) -> None:
    """Let nobody else change the order of anything in the workshop until the end."""
    session.execute(
        select(Workshop.id)
        .where(Workshop.id == workshop_id)
        .with_for_update(key_share=True)
    )


def add_step(session: Session, workshop: Workshop, kind: StepKind) -> Step:
    """Return a new step at the end, or before the closing when that is last.

    Raises:
        TooManySteps: the agenda is full.
    """
    lock_workshop(session, workshop.id)
    steps = list(steps_of(session, workshop.id))
    if len(steps) >= MAX_STEPS:
        raise TooManySteps(num=MAX_STEPS)
    ends = bool(steps) and steps[-1].kind is StepKind.CLOSING
    place = len(steps) - (ends and kind is not StepKind.CLOSING)
    step = Step(workshop_id=workshop.id, kind=kind, title={}, position=len(steps) + 1)
    _insert(session, steps, step, place)
    return step


def add_steps_after(
    session: Session, after: Step, kinds: Sequence[StepKind], title: Texts
) -> list[Step]:
    """Return new steps right after another one; the first has `title`.

    Their minutes are those of the model workshops.

    Raises:
        TooManySteps: the agenda has no room for them.
    """
    lock_workshop(session, after.workshop_id)
    steps = list(steps_of(session, after.workshop_id))
    if len(steps) + len(kinds) > MAX_STEPS:
        raise TooManySteps(num=MAX_STEPS)
    added = [_usual_step(after.workshop_id, kind) for kind in kinds]
    for number, step in enumerate(added, len(steps) + 1):
        step.position = number
    added[0].title = title
    session.add_all(added)
    session.flush()
    place = steps.index(after) + 1
    renumber(session, [*steps[:place], *added, *steps[place:]])
    _tell(session, after.workshop_id)
    return added


def take_back_steps(session: Session, workshop_id: int, steps: Sequence[Step]) -> None:
    """Take steps out of the agenda as if they had never been added.

    Raises:
        StepIsCurrent: the workshop stands at one of them.
    """
    lock_workshop(session, workshop_id)
    for step in steps:
        _check_not_current(session, step)
        session.delete(step)
    session.flush()
    renumber(session, steps_of(session, workshop_id))
    _tell(session, workshop_id)


def _usual_step(workshop_id: int, kind: StepKind) -> Step:
    minutes, least = USUAL_MINUTES.get(kind, (None, None))
    return Step(
        workshop_id=workshop_id,
        kind=kind,
        title={},
        minutes=minutes,
        min_minutes=least,
    )


def change_step(
    session: Session, step: Step, *, title: Texts, minutes: int | None
) -> None:
    """Name a step and plan its minutes. A running timer stays as it is."""
    step.title, step.minutes = title, minutes
    if minutes and step.min_minutes:
        step.min_minutes = min(step.min_minutes, minutes)
    _tell(session, step.workshop_id)


def move_step(session: Session, step: Step, by: int) -> None:
    """Move a step `by` places towards the end, or towards the start when below 0."""
    lock_workshop(session, step.workshop_id)
    renumber(session, moved(steps_of(session, step.workshop_id), step, by))
    _tell(session, step.workshop_id)


def skip_step(
    session: Session, step: Step, account_id: int, *, skipped: bool = True
) -> None:
    """Leave a step out of the workshop, or take it in again; it stays in the list.

    Raises:
        StepIsCurrent: the workshop stands at it.
    """
    lock_workshop(session, step.workshop_id)
    if step.skipped is skipped:
        return
    if skipped:
        _check_not_current(session, step)
    step.skipped = skipped
    verb = "skipped" if skipped else "taken_in"
    record(session, step.workshop_id, account_id, f"step.{verb}", **step_named(step))
    _tell(session, step.workshop_id)


def remove_step(session: Session, step: Step, account_id: int, **more: object) -> Act:
    """Take a step out of the agenda. The act holds what brings it back, and `more`.

    Raises:
        StepIsCurrent: the workshop stands at it.
    """
    workshop_id = step.workshop_id
    lock_workshop(session, workshop_id)
    _check_not_current(session, step)
    details = step_named(step) | {
        "position": step.position,
        "minutes": step.minutes,
        "min_minutes": step.min_minutes,
        "skipped": step.skipped,
    }
    session.delete(step)
    session.flush()
    renumber(session, steps_of(session, workshop_id))
    act = record(session, workshop_id, account_id, "step.removed", **details, **more)
    _tell(session, workshop_id)
    return act


def restore_step(session: Session, workshop_id: int, details: dict[str, Any]) -> Step:
    """Bring back a step from the details of its act, at its old place.

    Raises:
        TooManySteps: the agenda has become full.
    """
    lock_workshop(session, workshop_id)
    steps = list(steps_of(session, workshop_id))
    if len(steps) >= MAX_STEPS:
        raise TooManySteps(num=MAX_STEPS)
    is_free = session.get(Step, details["step"]) is None
    step = Step(
        id=details["step"] if is_free else None,  # older acts still find it
        workshop_id=workshop_id,
        kind=StepKind(details["step_kind"]),
        title=details["title"],
        position=len(steps) + 1,
        minutes=details["minutes"],
        min_minutes=details["min_minutes"],
        skipped=details["skipped"],
    )
    _insert(session, steps, step, min(details["position"] - 1, len(steps)))
    return step


def _insert(session: Session, steps: list[Step], step: Step, place: int) -> None:
    session.add(step)
    session.flush()
    renumber(session, [*steps[:place], step, *steps[place:]])
    _tell(session, step.workshop_id)


def _check_not_current(session: Session, step: Step) -> None:
    progress = progress_of(session, step.workshop_id)
    if progress and progress.step_id == step.id:
        raise StepIsCurrent()


def _tell(session: Session, workshop_id: int) -> None:
    announce(session, workshop_id, "step")
    announce(session, workshop_id, "setup")
    session.flush()
