"""Write the axes of a workshop."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis, AxisObjective
from facilitator.axes.queries import axes_of, objectives_of
from facilitator.axes.rules import (
    MAX_AXES,
    AxisInUse,
    AxisText,
    TooManyAxes,
    next_colour,
)
from facilitator.db import moved, renumber
from facilitator.live.actions import announce
from facilitator.workshops.acts import record
from facilitator.workshops.agenda import lock_workshop
from facilitator.workshops.models import Act


def add_axis(
    session: Session,
    workshop_id: int,
    text: AxisText,
    colour: int | None = None,
    *,
    key: int | None = None,
) -> Axis:
    """Return a new axis, the last one. Without `colour` it gets one used least.

    `key` is the id of an axis that comes back.

    Raises:
        TooManyAxes: the workshop has as many as a room can work on.
    """
    lock_workshop(session, workshop_id)
    axes = axes_of(session, workshop_id)
    if len(axes) >= MAX_AXES:
        raise TooManyAxes(num=MAX_AXES)
    axis = Axis(
        id=key,
        workshop_id=workshop_id,
        position=len(axes) + 1,
        colour=colour or next_colour([axis.colour for axis in axes]),
    )
    session.add(axis)
    _write(session, axis, text)
    return axis


def change_axis(session: Session, axis: Axis, text: AxisText, colour: int) -> None:
    """Let an axis say `text` and have `colour`."""
    axis.colour = colour
    session.execute(delete(AxisObjective).where(AxisObjective.axis_id == axis.id))
    _write(session, axis, text)


def move_axis(session: Session, axis: Axis, by: int) -> None:
    """Move an axis `by` places towards the end, or towards the start when below 0."""
    lock_workshop(session, axis.workshop_id)
    renumber(session, moved(axes_of(session, axis.workshop_id), axis, by))
    _tell(session, axis.workshop_id)


def remove_axis(session: Session, axis: Axis, account_id: int) -> Act:
    """Take an axis out of the workshop. The act holds what brings it back.

    Raises:
        AxisInUse: it holds proposals (drafts too), or a vote is about it.
    """
    workshop_id = axis.workshop_id
    lock_workshop(session, workshop_id)
    details = _kept(session, axis)
    try:
        with session.begin_nested():
            session.delete(axis)
    except IntegrityError as error:  # what stands above axes is known to keys alone
        raise AxisInUse() from error
    renumber(session, axes_of(session, workshop_id))
    act = record(session, workshop_id, account_id, "axis.removed", **details)
    _tell(session, workshop_id)
    return act


def restore_axis(session: Session, workshop_id: int, details: dict[str, Any]) -> Axis:
    """Bring back an axis from the details of its act, at its old place.

    Raises:
        TooManyAxes: there is no room for it any more.
    """
    text = AxisText(
        title=details["title"],
        question=details["question"],
        led_by=details["led_by"],
        objectives=details["objectives"],
    )
    is_free = session.get(Axis, details["axis"]) is None
    key = details["axis"] if is_free else None
    axis = add_axis(session, workshop_id, text, details["colour"], key=key)
    move_axis(session, axis, details["position"] - axis.position)
    return axis


def copy_axes(session: Session, source_id: int, workshop_id: int) -> None:
    """Give a workshop the axes of another, with their objectives."""
    objectives = objectives_of(session, source_id)
    for axis in axes_of(session, source_id):
        lines = [line.text for line in objectives.get(axis.id, ())]
        text = AxisText(axis.title, axis.question, axis.led_by, lines)
        add_axis(session, workshop_id, text, axis.colour)


def _write(session: Session, axis: Axis, text: AxisText) -> None:
    axis.title, axis.question, axis.led_by = text.title, text.question, text.led_by
    session.flush()
    session.add_all(
        AxisObjective(axis_id=axis.id, position=position, text=line)
        for position, line in enumerate(text.objectives, 1)
    )
    _tell(session, axis.workshop_id)


def _kept(session: Session, axis: Axis) -> dict[str, object]:
    """Return all that an axis says, as an act keeps it."""
    objectives = objectives_of(session, axis.workshop_id).get(axis.id, ())
    return {
        "axis": axis.id,
        "title": axis.title,
        "question": axis.question,
        "led_by": axis.led_by,
        "objectives": [objective.text for objective in objectives],
        "colour": axis.colour,
        "position": axis.position,
    }


def _tell(session: Session, workshop_id: int) -> None:
    announce(session, workshop_id, "step")
    announce(session, workshop_id, "setup")
    session.flush()
