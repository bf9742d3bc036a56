"""What is answered from memory is what would have been made, for everybody, always."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.queries import seat_with
from facilitator.room import now as now_in_room
from facilitator.voting.actions import (
    open_vote,
)
from facilitator.workshops.rules import StepKind
from tests.voting.rooms import token_for
from tests.web.acts import ACTS, PLACES, Room, cast_by, go, retitle, write


def test_memory_says_what_making_says_after_every_act(room: Room) -> None:
    tags: dict[tuple[int, int], str] = {}
    unchanged = 0
    for act in (lambda _r, _s: None, *ACTS):
        room.do(act)
        for person, phone in enumerate(room.phones):
            for place in range(len(PLACES)):
                for tag in (tags.get((person, place), ""), ""):
                    made = room.ask(room.making, phone, place, tag)
                    for _again in range(2):
                        told = room.ask(room.remembering, phone, place, tag)

                        assert told == made, (act, person, PLACES[place])
                    unchanged += made[0] == 304
                tags[person, place] = made[1] or ""

    assert unchanged > len(ACTS)


def test_others_who_write_are_noticed(room: Room) -> None:
    phone = room.phones[0]
    _, tag, _ = room.ask(room.remembering, phone, 3, "")
    assert room.ask(room.remembering, phone, 3, str(tag))[0] == 304

    with room.making.extensions["units"].writing() as session:  # another connection
        retitle(room, session)

    status, _, body = room.ask(room.remembering, phone, 3, str(tag))
    assert status == 200
    assert "عنوان آخر" in body


def test_one_phones_answer_is_nobody_elses(room: Room) -> None:
    room.do(write)
    room.do(go(StepKind.WRITING))
    for person in (1, 0, 2):
        _, _, body = room.ask(room.remembering, room.phones[person], 0, "")

        assert ("حديقة" in body) == (person == 1)


def test_who_lost_the_seat_is_led_to_the_door(room: Room) -> None:
    phone = room.phones[2]
    _, tag, _ = room.ask(room.remembering, phone, 0, "")

    def leave(room: Room, session: Session) -> None:
        key = room.workshop(session).key
        seat = seat_with(session, room.workshop_id, keys.credential(token_for(2), key))
        session.delete(seat)

    room.do(leave)

    assert room.ask(room.remembering, phone, 0, str(tag))[0] == 303


def test_votes_of_others_change_nothing_here(room: Room) -> None:
    room.do(go(StepKind.VOTE))
    room.do(lambda r, s: open_vote(s, r.vote(s), r.account_id))
    memory = room.remembering.extensions["memory"]
    room.ask(room.remembering, room.phones[1], 0, "")
    before = len(memory._kept)
    name = next(k for k in memory._kept if isinstance(k, tuple) and k[0] == "shared")

    room.do(cast_by(token_for(0), "P1"))

    assert memory.get(name) is not None
    assert len(memory._kept) == before


def test_a_timer_that_runs_fills_no_memory(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part with a timer is another four times a second, but only the last is kept."""
    room.do(go(StepKind.WRITING))
    memory = room.remembering.extensions["memory"]
    room.ask(room.remembering, room.phones[0], 0, "")
    before, at = len(memory._kept), now_in_room.now()

    for minute in range(1, 11):
        later = at + timedelta(minutes=minute)
        monkeypatch.setattr(now_in_room, "now", lambda later=later: later)
        _, _, body = room.ask(room.remembering, room.phones[0], 0, "")
        _, _, made = room.ask(room.making, room.phones[0], 0, "")
        assert body == made

    assert len(memory._kept) == before


def test_a_room_that_others_change_is_seen_at_once(room: Room) -> None:
    """Also by a page that is not remembered itself."""
    path = f"/J/{room.code}"
    phone = room.remembering.test_client()
    phone.get(path)

    with room.making.extensions["units"].writing() as session:  # another connection
        retitle(room, session)

    assert "عنوان آخر" in phone.get(path).text
