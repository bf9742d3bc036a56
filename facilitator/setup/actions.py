"""What preparing a workshop does across capabilities."""

from sqlalchemy.orm import Session

from facilitator.axes.actions import copy_axes
from facilitator.voting.preparing import copy_votes
from facilitator.voting.removals import REMOVALS, bring_back
from facilitator.workshops.actions import copy_workshop
from facilitator.workshops.acts import act_to_undo, latest_acts, mark_undone
from facilitator.workshops.agenda import lock_workshop
from facilitator.workshops.models import Act, Workshop
from facilitator.workshops.rules import Facts


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


def undo_removal(
    session: Session, workshop: Workshop, act_id: int, account_id: int | None = None
) -> Act:
    """Bring back the axis or the step that an act removed, and return the act.

    Raises:
        NotFoundHere: no such act of this workshop removed anything.
        AlreadyUndone: it is back.
    """
    lock_workshop(session, workshop.id)
    act = act_to_undo(session, workshop.id, act_id, REMOVALS)
    bring_back(session, act)
    mark_undone(session, act, account_id)
    return act
