"""What preparing a workshop does across capabilities."""

from sqlalchemy.orm import Session

from facilitator.axes.actions import copy_axes
from facilitator.clock import now
from facilitator.errors import N_, NotFoundHere, RuleBroken
from facilitator.live.actions import announce
from facilitator.voting.preparing import copy_votes
from facilitator.voting.removals import REMOVALS, bring_back
from facilitator.workshops.actions import copy_workshop
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.agenda import lock_workshop
from facilitator.workshops.models import Act, Workshop
from facilitator.workshops.queries import row_in
from facilitator.workshops.rules import Facts


class RemovedAlreadyBack(RuleBroken):
    """A colleague, or a second tap, was quicker."""

    message = N_("This was undone already.")


def copy(session: Session, account_id: int, source: Workshop, facts: Facts) -> Workshop:
    """Return a new draft with the texts, steps, partners, axes and votes of another.

    The votes are prepared as those of `source` were; a further round names
    proposals that stayed there, so it begins anew.
    """
    workshop = copy_workshop(session, account_id, source, **facts)
    copy_axes(session, source.id, workshop.id)
    copy_votes(session, source.id, workshop.id)
    return workshop


def removal_to_undo(session: Session, workshop_id: int) -> Act | None:
    """Return the last act when it took an axis or a step out of the workshop."""
    latest = latest_acts(session, workshop_id)[:1]
    return next((act for act in latest if act.kind in REMOVALS), None)


def undo_removal(session: Session, workshop: Workshop, act_id: int) -> Act:
    """Bring back the axis or the step that an act removed, and return the act.

    Raises:
        NotFoundHere: no such act of this workshop removed anything.
        RemovedAlreadyBack: it is back.
    """
    lock_workshop(session, workshop.id)
    act = row_in(session, Act, workshop.id, act_id)
    if act.kind not in REMOVALS:
        raise NotFoundHere()
    session.refresh(act)
    if act.undone_at:
        raise RemovedAlreadyBack()
    bring_back(session, act)
    act.undone_at = now()
    announce(session, workshop.id, "acts")
    session.flush()
    return act
