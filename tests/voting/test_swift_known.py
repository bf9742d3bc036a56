"""First ballots in a vote that the process knows: it may know what no longer holds."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from facilitator.slips.rules import SlipState
from facilitator.units import Unit, Units
from facilitator.voting import swift
from facilitator.voting.actions import close_vote, open_vote, undo_opening
from facilitator.voting.models import Ballot, Vote
from facilitator.voting.rules import Level
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status
from tests.factories import make_slip
from tests.racing import in_session, race_of_units
from tests.voting.rooms import Room, make_open_room, make_room, sit, token_for

SLIP = "7" * 16
TIMES = 15
Change = Callable[[Session, Room], object]


def ballot(room: Room, token: str, *marks: str) -> swift.Sent:
    code, number = room.workshop.code, room.vote.number
    return swift.Sent(
        code, number, token, "", lambda _: list(marks), lambda _: {}, None
    )


def count_of(session: Session, room: Room) -> int:
    session.commit()
    found = select(func.count()).where(Ballot.vote_id == room.vote.id)
    return session.scalars(found).one()


def taken(engine: Engine, sent: swift.Sent) -> bool:
    units = Units(engine)
    with units.begin() as unit:
        is_taken = swift.take(unit, sent)
        unit.commit()
    units.close()
    return is_taken


@pytest.fixture
def known(engine: Engine, session: Session) -> Room:
    """A room whose vote this process knows, since one phone has voted."""
    room = make_open_room(session)
    first = sit(session, room.workshop, 1)
    sit(session, room.workshop, 2)
    session.commit()
    assert taken(engine, ballot(room, first, "P1"))
    return room


def close(session: Session, room: Room) -> None:
    close_vote(session, room.vote, room.account.id)


def open_anew(session: Session, room: Room) -> None:
    """Open it once more, with another limit; nobody has voted."""
    session.execute(Ballot.__table__.delete())
    undo_opening(session, room.vote)
    room.vote.most = 1
    session.flush()
    open_vote(session, room.vote, room.account.id)


def change_code(session: Session, room: Room) -> None:
    session.get_one(Workshop, room.workshop.id).code = "000001"


def draft(session: Session, room: Room) -> None:
    session.get_one(Workshop, room.workshop.id).status = Status.DRAFT


def test_who_comes_later_votes_by_one_statement(
    engine: Engine, session: Session, known: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swift, "_VOTE", None)  # the others cannot be sent

    assert taken(engine, ballot(known, token_for(2), "P2"))
    assert count_of(session, known) == 2


@pytest.mark.parametrize("change", [close, change_code, draft])
def test_what_no_longer_holds_takes_nothing(
    engine: Engine, session: Session, known: Room, change: Change
) -> None:
    late = ballot(known, token_for(2), "P2")
    change(session, known)
    session.commit()

    assert not taken(engine, late)
    assert count_of(session, known) == 1


def test_a_vote_opened_anew_has_its_new_limit(
    engine: Engine, session: Session, known: Room
) -> None:
    open_anew(session, known)
    session.commit()

    assert not taken(engine, ballot(known, token_for(2), "P1", "P2"))
    assert taken(engine, ballot(known, token_for(2), "P1"))
    assert count_of(session, known) == 1


def test_who_has_no_seat_has_no_ballot(
    engine: Engine, session: Session, known: Room
) -> None:
    assert not taken(engine, ballot(known, token_for(3), "P2"))
    assert count_of(session, known) == 1


def test_a_slip_is_asked_of_each(engine: Engine, session: Session) -> None:
    room = make_room(session)
    room.vote.level = Level.SLIPS
    session.flush()
    open_vote(session, room.vote, room.account.id)
    tokens = [sit(session, room.workshop, person) for person in range(2)]
    make_slip(session, room.workshop, SLIP, state=SlipState.HANDED)
    session.commit()

    assert taken(engine, replace(ballot(room, tokens[0], "P1"), slip=SLIP))
    assert not taken(engine, ballot(room, tokens[1], "P1"))
    assert count_of(session, room) == 1


def test_against_the_close_it_is_counted_or_refused(
    engine: Engine, session: Session
) -> None:
    for _ in range(TIMES):
        room = make_open_room(session)
        tokens = [sit(session, room.workshop, person) for person in range(7)]
        session.commit()
        assert taken(engine, ballot(room, tokens[0], "P1"))

        outcomes = race_of_units(
            engine,
            *[_voting(room, token) for token in tokens[1:4]],
            in_session(_closing(room)),
            *[_voting(room, token) for token in tokens[4:]],
        )

        session.commit()
        session.refresh(room.vote)
        counted = room.vote.result["ballots"]
        assert set(outcomes) <= {True, False, None}
        assert outcomes.count(True) + 1 == counted == count_of(session, room)


def _voting(room: Room, token: str) -> Callable[[Unit], object]:
    sent = ballot(room, token, "P1")
    return lambda unit: swift.take(unit, sent)


def _closing(room: Room) -> Callable[[Session], object]:
    vote, account = room.vote.id, room.account.id

    def close_it(session: Session) -> None:
        close_vote(session, session.get_one(Vote, vote), account)

    return close_it
