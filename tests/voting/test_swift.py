"""The short way of a ballot stores and says what the long way does."""

import json
import sqlite3
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.participants.access import cookie_name
from facilitator.slips.access import slip_cookie
from facilitator.slips.rules import SlipState
from facilitator.units import Units
from facilitator.voting import swift
from facilitator.voting.actions import close_vote, open_vote, undo_opening
from facilitator.voting.ballots import OwnBallot, cast, own_ballot
from facilitator.voting.models import Ballot, SlipUse
from facilitator.voting.rules import Level, Method
from facilitator.voting.spec import Spec
from tests.factories import make_slip
from tests.voting.rooms import Room, make_open_room, make_room, sit, token_for, url
from tests.voting.ways import make_room_for

LONG = {"reason": " "}  # a reason of nothing changes nothing, but is not usual
SLIP = "7" * 16
_person = count(100)
VALUES = st.sampled_from(["", "0", "1", "3", "٣", "5", "11", "-1", "x"])
FORMS = st.fixed_dictionaries(
    {},
    optional={
        "marks": st.lists(st.sampled_from(["P1", "P2", "P3", "P4", "P99"]), max_size=5),
        "answer": st.sampled_from(["yes", "no", "", "maybe"]),
        "blank": st.sampled_from(["", "1"]),
        "instead_of": st.sampled_from(["", "0" * 16]),
        "value-P1": VALUES,
        "value-P2": VALUES,
        "value-P1.impact": VALUES,
        "value-P1.feasibility": VALUES,
    },
)


class Two:
    """Two people who send the same, one by each way."""

    def __init__(self, app: Flask, store: Session, room: Room) -> None:
        self.app, self.store, self.room = app, store, room
        self.tokens = [sit(store, room.workshop, next(_person)) for _ in range(2)]
        store.commit()

    def send(self, form: dict[str, Any]) -> list[tuple[int, Any]]:
        """Return for each way the status and what is stored."""
        return [
            self._sent(token, {**form, **more})
            for token, more in zip(self.tokens, ({}, LONG), strict=True)
        ]

    def _sent(self, token: str, form: dict[str, Any]) -> tuple[int, Any]:
        client: FlaskClient = self.app.test_client()
        client.set_cookie(cookie_name(self.room.workshop.code), token)
        answer = client.post(url(self.room), data=form)
        self.store.rollback()
        own = own_ballot(self.store, self.room.vote, token)
        return answer.status_code, own and (own.content, own.groups, own.reason)


@pytest.mark.parametrize("method", list(Method))
def test_both_ways_take_and_refuse_the_same(
    app: Flask, store: Session, method: Method
) -> None:
    two = Two(app, store, make_room_for(store, method, groups=("age",)))

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(form=FORMS)
    def same(form: dict[str, Any]) -> None:
        short, long = two.send(form)

        assert short == long

    same()


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("state", list(SlipState))
def test_both_ways_know_slips(
    app: Flask, store: Session, level: Level, state: SlipState
) -> None:
    answers = []
    for more in ({}, LONG):
        room = make_room(store)
        room.vote.level = level
        store.flush()
        open_vote(store, room.vote, room.account.id)
        slip = make_slip(store, room.workshop, SLIP, state=state)
        token = sit(store, room.workshop, next(_person))
        store.commit()
        client = app.test_client()
        client.set_cookie(cookie_name(room.workshop.code), token)
        client.set_cookie(slip_cookie(room.workshop.code), SLIP)
        status = client.post(url(room), data={"marks": "P1", **more}).status_code
        store.rollback()
        used = store.scalars(select(SlipUse.slip_id)).all()
        kept = store.scalars(
            select(Ballot.content).where(Ballot.vote_id == room.vote.id)
        ).all()
        answers.append((status, slip.id in used, kept))

    assert answers[0] == answers[1]


def test_who_has_no_seat_is_led_to_the_door(
    client: FlaskClient, store: Session, room: Room
) -> None:
    client.set_cookie(cookie_name(room.workshop.code), token_for(5))

    answer = client.post(url(room), data={"marks": "P1"})

    assert answer.status_code == 303
    assert answer.location.endswith(f"/J/{room.workshop.code}")
    assert store.scalars(select(Ballot.receipt)).all() == []


def test_a_closed_vote_takes_nothing(
    client: FlaskClient, store: Session, room: Room
) -> None:
    token = sit(store, room.workshop, 1)
    close_vote(store, room.vote, room.account.id)
    store.commit()
    client.set_cookie(cookie_name(room.workshop.code), token)

    answer = client.post(url(room), data={"marks": "P1"})

    assert answer.status_code == 409
    assert store.scalars(select(Ballot.receipt)).all() == []


@pytest.fixture
def usual(session: Session) -> tuple[Room, swift.Sent]:
    """A room on each database, and a ballot of somebody in it."""
    room = make_open_room(session)
    token = sit(session, room.workshop, 1)
    session.commit()
    return room, sent(room, token, "P1")


def stored(session: Session, room: Room, token: str) -> OwnBallot | None:
    own = own_ballot(session, room.vote, token)
    session.commit()  # lets others write
    return own


def sent(room: Room, token: str, *marks: str, instead_of: str | None = None) -> Any:
    def says(_spec: Spec) -> list[str]:
        return list(marks)

    def card(_spec: Spec) -> dict[str, str]:
        return {}

    code = room.workshop.code
    return swift.Sent(code, room.vote.number, token, "", says, card, instead_of)


def test_the_short_way_on_each_database(
    session: Session, usual: tuple[Room, swift.Sent]
) -> None:
    room, ballot = usual
    units = Units(session.get_bind().engine)

    for content in (["P1"], ["P1", "P3"], ["P1", "P3"]):
        with units.begin() as unit:
            assert swift.take(unit, sent(room, ballot.seat, *content))
            unit.commit()

        own = stored(session, room, ballot.seat)
        assert own is not None
        receipt = keys.receipt(ballot.seat, room.vote.key)
        assert (own.content, own.receipt) == (content, receipt)
    units.close()


def test_what_is_rolled_back_is_not_stored(
    session: Session, usual: tuple[Room, swift.Sent]
) -> None:
    room, ballot = usual
    units = Units(session.get_bind().engine)

    with units.begin() as unit:
        assert swift.take(unit, ballot)

    assert stored(session, room, ballot.seat) is None
    units.close()


def test_the_long_way_may_follow_in_the_same_unit(
    session: Session, usual: tuple[Room, swift.Sent]
) -> None:
    room, ballot = usual
    units = Units(session.get_bind().engine)

    with units.begin() as unit:
        late = sent(room, ballot.seat, "P1", instead_of="0" * 16)
        assert not swift.take(unit, late)
        vote = unit.session.merge(room.vote, load=False)
        cast(unit.session, vote, ballot.seat, ["P2"])
        unit.commit()

    own = stored(session, room, ballot.seat)
    assert own is not None
    assert own.content == ["P2"]
    units.close()


def test_a_vote_costs_the_same_however_many_are_in(
    app: Flask, client: FlaskClient, store: Session, room: Room
) -> None:
    """A first ballot is a write, a change two reads more, each by an index.

    And what the triggers read.
    """
    cookie = cookie_name(room.workshop.code)
    people = [sit(store, room.workshop, next(_person)) for _ in range(2)]
    client.set_cookie(cookie, people[0])
    for person in range(30):
        cast(store, room.vote, sit(store, room.workshop, person), ["P2"])
    store.commit()
    engine = app.extensions["units"].engine
    told: list[str] = []

    @event.listens_for(engine, "connect")
    def _trace(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(told.append)

    engine.dispose()
    client.post(url(room), data={"marks": "P1"})  # gets to know the vote, once
    state = getattr(stored(store, room, people[0]), "state", None)
    told.clear()
    client.post(url(room), data={"marks": ["P1", "P3"], "instead_of": state})
    changing = _asked(told)
    told.clear()
    client.set_cookie(cookie, people[1])
    client.post(url(room), data={"marks": ["P1", "P3"], "instead_of": ""})
    first = _asked(told)

    assert [len(changing), len(first)] == [4, 2]
    plans = _plans(engine.url.database or "", changing + first)
    scans = [line for line in plans if line.startswith("SCAN")]
    assert set(scans) <= {"SCAN CONSTANT ROW"}
    assert any("USING" in line for line in plans)


def _asked(told: list[str]) -> list[str]:
    return [one for one in told if one.split()[0] in ("SELECT", "INSERT", "UPDATE")]


def _plans(path: str, statements: list[str]) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [
            row[3]
            for statement in statements
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    finally:
        connection.close()


def test_a_spec_that_changed_is_read_again(
    client: FlaskClient, store: Session, room: Room
) -> None:
    """Opened, taken back and opened with other limits: the new ones hold."""
    client.set_cookie(
        cookie_name(room.workshop.code), sit(store, room.workshop, next(_person))
    )
    store.commit()
    assert client.post(url(room), data={"marks": ["P1", "P2"]}).status_code == 303
    store.execute(Ballot.__table__.delete())
    store.commit()
    undo_opening(store, room.vote)
    room.vote.most = 1
    store.flush()
    open_vote(store, room.vote, room.account.id)
    store.commit()

    assert json.loads(room.vote.spec or "")["most"] == 1
    assert client.post(url(room), data={"marks": ["P1", "P2"]}).status_code == 422
