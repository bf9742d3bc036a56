"""Read the axes of a workshop and their objectives."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis, AxisObjective
from facilitator.workshops.queries import row_in


def axes_of(session: Session, workshop_id: int) -> Sequence[Axis]:
    """Return the axes in their order."""
    return session.scalars(
        select(Axis).where(Axis.workshop_id == workshop_id).order_by(Axis.position)
    ).all()


def axis_in(session: Session, workshop_id: int, axis_id: int) -> Axis:
    """Return an axis of the workshop.

    Raises:
        NotFoundHere: the workshop has no such axis.
    """
    return row_in(session, Axis, workshop_id, axis_id)


def objectives_of(session: Session, workshop_id: int) -> dict[int, list[AxisObjective]]:
    """Return the objectives of every axis by the axis's id, in their order.

    An axis without objectives has no entry.
    """
    rows = session.scalars(
        select(AxisObjective)
        .join(Axis)
        .where(Axis.workshop_id == workshop_id)
        .order_by(AxisObjective.axis_id, AxisObjective.position)
    )
    found: dict[int, list[AxisObjective]] = {}
    for row in rows:
        found.setdefault(row.axis_id, []).append(row)
    return found
