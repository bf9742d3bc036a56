"""Read votes and results. Nothing here can read an open vote's ballots."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.errors import NotFoundHere
from facilitator.participants.queries import count_seats
from facilitator.release import version
from facilitator.slips.models import Slip
from facilitator.slips.queries import count_slips
from facilitator.slips.rules import SlipState
from facilitator.voting.ballots import count_ballots, published
from facilitator.voting.models import SlipUse, Vote
from facilitator.voting.publishing import Closed, bundle
from facilitator.voting.results import Result, read_tallies, standings
from facilitator.voting.rules import Level, VoteNotOpen, VoteState, VoteStillOpen
from facilitator.voting.spec import Option, Spec, read_spec
from facilitator.voting.stages import Stage
from facilitator.voting.uses import count_uses


def votes_of(session: Session, workshop_id: int) -> Sequence[Vote]:
    """Return the votes of a workshop by number."""
    return session.scalars(
        select(Vote).where(Vote.workshop_id == workshop_id).order_by(Vote.number)
    ).all()


def vote_at(session: Session, step_id: int) -> Vote | None:
    """Return the vote of a step of the agenda, None before it is prepared."""
    return session.scalars(
        select(Vote).where(Vote.step_id == step_id).order_by(Vote.number).limit(1)
    ).first()


def vote_in(session: Session, workshop_id: int, number: int) -> Vote:
    """Return a vote of the workshop by its number.

    Raises:
        NotFoundHere: the workshop has none with this number.
    """
    vote = session.scalar(
        select(Vote).where(Vote.workshop_id == workshop_id, Vote.number == number)
    )
    if vote is None:
        raise NotFoundHere()
    return vote


def open_vote_of(session: Session, workshop_id: int) -> Vote | None:
    """Return the vote that is running, None when there is none."""
    return session.scalars(
        select(Vote).where(
            Vote.workshop_id == workshop_id, Vote.state == VoteState.OPEN
        )
    ).first()


def ballots_in(session: Session, vote_id: int) -> int:
    """Return how many people have voted: all that an open vote may tell."""
    return count_ballots(session, vote_id)


def spec_of(vote: Vote) -> Spec:
    """Return what the opening fixed.

    Raises:
        VoteNotOpen: it has not been opened.
    """
    if vote.spec is None:
        raise VoteNotOpen()
    return read_spec(vote.spec)


def options_of(vote: Vote) -> tuple[Option, ...]:
    """Return what is put to the vote, in number order, as the opening fixed it.

    Raises:
        VoteNotOpen: it has not been opened.
    """
    return spec_of(vote).options


def result_of(vote: Vote) -> Result:
    """Return the outcome of a vote, for its facilitators and the report.

    Raises:
        VoteStillOpen: the vote is not closed.
    """
    kept = vote.result
    if vote.state is not VoteState.CLOSED or kept is None:
        raise VoteStillOpen()
    if not (vote.closing_hash and vote.opening_hash):
        raise VoteStillOpen()
    if not (vote.opened_at and vote.closed_at):
        raise VoteStillOpen()
    spec = spec_of(vote)
    return Result(
        spec=spec,
        present=kept["present"],
        tokens=kept["tokens"],
        ballots=kept["ballots"],
        blank=kept["blank"],
        standings=standings(spec, read_tallies(kept)),
        opening_hash=vote.opening_hash,
        closing_hash=vote.closing_hash,
        opened_at=vote.opened_at,
        closed_at=vote.closed_at,
        facts=kept["facts"],
        channels=kept["channels"],
        slips=kept["slips"],
        groups=kept["groups"],
        dice=vote.dice or "",
    )


def is_public(vote: Vote) -> bool:
    """Whether the last stage of the result was shown: to everybody, for good."""
    return vote.revealed >= Stage.ALL


def public_result(vote: Vote) -> Result | None:
    """Return the outcome for phones and pages: None until all of it is revealed."""
    return result_of(vote) if is_public(vote) else None


def bundle_of(session: Session, vote: Vote, *, is_whole: bool = False) -> bytes:
    """Return the bundle of a closed vote, a zip: whoever has it can count again.

    One that `is_whole` holds the ballots of the smallest room too, and stays here.

    Raises:
        VoteStillOpen: the vote is not closed.
    """
    result = result_of(vote)
    return bundle(
        Closed(
            spec=vote.spec or "",
            opening_hash=result.opening_hash,
            closing_hash=result.closing_hash,
            dice=vote.dice or "",
            opened_at=result.opened_at,
            closed_at=result.closed_at,
            result=vote.result or {},
            ballots=published(session, vote),
            software=version(),
        ),
        is_whole=is_whole,
    )


def valid_tokens(session: Session, vote: Vote) -> int:
    """Return how many voting codes may vote: seats, or slips that are out.

    A slip that voted is out, whether or not its handing out was noted.
    """
    if vote.level is Level.OPEN:
        return count_seats(session, vote.workshop_id)
    counted = count_slips(session, vote.workshop_id)
    if vote.state is VoteState.PREPARED:  # those not handed out yet may still be
        return counted[SlipState.PRINTED] + counted[SlipState.HANDED]
    return slips_of(session, vote)["out"]


def slips_of(session: Session, vote: Vote) -> dict[str, int]:
    """Return the slips by state, those that voted, and those out; or nothing.

    `out` are those handed out, noted or seen by their vote; `used_printed` and the
    like are those that voted though they are in that state.
    """
    if vote.level is Level.OPEN:
        return {}
    counted = count_slips(session, vote.workshop_id)
    found = session.execute(
        select(Slip.state, func.count())
        .join(SlipUse, SlipUse.slip_id == Slip.id)
        .where(SlipUse.vote_id == vote.id)
        .group_by(Slip.state)
    )
    used = {row[0]: row[1] for row in found}
    unnoted = sum(n for state, n in used.items() if state is not SlipState.HANDED)
    return {
        **{str(state): number for state, number in counted.items()},
        **{f"used_{state}": used.get(state, 0) for state in SlipState},
        "used": count_uses(session, vote.id),
        "out": counted[SlipState.HANDED] + unnoted,
    }


def next_number(session: Session, workshop_id: int) -> int:
    """Return the number of the workshop's next vote; hold its lock."""
    highest = select(func.max(Vote.number)).where(Vote.workshop_id == workshop_id)
    return (session.scalar(highest) or 0) + 1
