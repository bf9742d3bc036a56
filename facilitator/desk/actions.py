"""Press the one button, pass a vote over, go back."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.desk.queries import Desk
from facilitator.desk.rules import Move, MoveKind
from facilitator.errors import N_, NotFoundHere, RuleBroken
from facilitator.voting.actions import close_vote, open_vote, prepare_vote, reveal
from facilitator.voting.models import Vote
from facilitator.voting.queries import vote_at
from facilitator.voting.rules import VoteState
from facilitator.voting.stages import Stage
from facilitator.workshops.models import Workshop
from facilitator.workshops.moving import (
    end_workshop,
    go_to,
    lock_running,
    open_workshop,
)
from facilitator.workshops.queries import step_in


class NoAxisYet(RuleBroken):
    """People would have nothing to propose under."""

    message = N_("Add at least one axis before you open the workshop.")


class VoteIsRunning(RuleBroken):
    """Everybody is voting: nobody is led elsewhere meanwhile."""

    message = N_("The vote is open. Close it before you go to another step.")


def open_for_all(session: Session, workshop: Workshop, account_id: int) -> None:
    """Let people join.

    Raises:
        NoAxisYet: it has no axis.
        RuleBroken: see `workshops.moving.open_workshop`.
    """
    axes = select(func.count()).select_from(Axis)
    if not session.scalar(axes.where(Axis.workshop_id == workshop.id)):
        raise NoAxisYet()
    open_workshop(session, workshop, account_id)


def press(
    session: Session, workshop: Workshop, here: str, account_id: int
) -> Vote | None:
    """Make the next move from `here`; return the vote that it closed, if any.

    When the workshop stands elsewhere meanwhile (a second tap, a colleague was
    quicker) nothing is done: the page shows where it stands.

    Raises:
        RuleBroken: a vote with too few proposals, a workshop without axes…
    """
    session.refresh(workshop, ["status"], with_for_update={"key_share": True})
    desk = Desk(session, workshop)
    if desk.here != here:
        return None
    return _make(session, workshop, desk.move, account_id)


def go_elsewhere(
    session: Session, workshop: Workshop, step_id: int, account_id: int
) -> None:
    """Go to any step of the agenda, past a vote or back.

    Raises:
        VoteIsRunning: a vote is open.
        NotFoundHere: the step is not in this workshop.
    """
    progress = lock_running(session, workshop)
    if Desk(session, workshop).open_vote and step_id != progress.step_id:
        raise VoteIsRunning()
    _go(session, workshop, step_id, account_id)


def _make(
    session: Session, workshop: Workshop, move: Move, account_id: int
) -> Vote | None:
    match move.kind:
        case MoveKind.OPEN_WORKSHOP:
            open_for_all(session, workshop, account_id)
        case MoveKind.GO_ON:
            _go(session, workshop, move.to, account_id)
        case MoveKind.OPEN_VOTE:
            _go(session, workshop, move.to, account_id)
            vote = prepare_vote(session, workshop.id, move.vote_at or 0)
            open_vote(session, vote, account_id)
        case MoveKind.CLOSE_VOTE:
            vote = _vote_at(session, move)
            close_vote(session, vote, account_id)
            _go(session, workshop, move.to, account_id)
            return vote if vote.state is VoteState.CLOSED else None
        case MoveKind.SHOW_RESULTS:
            stage = move.stage or Stage.ALL
            reveal(session, _vote_at(session, move), account_id, stage)
        case MoveKind.END_WORKSHOP:
            end_workshop(session, workshop, account_id)
        case MoveKind.REPORT:
            pass
    return None


def _go(
    session: Session, workshop: Workshop, step_id: int | None, account_id: int
) -> None:
    step = step_in(session, workshop.id, step_id or 0)
    go_to(session, workshop, step, account_id)


def _vote_at(session: Session, move: Move) -> Vote:
    vote = vote_at(session, move.vote_at or 0)
    if vote is None:
        raise NotFoundHere()
    return vote
