"""Preparing, opening, closing and showing a vote, on both databases."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.live.actions import announced
from facilitator.proposals.rules import State
from facilitator.voting.actions import (
    close_vote,
    conceal,
    open_vote,
    prepare_vote,
    reveal,
    set_up_vote,
    undo_opening,
)
from facilitator.voting.ballots import cast, published
from facilitator.voting.models import Vote, VoteOption
from facilitator.voting.queries import (
    ballots_in,
    options_of,
    public_result,
    result_of,
    spec_of,
    vote_at,
    vote_in,
    votes_of,
)
from facilitator.voting.results import FIGURES
from facilitator.voting.rules import (
    BLANK,
    BallotsAreIn,
    TooFewMarks,
    TooFewOptions,
    VoteIsClosed,
    VoteIsFixed,
    VoteNotOpen,
    VoteState,
    VoteStillOpen,
)
from facilitator.voting.sealing import canonical, closing_hash, opening_hash
from facilitator.voting.settings import VoteSettings
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.rules import StepKind
from tests.factories import (
    make_axis,
    make_open_workshop,
    make_proposal,
    make_seat,
    make_step,
)
from tests.voting.rooms import make_open_room, make_room, sit


def kinds(session: Session, vote: Vote) -> list[str]:
    return [act.kind for act in latest_acts(session, vote.workshop_id)]


def test_a_step_has_one_vote(session: Session) -> None:
    room = make_room(session)

    again = prepare_vote(session, room.workshop.id, room.vote.step_id or 0)

    assert again is room.vote
    assert votes_of(session, room.workshop.id) == [room.vote]
    assert vote_at(session, room.vote.step_id or 0) is room.vote


def test_votes_are_numbered_within_their_workshop(session: Session) -> None:
    room = make_room(session)
    second = make_step(session, room.workshop, kind=StepKind.VOTE)

    assert prepare_vote(session, room.workshop.id, second.id).number == 2
    assert make_room(session).vote.number == 1


def test_nobody_votes_at_a_step_of_another_kind_or_workshop(session: Session) -> None:
    room = make_room(session)
    writing = make_step(session, room.workshop)
    elsewhere = make_step(session, make_open_workshop(session), kind=StepKind.VOTE)

    for step in (writing, elsewhere):
        with pytest.raises(NotFoundHere):
            prepare_vote(session, room.workshop.id, step.id)


def test_setting_up_checks_its_values(session: Session) -> None:
    room = make_room(session)
    foreign = make_axis(session, make_open_workshop(session))

    with pytest.raises(TooFewMarks):
        set_up_vote(session, room.vote, VoteSettings(most=0))
    with pytest.raises(NotFoundHere):
        set_up_vote(session, room.vote, VoteSettings(most=1, axis_id=foreign.id))


def test_an_open_vote_cannot_be_set_up_again(session: Session) -> None:
    room = make_open_room(session)

    with pytest.raises(VoteIsFixed):
        set_up_vote(session, room.vote, VoteSettings(question={"ar": "؟"}, most=1))


def test_opening_fixes_what_everybody_sees_at_that_moment(session: Session) -> None:
    room = make_room(session, options=3, axes=1)
    make_seat(session, room.workshop)
    room.proposals[2].state = State.HIDDEN
    held = make_proposal(session, room.proposals[0].axis, state=State.HELD)

    open_vote(session, room.vote, room.account.id)
    room.proposals[0].title = "changed later"
    make_proposal(session, room.proposals[0].axis)

    spec = spec_of(room.vote)
    assert [o.number for o in options_of(room.vote)] == [1, 2]
    assert spec.options[0].title != "changed later"
    assert held.number not in [option.number for option in spec.options]
    assert (spec.most, spec.tokens, spec.scope) == (2, 1, None)
    assert room.vote.opening_hash == opening_hash(room.vote.spec or "")
    assert kinds(session, room.vote) == ["vote.opened"]
    assert (room.workshop.id, "votes") in announced(session)


def test_a_vote_within_one_axis_has_the_options_of_that_axis(session: Session) -> None:
    room = make_room(session, options=5, axes=2)
    axis_id = room.proposals[0].axis_id
    set_up_vote(session, room.vote, VoteSettings(most=9, axis_id=axis_id))

    open_vote(session, room.vote, room.account.id)

    spec = spec_of(room.vote)
    assert [option.number for option in spec.options] == [1, 3, 5]
    assert [axis.number for axis in spec.axes] == [1]
    assert (spec.scope, spec.most) == (1, 3)


def test_one_proposal_is_nothing_to_choose_between(session: Session) -> None:
    room = make_room(session, options=1, axes=1)

    with pytest.raises(TooFewOptions):
        open_vote(session, room.vote, room.account.id)


def test_opening_twice_changes_nothing(session: Session) -> None:
    room = make_open_room(session)
    before = (room.vote.spec, room.vote.opened_at)
    make_proposal(session, room.proposals[0].axis)

    open_vote(session, room.vote, room.account.id)

    assert (room.vote.spec, room.vote.opened_at) == before
    assert kinds(session, room.vote) == ["vote.opened"]


def test_an_opening_without_ballots_can_be_undone(session: Session) -> None:
    room = make_open_room(session)

    undo_opening(session, room.vote)
    undo_opening(session, room.vote)

    assert room.vote.state is VoteState.PREPARED
    assert session.scalar(select(func.count()).select_from(VoteOption)) == 0
    with pytest.raises(VoteNotOpen):
        options_of(room.vote)
    open_vote(session, room.vote, room.account.id)
    assert len(options_of(room.vote)) == 4


def test_an_opening_with_ballots_stands(session: Session) -> None:
    room = make_open_room(session)
    cast(session, room.vote, sit(session, room.workshop, 1), BLANK)

    with pytest.raises(BallotsAreIn) as refused:
        undo_opening(session, room.vote)

    assert refused.value.params == {"num": 1}


def test_closing_counts_once_and_keeps_how(session: Session) -> None:
    room = make_open_room(session)
    tokens = [sit(session, room.workshop, n) for n in range(5)]
    for token, choice in zip(
        tokens, [["P2"], ["P2", "P4"], ["P4"], BLANK], strict=False
    ):
        cast(session, room.vote, token, choice)

    close_vote(session, room.vote, room.account.id)

    result = result_of(room.vote)
    assert (result.present, result.tokens, result.ballots, result.blank) == (5, 5, 4, 1)
    assert [(s.option.number, s.votes, s.rank, s.tied) for s in result.standings] == [
        (2, 2, 1, True),
        (4, 2, 1, True),
        (1, 0, None, False),
        (3, 0, None, False),
    ]
    assert [[s.option.id for s in tie] for tie in result.ties] == [["P2", "P4"]]
    assert result.closing_hash == closing_hash(
        result.opening_hash,
        [(code, canonical(said)) for code, said in published(session, room.vote)],
        figures={name: (room.vote.result or {})[name] for name in FIGURES},
    )
    assert kinds(session, room.vote) == ["vote.closed", "vote.opened"]
    assert (room.workshop.id, "result") in announced(session)


def test_closing_a_vote_without_ballots(session: Session) -> None:
    room = make_open_room(session)

    close_vote(session, room.vote, room.account.id)

    result = result_of(room.vote)
    assert (result.ballots, result.blank) == (0, 0)
    assert {standing.rank for standing in result.standings} == {None}


def test_closing_twice_changes_nothing(session: Session) -> None:
    room = make_open_room(session)
    close_vote(session, room.vote, room.account.id)
    before = (room.vote.closed_at, room.vote.closing_hash)

    close_vote(session, room.vote, room.account.id)

    assert (room.vote.closed_at, room.vote.closing_hash) == before
    assert kinds(session, room.vote) == ["vote.closed", "vote.opened"]
    with pytest.raises(VoteIsClosed):
        open_vote(session, room.vote, room.account.id)
    with pytest.raises(VoteIsClosed):
        undo_opening(session, room.vote)


def test_a_second_vote_is_chained_to_the_first(session: Session) -> None:
    room = make_open_room(session)
    close_vote(session, room.vote, room.account.id)
    step = make_step(session, room.workshop, kind=StepKind.VOTE)
    second = prepare_vote(session, room.workshop.id, step.id)

    open_vote(session, second, room.account.id)

    assert spec_of(second).previous == room.vote.closing_hash


def test_nothing_of_an_open_vote_can_be_read(session: Session) -> None:
    room = make_open_room(session)
    cast(session, room.vote, sit(session, room.workshop, 1), ["P1"])

    for read in (result_of, lambda vote: published(session, vote)):
        with pytest.raises(VoteStillOpen):
            read(room.vote)
    with pytest.raises(VoteStillOpen):
        reveal(session, room.vote, room.account.id)
    assert public_result(room.vote) is None
    assert ballots_in(session, room.vote.id) == 1


def test_an_object_that_only_says_closed_opens_no_ballot(session: Session) -> None:
    room = make_open_room(session)
    cast(session, room.vote, sit(session, room.workshop, 1), ["P1"])
    session.commit()
    session.expunge(room.vote)
    room.vote.state = VoteState.CLOSED

    assert published(session, room.vote) == []


def test_the_result_is_shown_and_taken_back(session: Session) -> None:
    room = make_open_room(session)
    close_vote(session, room.vote, room.account.id)
    assert public_result(room.vote) is None

    reveal(session, room.vote, room.account.id)
    reveal(session, room.vote, room.account.id)
    assert public_result(room.vote) == result_of(room.vote)
    assert kinds(session, room.vote).count("vote.revealed") == 1

    conceal(session, room.vote)
    assert public_result(room.vote) is None


def test_a_vote_of_another_workshop_is_not_there(session: Session) -> None:
    room = make_room(session)
    elsewhere = make_open_workshop(session)

    assert vote_in(session, room.workshop.id, 1) is room.vote
    with pytest.raises(NotFoundHere):
        vote_in(session, elsewhere.id, 1)
