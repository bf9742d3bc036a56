"""The one button, passing a vote over, and going back."""

import pytest
from sqlalchemy.orm import Session

from facilitator.desk.actions import (
    NoAxisYet,
    VoteIsRunning,
    go_elsewhere,
    open_for_all,
    press,
)
from facilitator.desk.rules import MoveKind
from facilitator.errors import NotFoundHere
from facilitator.voting.queries import vote_at
from facilitator.voting.rules import TooFewOptions, VoteState
from facilitator.voting.stages import Stage
from facilitator.workshops.rules import Status, StepKind
from tests.desk.floor import Floor
from tests.factories import make_account, make_seat, make_step, make_workshop


def test_one_control_runs_everything_from_lobby_to_report(session: Session) -> None:
    floor = Floor(session)
    said = []

    while (move := floor.desk.move).kind is not MoveKind.REPORT:
        said.append(move.kind.value)
        floor.press()

    assert said == [
        *("open-workshop", "go-on", "open-vote", "close-vote"),
        *(*["show-results"] * 4, "go-on", "end-workshop"),
    ]
    vote = vote_at(session, floor.steps[2].id)
    assert vote is not None
    assert (vote.state, vote.revealed) == (VoteState.CLOSED, Stage.ALL)
    assert floor.workshop.status is Status.ENDED


def test_a_second_tap_does_nothing(session: Session) -> None:
    floor = Floor(session)
    floor.press()
    seen = floor.desk.here

    for _tap in range(2):
        press(session, floor.workshop, seen, floor.account.id)

    step = floor.desk.step
    assert step is not None
    assert step.id == floor.steps[1].id


def test_a_workshop_without_an_axis_is_not_opened(session: Session) -> None:
    account = make_account(session)
    workshop = make_workshop(session, account)
    make_step(session, workshop)

    with pytest.raises(NoAxisYet):
        open_for_all(session, workshop, account.id)


def test_a_vote_on_one_proposal_is_refused_and_can_be_passed_over(
    session: Session,
) -> None:
    floor = Floor(session, proposals=1)
    floor.press(2)
    beyond = floor.desk.beyond
    assert beyond is not None

    with pytest.raises(TooFewOptions):
        floor.press()
    go_elsewhere(session, floor.workshop, beyond.id, floor.account.id)

    assert beyond.kind is StepKind.CLOSING
    assert floor.desk.move.kind is MoveKind.END_WORKSHOP


def test_nobody_is_led_away_from_an_open_vote(session: Session) -> None:
    floor = Floor(session)
    floor.press(3)

    with pytest.raises(VoteIsRunning):
        go_elsewhere(session, floor.workshop, floor.steps[0].id, floor.account.id)

    assert floor.desk.back is None


def test_the_workshop_goes_back_a_step(session: Session) -> None:
    floor = Floor(session)
    floor.press(2)
    back = floor.desk.back
    assert back is not None

    go_elsewhere(session, floor.workshop, back.id, floor.account.id)

    assert floor.desk.step == floor.steps[0]
    assert floor.desk.back is None


def test_the_step_of_another_workshop_is_not_there(session: Session) -> None:
    floor = Floor(session)
    floor.press()
    elsewhere = make_step(session, make_workshop(session))

    with pytest.raises(NotFoundHere):
        go_elsewhere(session, floor.workshop, elsewhere.id, floor.account.id)


def test_the_desk_counts_who_has_not_voted(session: Session) -> None:
    floor = Floor(session)
    for _person in range(3):
        make_seat(session, floor.workshop)
    floor.press(3)

    ballots = floor.desk.ballots

    assert ballots is not None
    assert (ballots.voted, ballots.people, ballots.missing) == (0, 3, 3)


def test_without_an_open_vote_no_ballots_are_counted(session: Session) -> None:
    floor = Floor(session)
    floor.press(2)

    assert floor.desk.ballots is None


def test_a_vote_opened_by_going_back_to_its_step_can_be_closed(
    session: Session,
) -> None:
    floor = Floor(session)
    floor.press()

    go_elsewhere(session, floor.workshop, floor.steps[2].id, floor.account.id)
    floor.press(2)

    assert floor.desk.step == floor.steps[3]
    assert floor.desk.move.kind is MoveKind.SHOW_RESULTS
