"""What follows the workshop: the next steps that the organiser announces."""

from sqlalchemy.orm import Session

from facilitator.live.actions import announce
from facilitator.workshops.models import NextStep
from facilitator.workshops.queries import next_steps_of, row_in
from facilitator.workshops.rules import MAX_NEXT_STEPS, TooManyNextSteps

Texts = dict[str, str]


def next_step_in(session: Session, workshop_id: int, next_step_id: int) -> NextStep:
    """Return one of what follows.

    Raises:
        NotFoundHere: nothing of this number follows this workshop.
    """
    return row_in(session, NextStep, workshop_id, next_step_id)


def add_next_step(
    session: Session, workshop_id: int, text: Texts, due: str | None
) -> NextStep:
    """Add what comes after everything announced so far, and return it.

    Raises:
        TooManyNextSteps: the list is full.
    """
    rows = next_steps_of(session, workshop_id)
    if len(rows) >= MAX_NEXT_STEPS:
        raise TooManyNextSteps(num=MAX_NEXT_STEPS)
    last = rows[-1].position if rows else 0
    row = NextStep(workshop_id=workshop_id, position=last + 1)
    session.add(row)
    change_next_step(session, row, text, due)
    return row


def change_next_step(
    session: Session, row: NextStep, text: Texts, due: str | None
) -> None:
    """Say it otherwise. `due` is a partial date."""
    row.text, row.due = text, due
    announce(session, row.workshop_id, "setup")
    session.flush()


def remove_next_step(session: Session, row: NextStep) -> None:
    """Take it out of the list."""
    session.delete(row)
    announce(session, row.workshop_id, "setup")
    session.flush()
