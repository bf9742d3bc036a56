"""Add to the log of acts."""

from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.live.actions import announce
from facilitator.logbook.chain import around, lock_chain
from facilitator.logbook.models import Act
from facilitator.logbook.rules import UNDONE, Noted, link, plain


def record(
    session: Session,
    workshop_id: int | None,
    account_id: int | None,
    kind: str,
    **details: object,
) -> Act:
    """Note an act of staff; `details` hold what its sentence and its undo need.

    `kind` is "noun.verb" ("proposal.hidden"). Nothing of a ballot goes here. Without
    a workshop it is an act on accounts; without an account nobody of staff did it,
    or somebody at the server's own terminal.
    """
    lock_chain(session, workshop_id)
    previous, chain, actor = around(session, workshop_id, account_id)
    noted = Noted(chain, now(), actor, kind, plain(details))
    act = Act(
        workshop_id=workshop_id,
        account_id=account_id,
        actor=actor,
        kind=kind,
        details=noted.details,
        at=noted.at,
        digest=link(previous, noted),
    )
    session.add(act)
    if workshop_id is not None:
        announce(session, workshop_id, "acts")
    session.flush()
    return act


def mark_undone(session: Session, act: Act, account_id: int | None = None) -> None:
    """Note that an act was taken back, on the act and as an act of its own."""
    act.undone_at = now()
    record(session, act.workshop_id, account_id, UNDONE, act=act.id)
