"""Approve, hide and restore proposals. All acts of staff, recorded with their undo.

Each record holds the number of the proposal, where it stood (`was`) and the reason
shown then (`was_why`): `put_back` with these undoes the act.
"""

from sqlalchemy.orm import Session

from facilitator.live.actions import announce
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import proposal_in
from facilitator.proposals.rules import ChangedMeanwhile, State, check_reason
from facilitator.texts import clean_text
from facilitator.workshops.acts import record
from facilitator.workshops.models import Workshop


def approve(
    session: Session,
    workshop: Workshop,
    number: int,
    account_id: int,
    *,
    version: int | None = None,
) -> Proposal:
    """Show a held proposal to everybody. Approving a shown one changes nothing.

    `version` is the one that the facilitator read: what its author wrote since
    is not shown unread.

    Raises:
        NotFoundHere: no proposal of the workshop has this number.
        ChangedMeanwhile: its author changed it since that version.
    """
    proposal = _locked(session, workshop, number)
    if proposal.state is State.HELD:
        if version not in {None, proposal.version}:
            raise ChangedMeanwhile()
        _record(session, proposal, account_id, "proposal.approved")
        _put(session, proposal, State.SHOWN, "")
    return proposal


def hide(
    session: Session, workshop: Workshop, number: int, account_id: int, reason: str
) -> Proposal:
    """Take a proposal out of all screens; its author is told the reason.

    Raises:
        NotFoundHere: no proposal of the workshop has this number.
        NeedsReason, ReasonTooLong: the reason is missing or too long.
    """
    reason = clean_text(reason)
    check_reason(reason)
    proposal = _locked(session, workshop, number)
    if proposal.state is not State.HIDDEN:
        _record(session, proposal, account_id, "proposal.hidden", reason=reason)
        _put(session, proposal, State.HIDDEN, reason)
    return proposal


def restore(
    session: Session, workshop: Workshop, number: int, account_id: int
) -> Proposal:
    """Show a hidden proposal again. Restoring a shown one changes nothing.

    Raises:
        NotFoundHere: no proposal of the workshop has this number.
    """
    proposal = _locked(session, workshop, number)
    if proposal.state is State.HIDDEN:
        _record(session, proposal, account_id, "proposal.restored")
        _put(session, proposal, State.SHOWN, "")
    return proposal


def put_back(
    session: Session, workshop: Workshop, number: int, was: str, was_why: str
) -> Proposal:
    """Let a proposal stand where it stood before an act that is undone.

    Raises:
        NotFoundHere: no proposal of the workshop has this number.
    """
    proposal = _locked(session, workshop, number)
    _put(session, proposal, State(was), was_why)
    return proposal


def _locked(session: Session, workshop: Workshop, number: int) -> Proposal:
    """Return the proposal, which nobody else changes until the transaction ends."""
    proposal = proposal_in(session, workshop.id, number)
    session.refresh(
        proposal,
        ["state", "version", "hidden_why"],
        with_for_update={"of": Proposal, "key_share": True},
    )
    return proposal


def _record(
    session: Session, proposal: Proposal, account_id: int, kind: str, **more: object
) -> None:
    record(
        session,
        proposal.workshop_id,
        account_id,
        kind,
        number=proposal.number,
        was=proposal.state.value,
        was_why=proposal.hidden_why,
        **more,
    )


def _put(session: Session, proposal: Proposal, state: State, why: str) -> None:
    proposal.state = state
    proposal.hidden_why = why
    for topic in ("proposals", "queue"):
        announce(session, proposal.workshop_id, topic)
    session.flush()
