"""Every act is named in words and can be taken back, or says why not."""

from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from facilitator.desk.telling import Sentence, sentence
from facilitator.desk.undo import (
    CannotBeUndone,
    PeopleAreIn,
    SomethingCameLater,
    is_undoable,
    undo,
)
from facilitator.errors import NotFoundHere
from facilitator.proposals.moderating import approve, hide, restore
from facilitator.proposals.rules import State
from facilitator.voting.actions import prepare_vote
from facilitator.voting.ballots import cast
from facilitator.voting.queries import vote_at
from facilitator.voting.rules import BLANK, BallotsAreIn
from facilitator.workshops.acts import UNDOABLE, AlreadyUndone, latest_acts
from facilitator.workshops.models import Act, Workshop
from facilitator.workshops.moving import call_last, extend
from tests.desk.floor import Floor
from tests.factories import make_account, make_seat, make_workshop
from tests.voting.rooms import sit


def newest(session: Session, workshop: Workshop) -> Act:
    return latest_acts(session, workshop.id)[0]


def state(session: Session, floor: Floor) -> dict[str, Any]:
    """Everything that staff can change, as plain values."""
    session.flush()
    vote = vote_at(session, floor.steps[2].id)
    rows = [floor.workshop, floor.desk.progress, *floor.proposals, vote]
    return {
        f"{type(row).__name__}.{index}.{column.key}": getattr(row, column.key)
        for index, row in enumerate(rows)
        if row is not None
        for column in inspect(type(row)).column_attrs
    }


def do_twenty(session: Session, floor: Floor) -> None:
    """Do twenty acts of every kind that can be undone in the middle of a workshop."""
    workshop, me = floor.workshop, floor.account.id
    approve(session, workshop, 1, me)
    for number in (1, 2, 3):
        hide(session, workshop, number, me, "مكرر")
    for minutes in (1, 5, 1, 5):
        extend(session, workshop, minutes, me)
    for number in (1, 2, 3):
        restore(session, workshop, number, me)
    call_last(session, workshop, me)
    floor.press()  # moves to the vote and opens it: two acts
    extend(session, workshop, 5, me)
    call_last(session, workshop, me)
    for number in (2, 3):
        hide(session, workshop, number, me, "خارج الموضوع")
        restore(session, workshop, number, me)


def test_twenty_acts_done_and_undone_leave_the_start(session: Session) -> None:
    floor = Floor(session)
    floor.proposals[0].state = State.HELD
    prepare_vote(session, floor.workshop.id, floor.steps[2].id)
    floor.press(2)
    start = state(session, floor)
    before = latest_acts(session, floor.workshop.id)

    do_twenty(session, floor)
    done = latest_acts(session, floor.workshop.id)
    changed = state(session, floor)
    for _act in range(20):
        undo(session, floor.workshop, newest(session, floor.workshop).id)

    assert len(done) == UNDOABLE == 20
    assert not set(done) & set(before)
    assert changed != start
    assert state(session, floor) == start
    assert latest_acts(session, floor.workshop.id) == before


def test_a_move_gives_back_the_step_with_its_timer(session: Session) -> None:
    floor = Floor(session)
    floor.press()
    progress = floor.desk.progress
    assert progress is not None
    before = (progress.step_id, progress.entered_at, progress.ends_at)
    floor.press()

    undo(session, floor.workshop, newest(session, floor.workshop).id)

    assert (progress.step_id, progress.entered_at, progress.ends_at) == before


def test_a_move_is_not_undone_after_a_later_one(session: Session) -> None:
    floor = Floor(session)
    floor.press(2)
    first = newest(session, floor.workshop)
    vote_step = floor.steps[2]
    floor.press()

    assert floor.desk.step == vote_step
    with pytest.raises(SomethingCameLater):
        undo(session, floor.workshop, first.id)


def test_a_move_is_not_undone_while_its_vote_is_open(session: Session) -> None:
    floor = Floor(session)
    floor.press(3)
    moved = latest_acts(session, floor.workshop.id)[1]

    assert moved.kind == "step.moved"
    with pytest.raises(SomethingCameLater):
        undo(session, floor.workshop, moved.id)


def test_the_opening_stands_once_people_are_in(session: Session) -> None:
    floor = Floor(session)
    floor.press()
    make_seat(session, floor.workshop)

    with pytest.raises(PeopleAreIn):
        undo(session, floor.workshop, newest(session, floor.workshop).id)


def test_an_opening_without_people_is_undone(session: Session) -> None:
    floor = Floor(session)
    start = state(session, floor)
    floor.press()

    undo(session, floor.workshop, newest(session, floor.workshop).id)

    assert state(session, floor) == start


def test_the_end_is_undone_with_the_timer(session: Session) -> None:
    floor = Floor(session)
    floor.press(9)
    before = state(session, floor)
    floor.press()

    undo(session, floor.workshop, newest(session, floor.workshop).id)

    assert state(session, floor) == before


def test_a_vote_with_ballots_stays_open(session: Session) -> None:
    floor = Floor(session)
    token = sit(session, floor.workshop, 1)
    floor.press(3)
    vote = vote_at(session, floor.steps[2].id)
    assert vote is not None
    cast(session, vote, token, BLANK)

    with pytest.raises(BallotsAreIn):
        undo(session, floor.workshop, newest(session, floor.workshop).id)


def test_a_closed_vote_stays_closed_and_says_so(session: Session) -> None:
    floor = Floor(session)
    floor.press(4)
    closed = latest_acts(session, floor.workshop.id)[1]

    assert closed.kind == "vote.closed"
    assert not is_undoable(closed)
    with pytest.raises(CannotBeUndone):
        undo(session, floor.workshop, closed.id)


@pytest.mark.parametrize("shown", [0, 1, 3])
def test_shown_results_are_taken_back_stage_by_stage(
    session: Session, shown: int
) -> None:
    floor = Floor(session)
    floor.press(4 + shown)
    before = state(session, floor)
    floor.press()

    undo(session, floor.workshop, newest(session, floor.workshop).id)

    assert state(session, floor) == before


def test_an_earlier_stage_is_not_undone_before_the_later(session: Session) -> None:
    floor = Floor(session)
    floor.press(5)
    first = newest(session, floor.workshop)
    floor.press()

    with pytest.raises(SomethingCameLater):
        undo(session, floor.workshop, first.id)


def test_an_act_is_undone_once(session: Session) -> None:
    floor = Floor(session)
    floor.press()
    extend(session, floor.workshop, 5, floor.account.id)
    act = newest(session, floor.workshop)
    undo(session, floor.workshop, act.id)

    with pytest.raises(AlreadyUndone):
        undo(session, floor.workshop, act.id)


def test_a_hidden_proposal_that_was_restored_is_not_undone(session: Session) -> None:
    floor = Floor(session)
    hide(session, floor.workshop, 1, floor.account.id, "مكرر")
    hidden = newest(session, floor.workshop)
    restore(session, floor.workshop, 1, floor.account.id)

    with pytest.raises(SomethingCameLater):
        undo(session, floor.workshop, hidden.id)


def test_the_act_of_another_workshop_is_not_there(session: Session) -> None:
    floor, other = Floor(session), Floor(session)
    other.press()

    with pytest.raises(NotFoundHere):
        undo(session, floor.workshop, newest(session, other.workshop).id)


def test_acts_are_named_in_words(session: Session) -> None:
    floor = Floor(session)
    floor.press()
    extend(session, floor.workshop, 5, floor.account.id)
    hide(session, floor.workshop, 2, floor.account.id, "مكرر")

    said = [sentence(act) for act in latest_acts(session, floor.workshop.id)]

    assert said == [
        Sentence("Proposal %(number)d was hidden.", {"number": 2}),
        Sentence(
            (
                "The step was given %(num)d minute more.",
                "The step was given %(num)d minutes more.",
            ),
            {"step": ({}, "reception"), "num": 5},
        ),
        Sentence("The workshop was opened.", {"step": ({}, "reception")}),
    ]


def test_an_act_that_this_list_does_not_know_is_not_undone(session: Session) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    act = Act(workshop_id=workshop.id, account_id=account.id, kind="axis.added")
    session.add(act)
    session.flush()

    assert not is_undoable(act)
    with pytest.raises(NotFoundHere):
        undo(session, workshop, act.id)
