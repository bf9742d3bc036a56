"""Read seats."""

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.orm import Session

from facilitator.participants.models import Seat
from facilitator.workshops.models import Workshop

# Every phone asks these with each page: they are put together once.
_WORKSHOP_ID = bindparam("workshop_id", type_=Integer)
_SEAT_WITH = select(Seat).where(
    Seat.workshop_id == _WORKSHOP_ID, Seat.credential == bindparam("credential")
)
_SEATS = select(
    select(func.count())
    .select_from(Seat)
    .where(Seat.workshop_id == _WORKSHOP_ID)
    .scalar_subquery(),
    Workshop.remains,
).where(Workshop.id == _WORKSHOP_ID)


def seat_with(session: Session, workshop_id: int, credential: str) -> Seat | None:
    """Return the seat that `credential` names in a workshop."""
    asked = {"workshop_id": workshop_id, "credential": credential}
    return session.scalar(_SEAT_WITH, asked)


def count_seats(session: Session, workshop_id: int) -> int:
    """Return how many people joined by phone, also when their seats were purged."""
    asked = {"workshop_id": workshop_id}
    found = session.execute(_SEATS, asked).one_or_none()
    if found is None:
        return 0
    return int(found[0] or (found[1] or {}).get("seats", 0))
