"""What is kept about one person: seen, taken along and erased."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.logbook.models import Act
from facilitator.participants.access import Participant, cookie_name
from facilitator.participants.models import Seat
from facilitator.participants.queries import count_seats
from facilitator.proposals.models import Proposal
from facilitator.proposals.rules import State
from facilitator.voting.ballots import cast, count_ballots
from facilitator.voting.models import Vote
from facilitator.voting.rules import VoteState
from facilitator.web.locale import COOKIE
from facilitator.workshops.models import Membership
from facilitator.workshops.rules import StepKind
from tests.factories import (
    make_account,
    make_axis,
    make_open_workshop,
    make_proposal,
)
from tests.people import PERSONAL_CODE, enter, sign_in
from tests.privacy.rooms import on_disk
from tests.voting.rooms import make_open_room

DRAFT, SENT, HELD, OTHERS = "my draft", "my idea", "my held idea", "her idea"


@pytest.fixture
def me(client: FlaskClient, store: Session) -> Participant:
    """Somebody who has written, at a workshop that is going on."""
    client.set_cookie(COOKIE, "en")
    workshop = make_open_workshop(store, StepKind.WRITING, make_account(store))
    me = enter(client, store, workshop)
    me.seat.name, me.seat.table_number = "Khadija", 7
    axis = make_axis(store, workshop)
    for title, state, author in (
        (DRAFT, State.DRAFT, me.author),
        (SENT, State.SHOWN, me.author),
        (HELD, State.HELD, me.author),
        (OTHERS, State.SHOWN, "another"),
    ):
        make_proposal(store, axis, title=title, state=state, author=author)
    store.commit()
    return me


def _home(me: Participant) -> str:
    return f"/w/{me.workshop.code}/mine/"


def _titles(store: Session) -> dict[str, str]:
    store.expire_all()
    found = store.execute(select(Proposal.title, Proposal.author)).all()
    return dict(found)


def test_a_person_sees_all_that_is_kept_and_nothing_of_others(
    client: FlaskClient, me: Participant
) -> None:
    page = client.get(_home(me)).text

    assert all(said in page for said in ("Khadija", DRAFT, SENT, HELD))
    assert OTHERS not in page


def test_it_can_be_taken_along(client: FlaskClient, me: Participant) -> None:
    answer = client.get(f"{_home(me)}data.json")

    told = json.loads(answer.data)
    assert (told["first_name"], told["table"]) == ("Khadija", 7)
    assert {one["title"] for one in told["proposals"]} == {DRAFT, SENT, HELD}
    assert answer.headers["Cache-Control"] == "no-store"


def test_erasing_leaves_what_was_shown_without_its_author(
    client: FlaskClient, me: Participant, store: Session
) -> None:
    answer = client.post(f"{_home(me)}erasing", data={"sure": "y"})

    assert answer.status_code == 200
    assert _titles(store) == {SENT: "", OTHERS: "another"}


def test_what_no_vote_is_open_on_can_be_taken_out_as_well(
    client: FlaskClient, me: Participant, store: Session
) -> None:
    client.post(f"{_home(me)}erasing", data={"sure": "y", "withdraw": "y"})

    assert _titles(store) == {OTHERS: "another"}


def test_the_seat_stays_as_a_count_to_which_nothing_leads(
    client: FlaskClient, me: Participant, store: Session
) -> None:
    token, before = me.token, me.seat.credential
    client.post(f"{_home(me)}erasing", data={"sure": "y"})

    store.expire_all()
    seat = store.scalars(select(Seat)).one()
    assert (seat.name, seat.table_number) == ("", None)
    assert seat.credential != before
    client.set_cookie(cookie_name(me.workshop.code), token)
    assert client.get(_home(me)).status_code == 303  # to the join page
    assert count_seats(store, me.workshop.id) == 1


def test_the_phone_forgets(client: FlaskClient, me: Participant) -> None:
    client.post(f"{_home(me)}erasing", data={"sure": "y"})

    assert client.get_cookie(cookie_name(me.workshop.code)) is None


def test_nothing_goes_without_the_tick(
    client: FlaskClient, me: Participant, store: Session
) -> None:
    answer = client.post(f"{_home(me)}erasing", data={"withdraw": "y"})

    assert answer.status_code == 422
    assert len(_titles(store)) == 4


def test_the_log_says_that_and_not_who(
    client: FlaskClient, me: Participant, store: Session
) -> None:
    client.post(f"{_home(me)}erasing", data={"sure": "y"})

    act = store.scalars(select(Act)).one()
    assert (act.kind, act.actor, act.details) == ("person.erased", None, {})


def test_no_word_of_it_stays_on_the_disk(
    client: FlaskClient, me: Participant, tmp_path: Path
) -> None:
    words = [word.encode() for word in ("Khadija", DRAFT, HELD)]
    assert [word for word in words if word in on_disk(tmp_path)] == words

    client.post(f"{_home(me)}erasing", data={"sure": "y"})

    assert [word for word in words if word in on_disk(tmp_path)] == []
    assert SENT.encode() in on_disk(tmp_path)


def test_the_person_types_the_code_at_the_desk(
    client: FlaskClient, me: Participant, store: Session
) -> None:
    staff = store.scalars(select(Membership)).one().account
    sign_in(client, store, staff)

    answer = client.post(
        f"/desk/{me.workshop.code}/privacy/person", data={"code": PERSONAL_CODE}
    )

    assert answer.status_code == 303
    assert _titles(store) == {SENT: "", OTHERS: "another"}
    act = store.scalars(select(Act).where(Act.kind == "person.erased")).one()
    assert (act.actor, act.details) == (staff.name, {})


def test_nor_when_the_desk_erased_it(
    client: FlaskClient, me: Participant, store: Session, tmp_path: Path
) -> None:
    sign_in(client, store, store.scalars(select(Membership)).one().account)

    client.post(
        f"/desk/{me.workshop.code}/privacy/person", data={"code": PERSONAL_CODE}
    )

    assert b"Khadija" not in on_disk(tmp_path)


def test_a_code_of_nobody_erases_nothing(
    client: FlaskClient, me: Participant, store: Session
) -> None:
    sign_in(client, store, store.scalars(select(Membership)).one().account)

    answer = client.post(
        f"/desk/{me.workshop.code}/privacy/person", data={"code": "0000-0000"}
    )

    assert answer.status_code == 422
    assert "Nobody joined this workshop with this code." in answer.text
    assert len(_titles(store)) == 4


def test_a_ballot_is_nobodys_and_stays(client: FlaskClient, store: Session) -> None:
    room = make_open_room(store, options=3, axes=1)
    store.commit()
    me = enter(client, store, room.workshop)
    vote = store.scalars(select(Vote)).one()
    with client.application.extensions["units"].writing() as session:
        cast(session, session.get_one(Vote, vote.id), me.token, ["P1"])

    client.post(f"{_home(me)}erasing", data={"sure": "y", "withdraw": "y"})

    store.rollback()  # it saw the room as it was before
    assert vote.state is VoteState.OPEN
    assert count_ballots(store, vote.id) == 1
    assert len(_titles(store)) == 3  # they are in an open vote
