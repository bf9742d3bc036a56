"""Choose which reasons of a consent check everybody may read, and whether any."""

from sqlalchemy.orm import Session

from facilitator.live.actions import announce
from facilitator.voting.models import Vote
from facilitator.voting.reasons import hide_reason
from facilitator.voting.rules import VoteState, VoteStillOpen
from facilitator.workshops.acts import record


def turn_reason(
    session: Session, vote: Vote, name: str, account_id: int, *, hidden: bool
) -> None:
    """Hide a reason, or bring it back; `name` is its keyed name.

    Raises:
        NotFoundHere: the vote has no such reason.
        VoteStillOpen: the vote is not closed.
    """
    hide_reason(session, vote, name, hidden=hidden)
    kind = "reason.hidden" if hidden else "reason.restored"
    record(session, vote.workshop_id, account_id, kind, vote=vote.number, reason=name)
    session.flush()


def let_reasons_be_read(
    session: Session, vote: Vote, account_id: int, *, shown: bool
) -> None:
    """Show the reasons that are not hidden with the result, or none. Again: nothing.

    Raises:
        VoteStillOpen: the vote is not closed.
    """
    session.refresh(vote, with_for_update=True)
    if vote.state is not VoteState.CLOSED:
        raise VoteStillOpen()
    if vote.shows_reasons == shown:
        return
    kind = "reasons.shown" if shown else "reasons.withheld"
    record(session, vote.workshop_id, account_id, kind, vote=vote.number)
    put_reading(session, vote, shown=shown)


def put_reading(session: Session, vote: Vote, *, shown: bool) -> None:
    """Undo `let_reasons_be_read`, or do it, without an act."""
    vote.shows_reasons = shown
    announce(session, vote.workshop_id, "result")
    session.flush()
