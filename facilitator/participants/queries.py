"""Read seats."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.participants.models import Seat
from facilitator.workshops.models import Workshop


def seat_with(session: Session, workshop_id: int, credential: str) -> Seat | None:
    """Return the seat that `credential` names in a workshop."""
    return session.scalar(
        select(Seat).where(
            Seat.workshop_id == workshop_id, Seat.credential == credential
        )
    )


def count_seats(session: Session, workshop_id: int) -> int:
    """Return how many people joined by phone, also when their seats were purged."""
    seats = (
        select(func.count()).select_from(Seat).where(Seat.workshop_id == workshop_id)
    )
    counted = select(seats.scalar_subquery(), Workshop.remains)
    found = session.execute(counted.where(Workshop.id == workshop_id)).one_or_none()
    if found is None:
        return 0
    return int(found[0] or (found[1] or {}).get("seats", 0))
