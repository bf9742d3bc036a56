"""What is shown with a result: earlier rounds, reasons, what a ballot helped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.texts import Sentence
from facilitator.voting.checks import reconciliation_of
from facilitator.voting.hands import Hands, hands_of
from facilitator.voting.methods import Content
from facilitator.voting.models import BallotReason, Vote
from facilitator.voting.queries import is_public, result_of
from facilitator.voting.reasons import reasons_given
from facilitator.voting.reconciling import Reconciliation
from facilitator.voting.results import Result, Standing
from facilitator.voting.rules import Method, VoteState
from facilitator.voting.telling import (
    Table,
    Told,
    agreed,
    helped,
    raised,
    side_by_side,
    tables,
)


@dataclass(frozen=True)
class Shown:
    """A result with what stands beside it.

    `agreement` says how slips and ballots agree. `hands` were raised in the room,
    apart from the ballots. `rounds` are those of a vote in several rounds, the
    first first, and none of a vote that stands alone. `reasons` are those that
    everybody may read. `helped` are the winners that the reader's own ballot helped.
    """

    vote: Vote
    result: Result
    rounds: tuple[Told, ...] = ()
    reasons: tuple[BallotReason, ...] = ()
    helped: tuple[Standing, ...] = ()
    hands: Hands | None = None
    agreement: Reconciliation | None = None

    @property
    def warnings(self) -> tuple[Sentence, ...]:
        """What of slips and ballots does not agree."""
        return self.agreement.mismatches if self.agreement else ()

    @property
    def told(self) -> Told:
        """The result as it is told."""
        return Told(self.result)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Everything of the result as tables."""
        told = self.told
        hands = self.hands or Hands(None, {})
        beside = (
            raised(told, hands.totals, hands.present),
            side_by_side(self.rounds),
            agreed(self.agreement, self.result.spec.main_language),
        )
        return (*tables(told), *(table for table in beside if table))


def shown_of(session: Session, vote: Vote, own: Content | None = None) -> Shown | None:
    """Return what phones and pages show; None until all of it is revealed.

    `own` is what the reader's ballot says. Nothing of that is kept.
    """
    if not is_public(vote):
        return None
    found = closed_of(session, vote)
    if own is None:
        return found
    return replace(found, helped=helped(found.result, own))


def closed_of(session: Session, vote: Vote) -> Shown:
    """Return what the report of a closed vote tells, shown to the room or not.

    Raises:
        VoteStillOpen: the vote is not closed.
    """
    rounds, reasons = rounds_of(session, vote), reasons_shown(session, vote)
    return Shown(
        vote,
        result_of(vote),
        rounds,
        reasons,
        hands=hands_of(session, vote),
        agreement=reconciliation_of(session, vote),
    )


def warnings_of(session: Session, vote: Vote) -> tuple[Sentence, ...]:
    """Return what the room is told before the result: what does not agree."""
    found = reconciliation_of(session, vote)
    return found.mismatches if found else ()


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
