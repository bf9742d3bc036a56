"""A person in a workshop with one axis, and the form they fill in."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.participants.access import Participant
from facilitator.workshops.rules import StepKind
from tests.factories import make_axis, make_open_workshop
from tests.people import enter

Room = tuple[Participant, Axis]


def a_room(
    client: FlaskClient,
    store: Session,
    kind: StepKind = StepKind.TABLES,
    **fields: object,
) -> Room:
    workshop = make_open_workshop(store, kind, code="482913", **fields)
    axis = make_axis(store, workshop, position=1)
    return enter(client, store, workshop), axis


def path(key: str) -> str:
    return f"/w/482913/proposals/own/{key}"


def filled(axis: Axis, **fields: str) -> dict[str, str]:
    return {
        "version": "0",
        "axis": str(axis.id),
        "title": "متحف رياضي",
        "objectives-0": "تعزيز الرياضة",
        **fields,
    }
