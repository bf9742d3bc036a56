"""What a vote is set to: read it, check it in its workshop, write it."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.axes.queries import axes_of, axis_in
from facilitator.errors import NotFoundHere
from facilitator.proposals.models import Proposal
from facilitator.voting.models import Vote
from facilitator.voting.queries import next_number, vote_in, votes_of
from facilitator.voting.rules import VoteState
from facilitator.voting.settings import VoteSettings
from facilitator.voting.terms import read_terms
from facilitator.workshops.queries import steps_of


def settings_of(vote: Vote) -> VoteSettings:
    """Return what a vote is set to."""
    return VoteSettings(
        question=vote.question,
        method=vote.method,
        level=vote.level,
        most=vote.most,
        axis_id=vote.axis_id,
        picked=None if vote.picked is None else tuple(vote.picked),
        terms=read_terms(vote.terms or {}),
        follows=vote.follows,
    )


def put_settings(vote: Vote, settings: VoteSettings) -> None:
    """Write what a vote is set to; nothing is checked."""
    vote.question = dict(settings.question)
    vote.method, vote.level = settings.method, settings.level
    vote.most, vote.axis_id = settings.most, settings.axis_id
    vote.picked = None if settings.picked is None else sorted(settings.picked)
    vote.terms = settings.terms.plain()
    vote.follows = settings.follows


def unsaved_vote(
    session: Session, workshop_id: int, step_id: int, settings: VoteSettings
) -> Vote:
    """Return a vote that nobody has prepared yet, to look at what it would be."""
    vote = Vote(
        workshop_id=workshop_id,
        step_id=step_id,
        number=next_number(session, workshop_id),
        key=f"step {step_id}",  # so it looks the same each time
        state=VoteState.PREPARED,
    )
    put_settings(vote, settings)
    return vote


def require_here(session: Session, workshop_id: int, settings: VoteSettings) -> None:
    """Refuse settings that name what the workshop does not have.

    Raises:
        NotFoundHere: no such axis, proposal, or vote to follow.
    """
    if settings.axis_id is not None:
        axis_in(session, workshop_id, settings.axis_id)
    if set(settings.picked or ()) - _numbers(session, workshop_id, settings):
        raise NotFoundHere()
    if settings.follows is not None:
        vote_in(session, workshop_id, settings.follows)


def fitting(session: Session, workshop_id: int, settings: VoteSettings) -> VoteSettings:
    """Return settings of another time without what is no longer there."""
    there = {axis.id for axis in axes_of(session, workshop_id)}
    found = settings
    if settings.axis_id not in there:
        found = replace(found, axis_id=None)
    if settings.picked is not None:
        numbers = _numbers(session, workshop_id, settings)
        found = replace(found, picked=tuple(n for n in settings.picked if n in numbers))
    return found


def _numbers(session: Session, workshop_id: int, settings: VoteSettings) -> set[int]:
    """Return which of the picked numbers are proposals of the workshop."""
    if not settings.picked:
        return set()
    found = session.scalars(
        select(Proposal.number).where(
            Proposal.workshop_id == workshop_id,
            Proposal.number.in_(settings.picked),
        )
    )
    return {number for number in found if number is not None}


def copy_votes(session: Session, source_id: int, target_id: int) -> None:
    """Prepare the votes of a workshop in its copy, which has the same steps and axes.

    Whether they were held does not matter. Proposals and rounds are not copied, so
    lists of proposals and further rounds are not either.
    """
    votes = {vote.step_id: vote for vote in votes_of(session, source_id)}
    steps = zip(steps_of(session, source_id), steps_of(session, target_id), strict=True)
    axes = zip(axes_of(session, source_id), axes_of(session, target_id), strict=True)
    axis_ids = {old.id: new.id for old, new in axes}
    for old, new in steps:
        if vote := votes.get(old.id):
            settings = settings_of(vote)
            axis_id = axis_ids[vote.axis_id] if vote.axis_id else None
            copied = replace(settings, axis_id=axis_id, picked=None, follows=None)
            session.add(unsaved_vote(session, target_id, new.id, copied))
            session.flush()  # the next one's number follows from it
