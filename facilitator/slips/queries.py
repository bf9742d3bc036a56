"""Read the slips of a workshop."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.slips.models import Slip
from facilitator.slips.rules import SlipState


def slip_with(session: Session, workshop_id: int, credential: str) -> Slip | None:
    """Return the slip whose token has this name, in this workshop, or None."""
    return session.scalar(
        select(Slip).where(
            Slip.workshop_id == workshop_id, Slip.credential == credential
        )
    )


def count_slips(session: Session, workshop_id: int) -> dict[SlipState, int]:
    """Return how many slips of the workshop are in each state, 0 included."""
    found = session.execute(
        select(Slip.state, func.count())
        .where(Slip.workshop_id == workshop_id)
        .group_by(Slip.state)
    )
    counted = {row[0]: row[1] for row in found}
    return {state: counted.get(state, 0) for state in SlipState}
