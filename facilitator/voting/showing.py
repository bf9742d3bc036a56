"""What is shown with a result: earlier rounds, reasons, what a ballot helped."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.voting.methods import Content
from facilitator.voting.models import BallotReason, Vote
from facilitator.voting.queries import is_public, result_of
from facilitator.voting.reasons import reasons_given
from facilitator.voting.results import Result, Standing
from facilitator.voting.rules import Method, VoteState
from facilitator.voting.telling import Told, helped


@dataclass(frozen=True)
class Shown:
    """A result with what stands beside it.

    `rounds` are those of a vote in several rounds, the first first, and none of a
    vote that stands alone. `reasons` are those that everybody may read. `helped`
    are the winners that the reader's own ballot helped.
    """

    vote: Vote
    result: Result
    rounds: tuple[Told, ...] = ()
    reasons: tuple[BallotReason, ...] = ()
    helped: tuple[Standing, ...] = ()

    @property
    def told(self) -> Told:
        """The result as it is told."""
        return Told(self.result)


def shown_of(session: Session, vote: Vote, own: Content | None = None) -> Shown | None:
    """Return what phones and pages show; None until all of it is revealed.

    `own` is what the reader's ballot says. Nothing of that is kept.
    """
    if not is_public(vote):
        return None
    result = result_of(vote)
    return Shown(
        vote,
        result,
        rounds_of(session, vote),
        reasons_shown(session, vote),
        helped(result, own) if own is not None else (),
    )


def rounds_of(session: Session, vote: Vote) -> tuple[Told, ...]:
    """Return the closed rounds that end with `vote`, the first first.

    None of a vote that follows no other.
    """
    rounds: list[Vote] = []
    number: int | None = vote.number
    while number is not None and number not in {one.number for one in rounds}:
        before = session.scalar(
            select(Vote).where(
                Vote.workshop_id == vote.workshop_id,
                Vote.number == number,
                Vote.state == VoteState.CLOSED,
            )
        )
        if before is None:
            break
        rounds.insert(0, before)
        number = before.follows
    return tuple(Told(result_of(one)) for one in rounds) if len(rounds) > 1 else ()


def reasons_shown(session: Session, vote: Vote) -> tuple[BallotReason, ...]:
    """Return the reasons that everybody may read, if staff let them be read."""
    if vote.method is not Method.CONSENT or not vote.shows_reasons:
        return ()
    given: Sequence[BallotReason] = reasons_given(session, vote)
    return tuple(one for one in given if not one.is_hidden)
