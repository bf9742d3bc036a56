"""What follows the workshop is said in order, each with when it is due."""

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.workshops.following import (
    add_next_step,
    change_next_step,
    next_step_in,
    remove_next_step,
)
from facilitator.workshops.queries import next_steps_of
from facilitator.workshops.rules import MAX_NEXT_STEPS, TooManyNextSteps
from tests.factories import make_workshop


def test_what_follows_keeps_its_order(session: Session) -> None:
    workshop = make_workshop(session)
    first = add_next_step(session, workshop.id, {"ar": "المسودة"}, None)
    add_next_step(session, workshop.id, {"ar": "الاستشارات"}, None)
    add_next_step(session, workshop.id, {"ar": "المصادقة"}, "2023-10")

    change_next_step(session, first, {"ar": "مسودة البرنامج"}, "2023")
    remove_next_step(session, next_steps_of(session, workshop.id)[1])

    session.expire_all()
    kept = [(row.text["ar"], row.due) for row in next_steps_of(session, workshop.id)]
    assert kept == [("مسودة البرنامج", "2023"), ("المصادقة", "2023-10")]


def test_the_list_has_an_end(session: Session) -> None:
    workshop = make_workshop(session)
    for _ in range(MAX_NEXT_STEPS):
        add_next_step(session, workshop.id, {"fr": "Étape"}, None)

    with pytest.raises(TooManyNextSteps):
        add_next_step(session, workshop.id, {"fr": "Étape"}, None)


def test_what_follows_another_workshop_is_not_there(session: Session) -> None:
    row = add_next_step(session, make_workshop(session).id, {"ar": "أ"}, None)

    with pytest.raises(NotFoundHere):
        next_step_in(session, make_workshop(session).id, row.id)
