"""Read seats."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.participants.models import Seat


def seat_with(session: Session, workshop_id: int, credential: str) -> Seat | None:
    """Return the seat that `credential` names in a workshop."""
    return session.scalar(
        select(Seat).where(
            Seat.workshop_id == workshop_id, Seat.credential == credential
        )
    )


def count_seats(session: Session, workshop_id: int) -> int:
    """Return how many people joined by phone."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Seat)
            .where(Seat.workshop_id == workshop_id)
        )
        or 0
    )
