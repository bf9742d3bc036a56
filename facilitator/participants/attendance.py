"""Who was there, by role and category: never by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.errors import NN_, RuleBroken
from facilitator.live.actions import announce
from facilitator.participants.categories import MAX_ROLES
from facilitator.participants.models import Attendance
from facilitator.workshops.queries import row_in


class TooManyRoles(RuleBroken):
    """The list is full."""

    message = NN_(
        "The list has room for %(num)d role.", "The list has room for %(num)d roles."
    )


@dataclass(frozen=True)
class Presence:
    """People of one role; `count` is None where nobody counted them."""

    role: dict[str, str]
    category: str
    count: int | None


def attendance_of(session: Session, workshop_id: int) -> Sequence[Attendance]:
    """Return the people present by role, in the organiser's order."""
    return session.scalars(
        select(Attendance)
        .where(Attendance.workshop_id == workshop_id)
        .order_by(Attendance.position, Attendance.id)
    ).all()


def attendance_in(session: Session, workshop_id: int, attendance_id: int) -> Attendance:
    """Return one line of the list.

    Raises:
        NotFoundHere: the workshop has no such line.
    """
    return row_in(session, Attendance, workshop_id, attendance_id)


def add_attendance(
    session: Session, workshop_id: int, presence: Presence
) -> Attendance:
    """Add a line at the end of the list, and return it.

    Raises:
        TooManyRoles: the list is full.
    """
    rows = attendance_of(session, workshop_id)
    if len(rows) >= MAX_ROLES:
        raise TooManyRoles(num=MAX_ROLES)
    last = session.scalar(
        select(func.max(Attendance.position)).where(
            Attendance.workshop_id == workshop_id
        )
    )
    row = Attendance(workshop_id=workshop_id, position=(last or 0) + 1)
    session.add(row)
    change_attendance(session, row, presence)
    return row


def change_attendance(session: Session, row: Attendance, presence: Presence) -> None:
    """Let a line of the list say `presence`."""
    row.role, row.category = presence.role, presence.category
    row.count = presence.count
    announce(session, row.workshop_id, "setup")
    session.flush()


def remove_attendance(session: Session, row: Attendance) -> None:
    """Take a line out of the list."""
    session.delete(row)
    announce(session, row.workshop_id, "setup")
    session.flush()
