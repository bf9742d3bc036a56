"""One more vote, a second round, and taking both back."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from facilitator.desk.telling import sentence
from facilitator.desk.undo import undo
from facilitator.errors import NotFoundHere, RuleBroken
from facilitator.voting.actions import close_vote, open_vote, reveal, set_up_vote
from facilitator.voting.ballots import cast
from facilitator.voting.opening import fixed_now
from facilitator.voting.preparing import settings_of
from facilitator.voting.queries import result_of, vote_at, votes_of
from facilitator.voting.rounds import (
    Among,
    NotOnThatBallot,
    RoundIsUsed,
    RoundTooEarly,
    add_vote,
    candidates_of,
    second_round,
)
from facilitator.voting.rules import (
    Level,
    Outcome,
    TooFewOptions,
    VoteState,
)
from facilitator.voting.settings import VoteSettings
from facilitator.voting.terms import Terms
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.models import Progress, Step
from facilitator.workshops.moving import NotRunning
from facilitator.workshops.queries import progress_of, step_in, steps_of
from facilitator.workshops.rules import Status, StepKind
from tests.factories import make_step
from tests.voting.rooms import Room, make_room, sit

TOP_TWO = VoteSettings(level=Level.OPEN, terms=Terms(outcome=Outcome.TOP, seats=2))


def kinds(session: Session, room: Room) -> list[str]:
    return [str(step.kind) for step in steps_of(session, room.workshop.id)]


def step_of(session: Session, room: Room) -> Step:
    return step_in(session, room.workshop.id, room.vote.step_id or 0)


def held(
    session: Session, settings: VoteSettings = TOP_TWO, *, shown: bool = True
) -> Room:
    """A vote on five proposals: 1 and 2 lead, 3 and 4 are tied, nobody wants 5."""
    room = make_room(session, options=5, axes=2)
    make_step(session, room.workshop, kind=StepKind.RESULTS)
    set_up_vote(session, room.vote, settings)
    tokens = [sit(session, room.workshop, person) for person in range(3)]
    open_vote(session, room.vote, room.account.id)
    for token, marks in zip(
        tokens, (["P1", "P2"], ["P1", "P2", "P3"], ["P1", "P4"]), strict=True
    ):
        cast(session, room.vote, token, marks)
    close_vote(session, room.vote, room.account.id)
    if shown:
        reveal_whole(session, room)
    return room


def reveal_whole(session: Session, room: Room) -> None:
    for _stage in range(9):
        reveal(session, room.vote, room.account.id)


def test_one_more_vote_comes_after_the_results_of_this_one(session: Session) -> None:
    room = make_room(session)
    make_step(session, room.workshop, kind=StepKind.RESULTS)
    make_step(session, room.workshop, kind=StepKind.CLOSING)

    step = add_vote(session, room.workshop, step_of(session, room), room.account.id)

    assert kinds(session, room) == ["vote", "results", "vote", "results", "closing"]
    assert steps_of(session, room.workshop.id)[2] is step
    assert (step.minutes, step.min_minutes) == (10, 5)
    assert vote_at(session, step.id) is None


def test_one_more_vote_is_taken_back(session: Session) -> None:
    room = make_room(session)
    add_vote(session, room.workshop, step_of(session, room), room.account.id)
    act = latest_acts(session, room.workshop.id)[0]

    undo(session, room.workshop, act.id)

    assert sentence(act).message == "One more vote was added to the agenda."
    assert kinds(session, room) == ["vote"]


def test_a_second_round_is_among_some_and_follows_the_first(session: Session) -> None:
    settings = replace(TOP_TWO, level=Level.OPEN, question={"ar": "ما الأهم؟"}, most=3)
    room = held(session, settings)

    vote = second_round(session, room.workshop, room.vote, [4, 3], room.account.id)

    assert settings_of(vote) == VoteSettings(
        question={"ar": "ما الأهم؟"},
        picked=(3, 4),
        terms=Terms(outcome=Outcome.TOP),
        follows=1,
    )
    assert kinds(session, room) == ["vote", "results", "vote", "results"]
    assert step_in(session, room.workshop.id, vote.step_id or 0).title == {
        "ar": "الجولة الثانية من التصويت",
        "fr": "Second tour du vote",
        "en": "Second round of the vote",
    }
    spec, _ids = fixed_now(session, vote)
    assert [option.number for option in spec.options] == [3, 4]


def test_a_third_round_has_another_name(session: Session) -> None:
    room = held(session)
    room.vote.follows = 1

    vote = second_round(session, room.workshop, room.vote, [1, 2], room.account.id)

    step = step_in(session, room.workshop.id, vote.step_id or 0)
    assert step.title["fr"] == "Tour suivant du vote"


def test_a_second_round_comes_where_the_workshop_stands(session: Session) -> None:
    room = held(session)
    later = make_step(session, room.workshop, kind=StepKind.DISCUSSION)
    make_step(session, room.workshop, kind=StepKind.CLOSING)
    session.get_one(Progress, room.workshop.id).step = later

    second_round(session, room.workshop, room.vote, [1, 2], room.account.id)

    assert kinds(session, room) == [
        *("vote", "results", "discussion"),
        *("vote", "results", "closing"),
    ]


def test_a_second_round_keeps_how_many_win_when_somebody_loses(
    session: Session,
) -> None:
    room = held(session)

    vote = second_round(session, room.workshop, room.vote, [1, 2, 3], room.account.id)

    assert settings_of(vote).terms.seats == 2


@pytest.mark.parametrize(
    ("numbers", "why"),
    [([1, 9], NotOnThatBallot), ([1], TooFewOptions), ([], TooFewOptions)],
)
def test_a_second_round_is_among_what_was_voted_on(
    session: Session, numbers: list[int], why: type[RuleBroken]
) -> None:
    room = held(session)

    with pytest.raises(why):
        second_round(session, room.workshop, room.vote, numbers, room.account.id)

    assert len(votes_of(session, room.workshop.id)) == 1


def test_a_second_round_waits_for_the_room_to_see_the_first(session: Session) -> None:
    room = held(session, shown=False)

    with pytest.raises(RoundTooEarly):
        second_round(session, room.workshop, room.vote, [1, 2], room.account.id)


def test_a_workshop_that_has_ended_has_no_further_vote(session: Session) -> None:
    room = held(session)
    room.workshop.status = Status.ENDED
    session.flush()

    with pytest.raises(NotRunning):
        add_vote(session, room.workshop, step_of(session, room), room.account.id)
    with pytest.raises(NotRunning):
        second_round(session, room.workshop, room.vote, [1, 2], room.account.id)


def test_a_second_round_is_taken_back_with_its_vote(session: Session) -> None:
    room = held(session)
    second_round(session, room.workshop, room.vote, [1, 2], room.account.id)
    act = latest_acts(session, room.workshop.id)[0]

    undo(session, room.workshop, act.id)

    assert sentence(act).values == {"vote": 1}
    assert kinds(session, room) == ["vote", "results"]
    assert votes_of(session, room.workshop.id) == [room.vote]


def test_a_round_that_is_open_stays(session: Session) -> None:
    room = held(session)
    vote = second_round(session, room.workshop, room.vote, [1, 2], room.account.id)
    act = latest_acts(session, room.workshop.id)[0]
    open_vote(session, vote, room.account.id)

    with pytest.raises(RoundIsUsed):
        undo(session, room.workshop, act.id)

    assert vote.state is VoteState.OPEN


def test_a_round_at_which_the_workshop_stands_stays(session: Session) -> None:
    room = held(session)
    vote = second_round(session, room.workshop, room.vote, [1, 2], room.account.id)
    act = latest_acts(session, room.workshop.id)[0]
    progress = progress_of(session, room.workshop.id)
    assert progress
    progress.step = step_in(session, room.workshop.id, vote.step_id or 0)
    session.flush()

    with pytest.raises(RoundIsUsed):
        undo(session, room.workshop, act.id)


def test_the_winners_are_proposed_for_a_second_round(session: Session) -> None:
    found = candidates_of(result_of(held(session).vote))

    assert found.groups == {Among.WINNERS: (1, 2), Among.VOTED: (1, 2, 3, 4)}
    assert found.proposed is Among.WINNERS


def test_where_the_lot_decided_those_tied_are_proposed(session: Session) -> None:
    three = replace(TOP_TWO, terms=Terms(outcome=Outcome.TOP, seats=3, hard=True))

    found = candidates_of(result_of(held(session, three).vote))

    assert found.groups[Among.TIED] == (3, 4)
    assert len(found.groups[Among.WINNERS]) == 3
    assert found.proposed is Among.TIED


def test_where_nobody_wins_the_first_ones_are_proposed(session: Session) -> None:
    found = candidates_of(result_of(held(session, VoteSettings()).vote))

    assert found.groups == {Among.FIRST: (1, 2, 3, 4), Among.VOTED: (1, 2, 3, 4)}
    assert found.proposed is Among.FIRST


def test_one_alone_that_got_votes_is_all_there_is(session: Session) -> None:
    room = make_room(session, options=3)
    token = sit(session, room.workshop, 1)
    open_vote(session, room.vote, room.account.id)
    cast(session, room.vote, token, ["P2"])
    close_vote(session, room.vote, room.account.id)

    found = candidates_of(result_of(room.vote))

    assert found.groups == {Among.VOTED: (2,)}
    assert found.proposed is Among.VOTED


def test_settings_name_what_the_workshop_has(session: Session) -> None:
    room = make_room(session)

    for settings in (VoteSettings(picked=(1, 99)), VoteSettings(follows=7)):
        with pytest.raises(NotFoundHere):
            set_up_vote(session, room.vote, settings)
