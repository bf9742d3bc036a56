"""Raised hands stand beside a vote and never in it; on both databases."""

import pytest
from sqlalchemy.orm import Session

from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast
from facilitator.voting.hands import (
    Hands,
    HandsCountedAgain,
    MoreHandsThanPeople,
    NoHandsCounted,
    hands_of,
    lines_of,
    put_hands,
    take_back,
)
from facilitator.voting.queries import result_of, spec_of
from facilitator.voting.rules import UnknownOption, VoteNotOpen
from facilitator.workshops.acts import latest_acts
from tests.voting.rooms import make_open_room, make_room, sit


def test_hands_are_kept_and_counted_again(session: Session) -> None:
    room = make_open_room(session)
    first, second = Hands(12, {"P1": 7, "P2": 0}), Hands(None, {"P1": 8})

    assert hands_of(session, room.vote) is None
    put_hands(session, room.vote, first, room.account.id)
    assert hands_of(session, room.vote) == first
    put_hands(session, room.vote, second, room.account.id)

    assert hands_of(session, room.vote) == second
    assert lines_of(spec_of(room.vote)) == tuple(room.ids)


def test_hands_are_in_no_count(session: Session) -> None:
    room = make_open_room(session)
    cast(session, room.vote, sit(session, room.workshop, 1), ["P2"])
    put_hands(session, room.vote, Hands(30, {"P1": 25}), room.account.id)

    close_vote(session, room.vote, room.account.id)

    result = result_of(room.vote)
    first = result.standings[0]
    assert (first.option.id, first.votes) == ("P2", 1)
    assert result.ballots == 1
    assert result.channels == {"phone": 1, "tablet": 0, "paper": 0}


def test_hands_may_be_counted_after_the_close(session: Session) -> None:
    room = make_open_room(session)
    close_vote(session, room.vote, room.account.id)
    session.refresh(room.vote)
    before = room.vote.result

    put_hands(session, room.vote, Hands(9, {"P1": 9}), room.account.id)

    assert hands_of(session, room.vote) == Hands(9, {"P1": 9})
    assert room.vote.result == before


def test_hands_are_for_what_is_asked(session: Session) -> None:
    room, prepared = make_open_room(session), make_room(session)

    with pytest.raises(UnknownOption):
        put_hands(session, room.vote, Hands(None, {"P99": 1}), room.account.id)
    with pytest.raises(MoreHandsThanPeople):
        put_hands(session, room.vote, Hands(3, {"P1": 4}), room.account.id)
    with pytest.raises(NoHandsCounted):
        put_hands(session, room.vote, Hands(3, {}), room.account.id)
    with pytest.raises(VoteNotOpen):
        put_hands(session, prepared.vote, Hands(None, {"P1": 1}), room.account.id)

    assert hands_of(session, room.vote) is None


def test_a_count_can_be_undone(session: Session) -> None:
    room = make_open_room(session)
    first, second = Hands(12, {"P1": 7}), Hands(12, {"P1": 8})
    put_hands(session, room.vote, first, room.account.id)
    put_hands(session, room.vote, second, room.account.id)
    put_hands(session, room.vote, second, room.account.id)  # nothing new
    later, earlier = latest_acts(session, room.workshop.id)[:2]
    assert (later.kind, earlier.kind) == ("hands.counted", "hands.counted")

    with pytest.raises(HandsCountedAgain):
        take_back(session, room.vote, earlier.details)
    take_back(session, room.vote, later.details)
    assert hands_of(session, room.vote) == first
    take_back(session, room.vote, earlier.details)

    assert hands_of(session, room.vote) is None
