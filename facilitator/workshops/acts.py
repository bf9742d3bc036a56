"""What staff did, in words, so that it can be undone and reported."""

from collections.abc import Collection, Container, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import N_, NotFoundHere, RuleBroken
from facilitator.logbook.actions import mark_undone as mark_undone  # noqa: PLC0414 -- told on
from facilitator.logbook.actions import record as record  # noqa: PLC0414 -- told on
from facilitator.logbook.models import Act
from facilitator.workshops.models import Step, Workshop
from facilitator.workshops.queries import row_in

# Acts that stand in the log alone: what one sees anyway where one did it.
LOGGED_ONLY = frozenset(
    f"{noun}.{verb}"
    for noun, verbs in {
        "account": ("erased",),
        "act": ("undone",),
        "axis": ("added", "changed", "placed"),
        "costs": ("saved",),
        "database": ("restored",),
        "followup": ("added", "changed", "removed"),
        "kiosk": ("ended",),
        "log": ("exported",),
        "member": ("added", "removed"),
        "person": ("erased",),
        "presence": ("added", "changed", "removed"),
        "register": ("exported",),
        "robots": ("let_in", "sent_away"),
        "setup": ("saved",),
        "step": ("added", "changed", "placed"),
        "vote": ("prepared",),
        "workshop": ("made", "copied", "purged"),
    }.items()
    for verb in verbs
)
UNDOABLE = 20  # the last acts on the desk's list. Source: UX requirement 4


class AlreadyUndone(RuleBroken):
    """A colleague, or a second tap, was quicker."""

    message = N_("This was undone already.")


class ErasedForGood(RuleBroken):
    """What undoing would need is gone."""

    message = N_("Personal data was erased: nothing before can be undone.")


def latest_acts(session: Session, workshop_id: int) -> Sequence[Act]:
    """Return the last acts that were not undone, the newest first."""
    return session.scalars(
        select(Act)
        .where(Act.workshop_id == workshop_id, Act.undone_at.is_(None))
        .where(Act.kind.not_in(LOGGED_ONLY))
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
        ErasedForGood: the workshop was purged since.
    """
    act = row_in(session, Act, workshop_id, act_id)
    if act.kind not in kinds:
        raise NotFoundHere()
    session.refresh(act)
    if act.undone_at:
        raise AlreadyUndone()
    if session.get_one(Workshop, workshop_id).purged_at:
        raise ErasedForGood()
    return act


def step_named(step: Step) -> dict[str, object]:
    """Return a step as an act keeps it, for its sentence in later times."""
    return {"step": step.id, "title": step.title, "step_kind": step.kind.value}
