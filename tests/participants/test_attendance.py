"""People are listed by role and category; an unknown count stays unknown."""

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.participants.attendance import (
    Presence,
    TooManyRoles,
    add_attendance,
    attendance_in,
    attendance_of,
    change_attendance,
    remove_attendance,
)
from facilitator.participants.categories import MAX_ROLES, Category
from tests.factories import make_workshop

ELECTED = Presence({"ar": "عدد من المنتخبين"}, Category.ELECTED, None)
STAFF = Presence({"fr": "Fonctionnaires"}, Category.STAFF, 12)


def test_people_are_listed_in_order(session: Session) -> None:
    workshop = make_workshop(session)

    for presence in (ELECTED, STAFF):
        add_attendance(session, workshop.id, presence)

    session.expire_all()
    listed = [
        (row.position, Presence(row.role, row.category, row.count))
        for row in attendance_of(session, workshop.id)
    ]
    assert listed == [(1, ELECTED), (2, STAFF)]


def test_a_line_changes_and_goes(session: Session) -> None:
    workshop = make_workshop(session)
    first = add_attendance(session, workshop.id, ELECTED)
    second = add_attendance(session, workshop.id, STAFF)

    change_attendance(session, second, Presence({"fr": "Agents"}, Category.OTHER, None))
    remove_attendance(session, first)

    rows = attendance_of(session, workshop.id)
    assert [(row.role, row.count) for row in rows] == [({"fr": "Agents"}, None)]


def test_the_list_has_an_end(session: Session) -> None:
    workshop = make_workshop(session)
    for _ in range(MAX_ROLES):
        add_attendance(session, workshop.id, STAFF)

    with pytest.raises(TooManyRoles):
        add_attendance(session, workshop.id, STAFF)


def test_a_line_of_another_workshop_is_not_there(session: Session) -> None:
    elsewhere = add_attendance(session, make_workshop(session).id, STAFF)

    with pytest.raises(NotFoundHere):
        attendance_in(session, make_workshop(session).id, elsewhere.id)
