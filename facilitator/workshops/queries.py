"""Read workshops, their steps, and where they stand."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.workshops.models import (
    Membership,
    NextStep,
    Partner,
    Progress,
    Step,
    Workshop,
)
from facilitator.workshops.rules import Status, StepKind


class _OfAWorkshop(Protocol):
    @property
    def workshop_id(self) -> int: ...


Row = TypeVar("Row", bound=_OfAWorkshop)


def workshop_of(
    session: Session, account_id: int, code: str, *, lock: bool = False
) -> Workshop | None:
    """Return the workshop with `code` if it is the account's or shared with it.

    `lock` lets no colleague change it meanwhile. Like every lock on a row to which
    others point, it lets those be written (FOR NO KEY UPDATE).
    """
    found = (
        select(Workshop)
        .join(Membership)
        .where(Workshop.code == code, Membership.account_id == account_id)
    )
    if lock:
        found = found.with_for_update(of=Workshop, key_share=True)
    return session.scalar(found)


def workshops_of(session: Session, account_id: int) -> Sequence[Workshop]:
    """Return the account's workshops, the newest first."""
    return session.scalars(
        select(Workshop)
        .join(Membership)
        .where(Membership.account_id == account_id)
        .order_by(Workshop.id.desc())
    ).all()


def workshop_by_code(session: Session, code: str) -> Workshop | None:
    """Return the workshop with `code`, in whatever state it is."""
    return session.scalar(select(Workshop).where(Workshop.code == code))


def open_workshops(session: Session) -> Sequence[Workshop]:
    """Return the workshops that people can join, the newest first; no rehearsals."""
    return session.scalars(
        select(Workshop)
        .where(Workshop.status == Status.OPEN, Workshop.is_rehearsal.is_(False))
        .order_by(Workshop.opened_at.desc())
    ).all()


def row_in(session: Session, kind: type[Row], workshop_id: int, row_id: int) -> Row:
    """Return the row of the table `kind` with this id, when it is the workshop's.

    Raises:
        NotFoundHere: there is none, or it is another workshop's.
    """
    row = session.get(kind, row_id)
    if row is None or row.workshop_id != workshop_id:
        raise NotFoundHere()
    return row


def steps_of(session: Session, workshop_id: int) -> Sequence[Step]:
    """Return every step, skipped ones too, in the order of the agenda."""
    return session.scalars(
        select(Step).where(Step.workshop_id == workshop_id).order_by(Step.position)
    ).all()


def progress_of(session: Session, workshop_id: int) -> Progress | None:
    """Return where an open workshop stands (with its step), None before it opens."""
    return session.get(Progress, workshop_id)


def current_kind(session: Session, workshop_id: int) -> StepKind | None:
    """Return the kind of the current step, None before the workshop opens."""
    progress = progress_of(session, workshop_id)
    return progress.step.kind if progress else None


def step_in(session: Session, workshop_id: int, step_id: int) -> Step:
    """Return a step of the workshop.

    Raises:
        NotFoundHere: the workshop has no such step.
    """
    return row_in(session, Step, workshop_id, step_id)


def partners_of(session: Session, workshop_id: int) -> Sequence[Partner]:
    """Return the partners in the organiser's order."""
    return session.scalars(
        select(Partner)
        .where(Partner.workshop_id == workshop_id)
        .order_by(Partner.position)
    ).all()


def next_steps_of(session: Session, workshop_id: int) -> Sequence[NextStep]:
    """Return what follows the workshop, in order."""
    return session.scalars(
        select(NextStep)
        .where(NextStep.workshop_id == workshop_id)
        .order_by(NextStep.position)
    ).all()


def members_of(session: Session, workshop_id: int) -> Sequence[Membership]:
    """Return who may work on the workshop (with accounts), its owner first."""
    return session.scalars(
        select(Membership)
        .where(Membership.workshop_id == workshop_id)
        .order_by(Membership.is_owner.desc(), Membership.account_id)
    ).all()
