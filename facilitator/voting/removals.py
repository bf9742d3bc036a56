"""Take steps out of the agenda with their prepared votes, and bring things back."""

from sqlalchemy.orm import Session

from facilitator.axes.actions import restore_axis
from facilitator.errors import N_, RuleBroken
from facilitator.voting.actions import prepare_vote, set_up_vote
from facilitator.voting.preparing import fitting, settings_of
from facilitator.voting.queries import vote_at
from facilitator.voting.rules import VoteState
from facilitator.voting.settings import read_settings
from facilitator.workshops import agenda
from facilitator.workshops.models import Act, Step

REMOVALS = frozenset({"axis.removed", "step.removed"})  # kinds of acts


class VoteWasHeld(RuleBroken):
    """The result hangs on the step."""

    message = N_("People have voted at this step: it stays in the agenda.")


def remove_step(session: Session, step: Step, account_id: int) -> Act:
    """Take a step out of the agenda, with the vote that was prepared for it.

    Raises:
        VoteWasHeld: the vote has been opened.
        StepIsCurrent: the workshop stands at it.
    """
    agenda.lock_workshop(session, step.workshop_id)
    vote = vote_at(session, step.id)
    if vote is None:
        return agenda.remove_step(session, step, account_id)
    if vote.state is not VoteState.PREPARED:
        raise VoteWasHeld()
    kept = settings_of(vote).plain()
    act = agenda.remove_step(session, step, account_id, prepared=kept)
    session.delete(vote)
    session.flush()
    return act


def bring_back(session: Session, act: Act) -> None:
    """Bring back the axis or the step that an act of `REMOVALS` took out.

    Raises:
        TooManyAxes, TooManySteps: there is no room for it any more.
    """
    if act.kind == "axis.removed":
        restore_axis(session, act.workshop_id, act.details)
    else:
        _bring_back_step(session, act)


def _bring_back_step(session: Session, act: Act) -> None:
    step = agenda.restore_step(session, act.workshop_id, act.details)
    kept = act.details.get("prepared")
    if kept:
        settings = fitting(session, act.workshop_id, read_settings(kept))
        set_up_vote(session, prepare_vote(session, act.workshop_id, step.id), settings)
