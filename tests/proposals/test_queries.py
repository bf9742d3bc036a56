"""Reading proposals: who sees what, in how many statements."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.errors import NotFoundHere
from facilitator.proposals.models import Objective
from facilitator.proposals.queries import (
    count_writing,
    held,
    hidden,
    mine,
    proposal_in,
    shown_by_axis,
)
from facilitator.proposals.rules import State
from tests.factories import make_axis, make_open_workshop, make_proposal

AMAL, BADR = "a" * 64, "b" * 64


def test_everybody_sees_what_is_shown_by_axis_and_number(session: Session) -> None:
    workshop = make_open_workshop(session)
    culture = make_axis(session, workshop, position=2)
    digital = make_axis(session, workshop, position=1)
    for number, axis, state in (
        (3, culture, State.SHOWN),
        (1, culture, State.SHOWN),
        (2, culture, State.HELD),
        (4, culture, State.HIDDEN),
    ):
        make_proposal(session, axis, number=number, state=state)
    make_proposal(session, culture, number=None, state=State.DRAFT)

    lists = shown_by_axis(session, workshop.id)

    assert [one.axis.id for one in lists] == [digital.id, culture.id]
    assert [[e.proposal.number for e in one.entries] for one in lists] == [[], [1, 3]]
    assert [e.proposal.number for e in held(session, workshop.id)] == [2]
    assert [e.proposal.number for e in hidden(session, workshop.id)] == [4]


def test_an_author_sees_their_own_in_every_state(session: Session) -> None:
    workshop = make_open_workshop(session)
    axis = make_axis(session, workshop)
    make_proposal(session, axis, number=1, author=AMAL, state=State.HIDDEN)
    make_proposal(session, axis, number=None, author=AMAL, state=State.DRAFT)
    make_proposal(session, axis, number=2, author=BADR)

    found = mine(session, workshop.id, AMAL)

    assert [e.proposal.state for e in found] == [State.DRAFT, State.HIDDEN]


def test_lists_need_the_same_statements_for_one_and_for_many(session: Session) -> None:
    workshop = make_open_workshop(session)
    axis = make_axis(session, workshop)

    def add() -> None:
        proposal = make_proposal(session, axis)
        session.add(Objective(proposal_id=proposal.id, position=1, text="هدف"))
        session.flush()

    def statements() -> int:
        seen: list[str] = []
        session.expunge_all()

        def note(*args: object) -> None:
            seen.append(str(args[2]))

        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        shown_by_axis(session, workshop.id)
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    add()
    for_one = statements()
    for _ in range(5):
        add()

    assert for_one == statements() == 4


def test_who_wrote_in_the_last_minutes_is_still_writing(session: Session) -> None:
    workshop = make_open_workshop(session)
    axis = make_axis(session, workshop)
    draft = {"number": None, "state": State.DRAFT}
    make_proposal(session, axis, author=AMAL, **draft)
    make_proposal(session, axis, author=AMAL, **draft)
    long_ago = now() - timedelta(minutes=11)
    make_proposal(session, axis, author=BADR, changed_at=long_ago, **draft)
    make_proposal(session, axis, author="c" * 64)

    assert count_writing(session, workshop.id) == 1


def test_a_number_of_another_workshop_is_not_there(session: Session) -> None:
    here = make_open_workshop(session)
    elsewhere = make_open_workshop(session)
    make_proposal(session, make_axis(session, elsewhere), number=7)

    with pytest.raises(NotFoundHere):
        proposal_in(session, here.id, 7)
