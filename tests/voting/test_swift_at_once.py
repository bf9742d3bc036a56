"""The short way of a ballot meets the close, and itself; on both databases."""

from threading import Barrier, Thread

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.units import Units
from facilitator.voting import swift
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast, published
from facilitator.voting.models import Vote
from facilitator.voting.queries import ballots_in
from tests.voting.rooms import Room, make_open_room, sit

TAPS = 6
SOON = 0.5  # seconds; who waits for a lock waits longer


def sent(room: Room, token: str, *marks: str) -> swift.Sent:
    code, number = room.workshop.code, room.vote.number
    return swift.Sent(
        code, number, token, "", lambda _: list(marks), lambda _: {}, instead_of=""
    )


def test_a_ballot_waits_for_the_close_that_has_begun(
    engine: Engine, session: Session
) -> None:
    room = make_open_room(session)
    tokens = [sit(session, room.workshop, person) for person in range(2)]
    cast(session, room.vote, tokens[0], ["P1"])
    session.commit()
    units = Units(engine)
    taken: list[bool] = []

    def vote() -> None:
        with units.begin() as unit:
            taken.append(swift.take(unit, sent(room, tokens[1], "P1")))
            unit.commit()

    close_vote(session, room.vote, room.account.id)
    phone = Thread(target=vote)
    phone.start()
    phone.join(SOON)
    waited = phone.is_alive()
    session.commit()
    phone.join()
    units.close()

    assert (waited, taken) == (True, [False])
    receipts = [receipt for receipt, _says in published(session, room.vote)]
    assert receipts == [keys.receipt(tokens[0], room.vote.key)]


def test_taps_at_once_leave_one_ballot(engine: Engine, session: Session) -> None:
    room = make_open_room(session)
    tokens = [sit(session, room.workshop, person) for person in range(10)]
    session.commit()
    units, start = Units(engine), Barrier(TAPS)
    receipts: list[str] = []

    def tap() -> None:
        for token in tokens:
            start.wait()
            with units.begin() as unit:
                if not swift.take(unit, sent(room, token, "P1")):
                    vote = unit.session.get_one(Vote, room.vote.id)
                    cast(unit.session, vote, token, ["P1"])
                unit.commit()
            receipts.append(keys.receipt(token, room.vote.key))

    phones = [Thread(target=tap) for _ in range(TAPS)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    units.close()

    assert len(receipts) == TAPS * len(tokens)
    assert ballots_in(session, room.vote.id) == len(tokens)
    close_vote(session, room.vote, room.account.id)
    assert {receipt for receipt, _says in published(session, room.vote)} == set(
        receipts
    )
