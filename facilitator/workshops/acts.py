"""What staff did, in words, so that it can be undone and reported."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.live.actions import announce
from facilitator.workshops.models import Act

UNDOABLE = 20  # the last acts on the desk's list. Source: UX requirement 4


def record(
    session: Session, workshop_id: int, account_id: int, kind: str, **details: object
) -> Act:
    """Note an act of staff; `details` hold what its sentence and its undo need.

    `kind` is "noun.verb" ("proposal.hidden"). Nothing of a ballot goes here.
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
