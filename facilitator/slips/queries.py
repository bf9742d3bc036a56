"""Read the slips of a workshop, and find the one that a code is printed on."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.slips.models import Slip
from facilitator.slips.rules import NoSuchSlips, SlipState, in_ranges
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status

FEW = 500  # values in one statement


def slip_with(session: Session, workshop_id: int, credential: str) -> Slip | None:
    """Return the slip whose token has this name, in this workshop, or None."""
    return session.scalar(
        select(Slip).where(
            Slip.workshop_id == workshop_id, Slip.credential == credential
        )
    )


def find_slip(session: Session, token: str) -> tuple[Workshop, Slip] | None:
    """Return the slip on which `token` is printed, with its workshop, or None.

    A token is named in each workshop by another hash: every workshop that has
    slips and has been opened is tried.
    """
    found = session.scalars(
        select(Workshop)
        .where(Workshop.status != Status.DRAFT)
        .where(select(Slip.id).where(Slip.workshop_id == Workshop.id).exists())
        .order_by(Workshop.id.desc())
    ).all()
    for start in range(0, len(found), FEW):
        named = {keys.credential(token, w.key): w for w in found[start : start + FEW]}
        slips = session.scalars(select(Slip).where(Slip.credential.in_(named)))
        for slip in slips:
            if named[slip.credential].id == slip.workshop_id:
                return named[slip.credential], slip
    return None


def slips_with(
    session: Session, workshop_id: int, numbers: Collection[int]
) -> Sequence[Slip]:
    """Return the slips with these numbers, by number.

    Raises:
        NoSuchSlips: some were never made.
    """
    wanted = set(numbers)
    known = slips_of_workshop(session, workshop_id)
    found = [slip for slip in known if slip.number in wanted]
    if missing := wanted - {slip.number for slip in found}:
        raise NoSuchSlips(numbers=in_ranges(missing))
    return found


def slips_of_workshop(session: Session, workshop_id: int) -> Sequence[Slip]:
    """Return every slip of the workshop by number, as it is now."""
    return session.scalars(
        select(Slip)
        .where(Slip.workshop_id == workshop_id)
        .order_by(Slip.number)
        .execution_options(populate_existing=True)
    ).all()


def highest_number(session: Session, workshop_id: int) -> int:
    """Return the highest number of a slip of the workshop, 0 when it has none."""
    highest = select(func.max(Slip.number)).where(Slip.workshop_id == workshop_id)
    return session.scalar(highest) or 0


def count_slips(session: Session, workshop_id: int) -> dict[SlipState, int]:
    """Return how many slips of the workshop are in each state, 0 included."""
    found = session.execute(
        select(Slip.state, func.count())
        .where(Slip.workshop_id == workshop_id)
        .group_by(Slip.state)
    )
    counted = {row[0]: row[1] for row in found}
    return {state: counted.get(state, 0) for state in SlipState}
