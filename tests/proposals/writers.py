"""Two people who write, and what they write."""

from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.proposals.rules import Words
from facilitator.workshops.models import Workshop
from tests.factories import make_axis, make_open_workshop

AMAL, BADR = "a" * 64, "b" * 64
KEY, OTHER_KEY = "1" * 32, "2" * 32


def a_workshop(session: Session, **fields: object) -> tuple[Workshop, Axis]:
    workshop = make_open_workshop(session, **fields)
    return workshop, make_axis(session, workshop)


def words(axis: Axis, title: str = "متحف رياضي", **fields: object) -> Words:
    return Words(title=title, axis_id=axis.id, **fields)
