"""Wipe a rehearsal: the workshop and all that hangs on it, acts too."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.errors import N_, RuleBroken
from facilitator.units import erased
from facilitator.voting.models import Vote
from facilitator.workshops.models import Workshop


class NotARehearsal(RuleBroken):
    """People took part in it."""

    message = N_("This is no rehearsal. A real workshop cannot be wiped.")


def wipe_rehearsal(session: Session, workshop: Workshop) -> None:
    """Delete a rehearsal as if it had never been; the database cascades.

    What the disk keeps of it goes with `voting.erasing.after_close`, after the
    commit.

    Raises:
        NotARehearsal: the workshop is real.
    """
    session.refresh(workshop, ["is_rehearsal"], with_for_update=True)
    if not workshop.is_rehearsal:
        raise NotARehearsal()
    # Votes first: the triggers refuse ballots that go before their vote.
    session.execute(delete(Vote).where(Vote.workshop_id == workshop.id))
    session.execute(delete(Workshop).where(Workshop.id == workshop.id))
    session.expunge(workshop)
    erased(session, workshop.created_at)
    session.flush()
