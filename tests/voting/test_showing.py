"""What stands beside a result: rounds, reasons, hands; and when it is public."""

import pytest
from sqlalchemy.orm import Session

from facilitator.voting.actions import close_vote, open_vote, prepare_vote, reveal
from facilitator.voting.ballots import cast
from facilitator.voting.hands import Hands, put_hands
from facilitator.voting.models import Vote
from facilitator.voting.moderating import let_reasons_be_read, turn_reason
from facilitator.voting.reasons import reasons_given
from facilitator.voting.rules import Method
from facilitator.voting.showing import closed_of, shown_of
from facilitator.voting.stages import Stage
from facilitator.workshops.rules import StepKind
from tests.factories import make_step
from tests.voting.rooms import Room, make_open_room, make_room, sit


def _closed(session: Session, room: Room) -> Vote:
    cast(session, room.vote, sit(session, room.workshop, 1), ["P1"])
    close_vote(session, room.vote, room.account.id)
    return room.vote


@pytest.mark.parametrize("stage", Stage)
def test_only_the_last_stage_is_for_everybody(session: Session, stage: Stage) -> None:
    room = make_open_room(session)
    vote = _closed(session, room)

    reveal(session, vote, room.account.id, stage)

    assert (shown_of(session, vote) is not None) == (stage is Stage.ALL)
    assert closed_of(session, vote).result.ballots == 1


def test_a_ballot_s_holder_alone_learns_what_it_helped(session: Session) -> None:
    room = make_open_room(session)
    vote = _closed(session, room)
    reveal(session, vote, room.account.id)

    found = shown_of(session, vote)

    assert found is not None
    assert found.helped == ()


def test_the_rounds_before_come_first(session: Session) -> None:
    room = make_open_room(session)
    first = _closed(session, room)
    step = make_step(session, room.workshop, kind=StepKind.VOTE)
    second = prepare_vote(session, room.workshop.id, step.id)
    second.follows = first.number
    session.flush()
    open_vote(session, second, room.account.id)
    close_vote(session, second, room.account.id)

    rounds = closed_of(session, second).rounds

    assert [told.result.spec.number for told in rounds] == [1, 2]
    assert closed_of(session, first).rounds == ()


def test_rounds_that_follow_each_other_end(session: Session) -> None:
    room = make_open_room(session)
    vote = _closed(session, room)
    vote.follows = vote.number

    assert closed_of(session, vote).rounds == ()


def _consent(session: Session) -> Room:
    room = make_room(session, options=1)
    room.vote.method = Method.CONSENT
    session.flush()
    open_vote(session, room.vote, room.account.id)
    for person, reason in enumerate(("غير واضح", "Trop cher")):
        token = sit(session, room.workshop, person)
        cast(session, room.vote, token, "no", reason=reason)
    close_vote(session, room.vote, room.account.id)
    return room


def test_reasons_are_read_once_staff_let_them_be_and_have_not_hidden_them(
    session: Session,
) -> None:
    room = _consent(session)
    vote, me = room.vote, room.account.id
    rude = next(r for r in reasons_given(session, vote) if r.text == "Trop cher")
    assert closed_of(session, vote).reasons == ()

    let_reasons_be_read(session, vote, me, shown=True)
    turn_reason(session, vote, rude.locator, me, hidden=True)

    assert [one.text for one in closed_of(session, vote).reasons] == ["غير واضح"]


def test_hands_are_a_table_beside_the_others(session: Session) -> None:
    room = make_open_room(session)
    vote = _closed(session, room)
    put_hands(session, vote, Hands(20, {"P1": 12}), room.account.id)

    names = [table.name for table in closed_of(session, vote).tables]

    assert names == ["totals", "hands"]
