"""Two facilitators who act at the same time, on both databases.

Each race is run many times: what goes wrong seldom goes wrong in a large room.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from facilitator.desk import actions, undo
from facilitator.desk.queries import Desk
from facilitator.proposals.models import Proposal
from facilitator.proposals.moderating import approve, hide, restore
from facilitator.proposals.rules import State
from facilitator.voting.actions import close_vote, open_vote, reveal, undo_opening
from facilitator.voting.ballots import cast, count_ballots
from facilitator.voting.models import Vote, VoteOption
from facilitator.voting.rules import BallotsAreIn, VoteNotOpen, VoteState
from facilitator.voting.spec import read_spec
from facilitator.workshops.acts import AlreadyUndone
from facilitator.workshops.models import Act, Progress
from facilitator.workshops.moving import extend
from facilitator.workshops.queries import workshop_of
from tests.racing import race
from tests.voting.rooms import Room, make_open_room, make_room, sit

TIMES = 15
Do = Callable[[Session], object]


def acts_of(session: Session, room: Room, kind: str) -> list[Act]:
    session.commit()
    return list(
        session.scalars(
            select(Act).where(Act.workshop_id == room.workshop.id, Act.kind == kind)
        )
    )


def state_of(session: Session, room: Room) -> VoteState | None:
    session.commit()
    return session.scalar(select(Vote.state).where(Vote.id == room.vote.id))


def end_of(session: Session, room: Room) -> datetime:
    session.commit()
    found = select(Progress.ends_at).where(Progress.workshop_id == room.workshop.id)
    return session.scalars(found).one()


def on_vote(room: Room, act: Callable[..., object], *more: object) -> Do:
    """Let `act` begin with the lock of the vote alone."""
    vote = room.vote.id
    return lambda session: act(session, session.get_one(Vote, vote), *more)


def on_workshop(room: Room, act: Callable[..., object], *more: object) -> Do:
    """Let `act` begin as every page does: with the lock of the workshop."""
    account, code = room.account.id, room.workshop.code

    def do(session: Session) -> object:
        workshop = workshop_of(session, account, code, lock=True)
        return act(session, workshop, *more)

    return do


def pressing(room: Room, here: str) -> Do:
    return on_workshop(room, actions.press, here, room.account.id)


def test_two_who_press_at_once_make_one_move(engine: Engine, session: Session) -> None:
    for _ in range(TIMES):
        room = make_room(session)
        here = Desk(session, room.workshop).here
        session.commit()

        outcomes = race(engine, *[pressing(room, here)] * 4)

        assert outcomes == [None] * 4
        assert len(acts_of(session, room, "vote.opened")) == 1


def test_two_openings_and_two_closings_leave_one_result(
    engine: Engine, session: Session
) -> None:
    for _ in range(TIMES):
        room = make_room(session)
        session.commit()
        opening = on_vote(room, open_vote, room.account.id)
        closing = on_vote(room, close_vote, room.account.id)

        assert race(engine, opening, opening, opening) == [None] * 3
        assert race(engine, closing, closing, closing) == [None] * 3

        assert len(acts_of(session, room, "vote.opened")) == 1
        assert len(acts_of(session, room, "vote.closed")) == 1
        session.refresh(room.vote)
        assert (room.vote.state, room.vote.result["ballots"]) == (VoteState.CLOSED, 0)


def test_hiding_against_the_opening_is_on_the_ballot_or_not(
    engine: Engine, session: Session
) -> None:
    for _ in range(TIMES):
        room = make_room(session)
        session.commit()
        hiding = [on_workshop(room, hide, n, room.account.id, "مكرر") for n in (4, 3)]
        opening = on_vote(room, open_vote, room.account.id)

        outcomes = race(engine, hiding[0], opening, hiding[1], opening)

        session.commit()
        session.refresh(room.vote)
        spec = read_spec(room.vote.spec or "")
        options = session.scalar(
            select(func.count()).where(VoteOption.vote_id == room.vote.id)
        )
        states = session.scalars(
            select(Proposal.state)
            .where(Proposal.workshop_id == room.workshop.id)
            .order_by(Proposal.number)
        ).all()
        assert [out for out in outcomes if isinstance(out, BaseException)] == []
        assert states == [State.SHOWN, State.SHOWN, State.HIDDEN, State.HIDDEN]
        assert options == len(spec.options) >= 2


def test_pressing_against_hiding_and_undoing_never_locks_up(
    engine: Engine, session: Session
) -> None:
    for _ in range(TIMES):
        room = make_room(session)
        hide(session, room.workshop, 4, room.account.id, "مكرر")
        session.commit()
        (act,) = acts_of(session, room, "proposal.hidden")
        here = Desk(session, room.workshop).here
        session.commit()

        outcomes = race(
            engine,
            pressing(room, here),
            on_workshop(room, undo.undo, act.id),
            on_workshop(room, hide, 3, room.account.id, "مكرر"),
            on_workshop(room, restore, 4, room.account.id),
            on_workshop(room, extend, 5, room.account.id),
        )

        assert [out for out in outcomes if isinstance(out, BaseException)] == []
        session.commit()
        assert state_of(session, room) is VoteState.OPEN


def test_an_act_is_undone_once(engine: Engine, session: Session) -> None:
    for _ in range(TIMES):
        room = make_room(session)
        hide(session, room.workshop, 4, room.account.id, "مكرر")
        session.commit()
        (act,) = acts_of(session, room, "proposal.hidden")
        session.commit()

        outcomes = race(engine, *[on_workshop(room, undo.undo, act.id)] * 3)

        assert sorted(outcomes, key=str) == [AlreadyUndone, AlreadyUndone, None]
        session.commit()
        assert (
            session.scalar(
                select(Proposal.state).where(Proposal.id == room.proposals[3].id)
            )
            is State.SHOWN
        )


def test_a_ballot_against_taking_the_opening_back(
    engine: Engine, session: Session
) -> None:
    for _ in range(TIMES):
        room = make_open_room(session)
        token = sit(session, room.workshop, 1)
        session.commit()

        voted, undone = race(
            engine,
            on_vote(room, cast, token, ["P1"]),
            on_vote(room, undo_opening),
        )

        session.commit()
        session.refresh(room.vote)
        ballots = count_ballots(session, room.vote.id)
        was_quicker = undone is BallotsAreIn
        assert (voted is VoteNotOpen, undone) in [(False, BallotsAreIn), (True, None)]
        assert room.vote.state is (
            VoteState.OPEN if was_quicker else VoteState.PREPARED
        )
        assert ballots == (1 if was_quicker else 0)


def test_a_result_is_shown_once(engine: Engine, session: Session) -> None:
    for _ in range(TIMES):
        room = make_open_room(session)
        close_vote(session, room.vote, room.account.id)
        session.commit()

        outcomes = race(engine, *[on_vote(room, reveal, room.account.id)] * 3)

        assert outcomes == [None] * 3
        assert len(acts_of(session, room, "vote.revealed")) == 1


def test_minutes_given_at_once_all_count(engine: Engine, session: Session) -> None:
    for _ in range(TIMES):
        room = make_room(session)
        extend(session, room.workshop, 1, room.account.id)
        session.commit()
        before = end_of(session, room)
        session.commit()

        race(engine, *[on_workshop(room, extend, 5, room.account.id)] * 3)

        after = end_of(session, room)
        assert (after - before).total_seconds() == 15 * 60


def test_a_held_proposal_is_approved_or_hidden(
    engine: Engine, session: Session
) -> None:
    for _ in range(TIMES):
        room = make_room(session)
        room.proposals[3].state = State.HELD
        session.commit()

        outcomes = race(
            engine,
            on_workshop(room, approve, 4, room.account.id),
            on_workshop(room, hide, 4, room.account.id, "مكرر"),
            on_workshop(room, approve, 4, room.account.id),
        )

        assert [out for out in outcomes if isinstance(out, BaseException)] == []
        session.commit()
        session.refresh(room.proposals[3])
        assert room.proposals[3].state is State.HIDDEN
        assert len(acts_of(session, room, "proposal.hidden")) == 1
