"""The count on paper after the close, and how it agrees with the ballots."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.live.actions import announce
from facilitator.participants.attendance import attendance_of
from facilitator.voting.models import Vote
from facilitator.voting.queries import result_of
from facilitator.voting.reconciling import (
    Checked,
    Figures,
    Reconciliation,
    read_checked,
    reconcile,
)
from facilitator.voting.rules import (
    Level,
    NoSlipsHere,
    PaperNotCounted,
    ResultIsShown,
    VoteState,
    VoteStillOpen,
)
from facilitator.workshops.acts import record
from facilitator.workshops.models import Act

WITNESSES = 2  # at least, where there must be some


def checked_of(vote: Vote) -> Checked | None:
    """Return what was counted on paper, None until it was."""
    return read_checked(vote.checked) if vote.checked else None


def reconciliation_of(session: Session, vote: Vote) -> Reconciliation | None:
    """Return how a closed vote's ballots agree with its slips; None until the close."""
    if vote.state is not VoteState.CLOSED:
        return None
    result = result_of(vote)
    counts = [row.count for row in attendance_of(session, vote.workshop_id)]
    known = [count for count in counts if count is not None]
    figures = Figures(
        level=result.spec.level,
        registered=sum(known) if known else None,
        present=result.present,
        ballots=result.ballots,
        channels=result.channels,
        slips=result.slips,
        papers=_papers(session, vote),
    )
    return reconcile(figures, checked_of(vote))


def _papers(session: Session, vote: Vote) -> int:
    """Return how many papers the close dropped: only one person had typed them."""
    closings = session.scalars(
        select(Act.details).where(
            Act.workshop_id == vote.workshop_id, Act.kind == "vote.closed"
        )
    )
    return sum(d.get("papers", 0) for d in closings if d["vote"] == vote.number)


def require_checked(_session: Session, vote: Vote) -> None:
    """Let nobody show the result of a witnessed vote before its paper was counted.

    Raises:
        PaperNotCounted: no two witnesses have signed for the unused slips.
    """
    checked = checked_of(vote)
    signed = len(checked.witnesses) if checked else 0
    if vote.level is Level.WITNESSED and signed < WITNESSES:
        raise PaperNotCounted()


def check_paper(
    session: Session, vote: Vote, checked: Checked, account_id: int
) -> None:
    """Keep what was counted on paper. The result does not change by it.

    Raises:
        VoteStillOpen: it is not closed.
        NoSlipsHere: it takes none.
        PaperNotCounted: a witnessed vote needs two names.
    """
    session.refresh(vote, with_for_update={"key_share": True})
    if vote.state is not VoteState.CLOSED:
        raise VoteStillOpen()
    if vote.level is Level.OPEN:
        raise NoSlipsHere()
    if vote.level is Level.WITNESSED and len(checked.witnesses) < WITNESSES:
        raise PaperNotCounted()
    if vote.checked == checked.plain():
        return
    record(
        session,
        vote.workshop_id,
        account_id,
        "vote.checked",
        vote=vote.number,
        was=vote.checked,
        checked=checked.plain(),
    )
    vote.checked = checked.plain()
    announce(session, vote.workshop_id, "result")
    session.flush()


def undo_check(session: Session, vote: Vote, act: Act) -> None:
    """Forget a count on paper, or go back to the one before it.

    Raises:
        ResultIsShown: a result was shown on the strength of it, or a later one is kept.
    """
    session.refresh(vote, with_for_update={"key_share": True})
    was = act.details["was"]
    if vote.checked != act.details["checked"]:
        raise ResultIsShown()
    if vote.level is Level.WITNESSED and vote.revealed and was is None:
        raise ResultIsShown()
    vote.checked = was
    announce(session, vote.workshop_id, "result")
    session.flush()
