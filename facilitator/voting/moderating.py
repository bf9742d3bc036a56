"""Choose which reasons of a consent check everybody may read, and whether any."""

from sqlalchemy.orm import Session

from facilitator.live.actions import announce
from facilitator.voting.models import Vote
from facilitator.voting.reasons import hide_reason
from facilitator.voting.rules import VoteState, VoteStillOpen
from facilitator.workshops.acts import record
from facilitator.workshops.models import Act


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
    session.refresh(vote, with_for_update={"key_share": True})
    if vote.state is not VoteState.CLOSED:
        raise VoteStillOpen()
    if bool(vote.shows_reasons) == shown:
        return
    kind = "reasons.shown" if shown else "reasons.withheld"
    record(session, vote.workshop_id, account_id, kind, vote=vote.number)
    _put(session, vote, shown=shown)


def turn_back(session: Session, vote: Vote, act: Act) -> None:
    """Undo an act of this module."""
    if act.kind in ("reason.hidden", "reason.restored"):
        hidden = act.kind == "reason.restored"
        hide_reason(session, vote, act.details["reason"], hidden=hidden)
    else:
        _put(session, vote, shown=act.kind == "reasons.withheld")


def _put(session: Session, vote: Vote, *, shown: bool) -> None:
    vote.shows_reasons = shown
    announce(session, vote.workshop_id, "result")
    session.flush()
