"""Take a seat."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.live.actions import announce
from facilitator.participants.models import Seat
from facilitator.participants.queries import seat_with
from facilitator.participants.rules import WorkshopEnded
from facilitator.units import note_stored
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status


def take_seat(
    session: Session,
    workshop: Workshop,
    credential: str,
    *,
    name: str = "",
    table_number: int | None = None,
) -> Seat:
    """Return the seat that `credential` names, made at the first time.

    The same form sent twice, even twice at once, is one seat.

    Raises:
        WorkshopEnded: it is over, and this credential has no seat in it.
    """
    seat = seat_with(session, workshop.id, credential)
    if seat is not None:
        return seat
    if workshop.status is not Status.OPEN:
        raise WorkshopEnded()
    seat = Seat(
        workshop_id=workshop.id,
        credential=credential,
        name=name,
        table_number=table_number,
    )
    try:
        with session.begin_nested():
            session.add(seat)
    except IntegrityError:  # the same form, in the same instant
        twin = seat_with(session, workshop.id, credential)
        if twin is None:
            raise
        return twin
    announce(session, workshop.id, "people")
    note_stored(session, "seat")
    session.flush()
    return seat
