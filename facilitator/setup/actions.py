"""What preparing a workshop does across capabilities."""

from sqlalchemy.orm import Session

from facilitator.axes.actions import copy_axes, restore_axis
from facilitator.axes.queries import axes_of
from facilitator.clock import now
from facilitator.errors import N_, NotFoundHere, RuleBroken
from facilitator.live.actions import announce
from facilitator.voting.actions import prepare_vote, set_up_vote
from facilitator.voting.queries import vote_at
from facilitator.voting.rules import VoteState
from facilitator.workshops import agenda
from facilitator.workshops.actions import copy_workshop
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.models import Act, Step, Workshop
from facilitator.workshops.rules import Facts

REMOVALS = frozenset({"axis.removed", "step.removed"})


class VoteWasHeld(RuleBroken):
    """The result hangs on the step."""

    message = N_("People have voted at this step: it stays in the agenda.")


class RemovedAlreadyBack(RuleBroken):
    """A colleague, or a second tap, was quicker."""

    message = N_("This was undone already.")


def copy(session: Session, account_id: int, source: Workshop, facts: Facts) -> Workshop:
    """Return a new draft with the texts, steps, partners and axes of another."""
    workshop = copy_workshop(session, account_id, source, **facts)
    copy_axes(session, source.id, workshop.id)
    return workshop


def remove_step(
    session: Session, workshop: Workshop, step: Step, account_id: int
) -> Act:
    """Take a step out of the agenda, with the vote that was prepared for it.

    Raises:
        VoteWasHeld: the vote has been opened.
        StepIsCurrent: the workshop stands at it.
    """
    agenda.lock_workshop(session, workshop.id)
    vote = vote_at(session, step.id)
    if vote is None:
        return agenda.remove_step(session, step, account_id)
    if vote.state is not VoteState.PREPARED:
        raise VoteWasHeld()
    kept = {"question": vote.question, "most": vote.most, "axis_id": vote.axis_id}
    act = agenda.remove_step(session, step, account_id)
    session.delete(vote)
    act.details = {**act.details, "vote": kept}
    session.flush()
    return act


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
    agenda.lock_workshop(session, workshop.id)
    act = session.get(Act, act_id)
    if act is None or act.workshop_id != workshop.id or act.kind not in REMOVALS:
        raise NotFoundHere()
    session.refresh(act)
    if act.undone_at:
        raise RemovedAlreadyBack()
    if act.kind == "axis.removed":
        restore_axis(session, workshop.id, act.details)
    else:
        _restore_step(session, workshop, act)
    act.undone_at = now()
    announce(session, workshop.id, "acts")
    session.flush()
    return act


def _restore_step(session: Session, workshop: Workshop, act: Act) -> None:
    step = agenda.restore_step(session, workshop.id, act.details)
    kept = act.details.get("vote")
    if kept:
        there = {axis.id for axis in axes_of(session, workshop.id)}
        vote = prepare_vote(session, workshop.id, step.id)
        set_up_vote(
            session,
            vote,
            question=kept["question"],
            most=kept["most"],
            axis_id=kept["axis_id"] if kept["axis_id"] in there else None,
        )
