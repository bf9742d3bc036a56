"""Read a workshop's way through its agenda, votes included."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.voting.models import Vote
from facilitator.voting.rules import VoteState
from facilitator.voting.stages import Stage
from facilitator.voting.stops import Stop, place_of, votes_shown_at
from facilitator.workshops.models import Step
from facilitator.workshops.rules import StepKind


def stops_of(session: Session, workshop_id: int) -> list[Stop]:
    """Return the steps that are not skipped, in order, with their votes' states.

    A step for a vote that nobody has prepared counts as prepared.
    """
    rows = session.execute(
        select(Step.id, Step.kind, Step.minutes, Vote.state, Vote.revealed)
        .outerjoin(Vote, Vote.step_id == Step.id)
        .where(Step.workshop_id == workshop_id, Step.skipped.is_(False))
        .order_by(Step.position)
    )
    return [
        Stop(
            row.id,
            row.kind,
            row.minutes,
            _vote_state(row.kind, row.state),
            row.revealed or Stage.HIDDEN,
        )
        for row in rows
    ]


def votes_to_show(session: Session, workshop_id: int, step_id: int) -> list[Vote]:
    """Return the closed votes whose results the step is for, the first first.

    Whether a vote is revealed is not asked here.
    """
    stops = stops_of(session, workshop_id)
    if not stops:
        return []
    wanted = [stop.id for stop in votes_shown_at(stops, place_of(stops, step_id))]
    votes = session.scalars(
        select(Vote).where(
            Vote.workshop_id == workshop_id,
            Vote.step_id.in_(wanted),
            Vote.state == VoteState.CLOSED,
        )
    )
    return sorted(votes, key=lambda vote: wanted.index(vote.step_id or 0))


def _vote_state(kind: StepKind, state: VoteState | None) -> VoteState | None:
    if kind is not StepKind.VOTE:
        return None
    return state or VoteState.PREPARED
