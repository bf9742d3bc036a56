"""Taking a seat, on both databases."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from facilitator.live.actions import announced
from facilitator.participants.actions import take_seat
from facilitator.participants.queries import count_seats
from facilitator.participants.rules import WorkshopEnded
from facilitator.units import Units
from facilitator.workshops.rules import Status
from tests.factories import make_open_workshop


def test_a_seat_is_taken_and_announced(session: Session) -> None:
    workshop = make_open_workshop(session)

    seat = take_seat(session, workshop, "c" * 64, name="أمينة", table_number=7)

    assert (seat.workshop_id, seat.name, seat.table_number) == (workshop.id, "أمينة", 7)
    assert announced(session) == {(workshop.id, "people")}


def test_the_same_form_sent_again_is_the_same_seat(session: Session) -> None:
    workshop = make_open_workshop(session)
    first = take_seat(session, workshop, "c" * 64, name="أمينة")

    again = take_seat(session, workshop, "c" * 64, name="أمينة")

    assert again.id == first.id
    assert count_seats(session, workshop.id) == 1


def test_nobody_joins_what_is_over_but_who_was_in_comes_back(session: Session) -> None:
    workshop = make_open_workshop(session)
    seat = take_seat(session, workshop, "c" * 64)
    workshop.status = Status.ENDED

    with pytest.raises(WorkshopEnded):
        take_seat(session, workshop, "d" * 64)

    assert take_seat(session, workshop, "c" * 64).id == seat.id


def test_the_same_form_sent_twice_at_once_is_one_seat(engine: Engine) -> None:
    units = Units(engine)
    with units.writing() as session:
        workshop = make_open_workshop(session)
    start, seats = Barrier(4), []

    def join() -> None:
        start.wait()
        with units.writing() as session:
            seats.append(take_seat(session, workshop, "c" * 64).id)

    threads = [Thread(target=join) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seats) == 4
    assert len(set(seats)) == 1
    units.close()
