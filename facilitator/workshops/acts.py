"""What staff did, in words, so that it can be undone and reported."""

from collections.abc import Collection, Container, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.errors import N_, NotFoundHere, RuleBroken
from facilitator.live.actions import announce
from facilitator.workshops.models import Act, Step
from facilitator.workshops.queries import row_in

UNDOABLE = 20  # the last acts on the desk's list. Source: UX requirement 4


class AlreadyUndone(RuleBroken):
    """A colleague, or a second tap, was quicker."""

    message = N_("This was undone already.")


def record(
    session: Session,
    workshop_id: int,
    account_id: int | None,
    kind: str,
    **details: object,
) -> Act:
    """Note an act of staff; `details` hold what its sentence and its undo need.

    `kind` is "noun.verb" ("proposal.hidden"). Nothing of a ballot goes here. What
    was done at the terminal was done by no account.
    """
    act = Act(
        workshop_id=workshop_id, account_id=account_id, kind=kind, details=details
    )
    session.add(act)
    announce(session, workshop_id, "acts")
    session.flush()
    return act


def latest_acts(session: Session, workshop_id: int) -> Sequence[Act]:
    """Return the last acts that were not undone, the newest first."""
    return session.scalars(
        select(Act)
        .where(Act.workshop_id == workshop_id, Act.undone_at.is_(None))
        .order_by(Act.id.desc())
        .limit(UNDOABLE)
    ).all()


def latest_of(
    session: Session, workshop_id: int, kinds: Collection[str], most: int
) -> Sequence[Act]:
    """Return the last acts of some kinds that were not undone, the newest first."""
    return session.scalars(
        select(Act)
        .where(Act.workshop_id == workshop_id, Act.undone_at.is_(None))
        .where(Act.kind.in_(kinds))
        .order_by(Act.id.desc())
        .limit(most)
    ).all()


def act_to_undo(
    session: Session, workshop_id: int, act_id: int, kinds: Container[str]
) -> Act:
    """Return an act that is of one of `kinds` and still stands.

    Hold the workshop's lock: two people may undo at once.

    Raises:
        NotFoundHere: the workshop has no such act.
        AlreadyUndone: it was taken back.
    """
    act = row_in(session, Act, workshop_id, act_id)
    if act.kind not in kinds:
        raise NotFoundHere()
    session.refresh(act)
    if act.undone_at:
        raise AlreadyUndone()
    return act


def mark_undone(session: Session, act: Act) -> None:
    """Note that an act was taken back."""
    act.undone_at = now()
    announce(session, act.workshop_id, "acts")
    session.flush()


def step_named(step: Step) -> dict[str, object]:
    """Return a step as an act keeps it, for its sentence in later times."""
    return {"step": step.id, "title": step.title, "step_kind": step.kind.value}
