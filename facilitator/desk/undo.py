"""Take back what staff did: its sentence, and how each kind of act is undone."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.errors import N_, NN_, RuleBroken
from facilitator.live.actions import announce
from facilitator.participants.queries import count_seats
from facilitator.proposals.moderating import put_back
from facilitator.proposals.queries import proposal_in
from facilitator.proposals.rules import State
from facilitator.slips.actions import undo_act
from facilitator.slips.rules import ACTS as SLIP_ACTS
from facilitator.voting.actions import conceal, undo_opening
from facilitator.voting.checks import undo_check
from facilitator.voting.hands import take_back
from facilitator.voting.models import Vote
from facilitator.voting.moderating import turn_back
from facilitator.voting.queries import vote_in
from facilitator.voting.removals import bring_back
from facilitator.voting.rounds import undo_addition
from facilitator.voting.rules import VoteState
from facilitator.voting.stages import Stage
from facilitator.voting.uses import votes_by_slip
from facilitator.workshops.acts import act_to_undo, mark_undone
from facilitator.workshops.models import Act, Progress, Step, Workshop
from facilitator.workshops.moving import timing_kept
from facilitator.workshops.queries import progress_of
from facilitator.workshops.rules import Status


class CannotBeUndone(RuleBroken):
    """It is over for good."""

    message = N_("A closed vote stays closed: its ballots are counted and sealed.")


class SomethingCameLater(RuleBroken):
    """What it did was changed again since."""

    message = N_("This was changed again later. Undo the later act first.")


class PeopleAreIn(RuleBroken):
    """Their seats would be gone."""

    message = NN_(
        "%(num)d person has joined already: the workshop stays open.",
        "%(num)d people have joined already: the workshop stays open.",
    )


Undoing = Callable[[Session, Workshop, Act], None]


def is_undoable(act: Act) -> bool:
    """Whether the list offers to undo an act; it may still be refused."""
    return act.kind in _UNDOING and act.kind != "vote.closed"


def undo(
    session: Session, workshop: Workshop, act_id: int, account_id: int | None = None
) -> None:
    """Take an act back and mark it undone.

    Raises:
        NotFoundHere: the workshop has no such act.
        AlreadyUndone, SomethingCameLater, CannotBeUndone, PeopleAreIn,
        ErasedForGood, RuleBroken: what happened since forbids it.
    """
    session.refresh(workshop, with_for_update={"key_share": True})
    act = act_to_undo(session, workshop.id, act_id, _UNDOING)
    _UNDOING[act.kind](session, workshop, act)
    mark_undone(session, act, account_id)


def _reopen(session: Session, workshop: Workshop, act: Act) -> None:
    if workshop.status is not Status.ENDED:
        raise SomethingCameLater()
    workshop.status, workshop.ended_at = Status.OPEN, None
    if progress := progress_of(session, workshop.id):
        _set_timer(progress, act.details)
    announce(session, workshop.id, "step")


def _back_to_draft(session: Session, workshop: Workshop, act: Act) -> None:
    progress = _standing(session, workshop, act)
    if people := count_seats(session, workshop.id):
        raise PeopleAreIn(num=people)
    session.delete(progress)
    workshop.status, workshop.opened_at = Status.DRAFT, None
    announce(session, workshop.id, "step")


def _move_back(session: Session, workshop: Workshop, act: Act) -> None:
    progress = _standing(session, workshop, act)
    step = session.get(Step, act.details["come_from"])
    if step is None or _vote_is_open(session, workshop):
        raise SomethingCameLater()
    progress.step_id, progress.step = step.id, step
    _set_timer(progress, act.details)
    announce(session, workshop.id, "step")


def _shorten(session: Session, workshop: Workshop, act: Act) -> None:
    progress = _standing(session, workshop, act)
    if progress.ends_at != _moment(act.details["ended_at"]):
        raise SomethingCameLater()
    progress.ends_at = _moment(act.details["ends_at"])
    announce(session, workshop.id, "step")


def _uncall(session: Session, workshop: Workshop, act: Act) -> None:
    progress = _standing(session, workshop, act)
    if progress.paused_at is not None:
        raise SomethingCameLater()
    _shorten(session, workshop, act)
    progress.paused_at = _moment(act.details.get("paused_at"))


def _run_on(session: Session, workshop: Workshop, act: Act) -> None:
    """As if it had never been paused."""
    progress = _standing(session, workshop, act)
    if progress.paused_at != _moment(act.details["after"]["paused_at"]):
        raise SomethingCameLater()
    progress.paused_at = None
    announce(session, workshop.id, "step")


def _pause_again(session: Session, workshop: Workshop, act: Act) -> None:
    progress = _standing(session, workshop, act)
    if timing_kept(progress) != act.details["after"]:
        raise SomethingCameLater()
    _set_timer(progress, act.details["before"])
    announce(session, workshop.id, "step")


def _set_timer(progress: Progress, kept: Mapping[str, Any]) -> None:
    """Put the timer where `timing_kept` said that it stood."""
    progress.entered_at = _moment(kept.get("entered_at")) or progress.entered_at
    progress.ends_at = _moment(kept["ends_at"])
    progress.paused_at = _moment(kept.get("paused_at"))
    progress.paused_for = kept.get("paused_for", 0)


def _unopen(session: Session, workshop: Workshop, act: Act) -> None:
    undo_opening(session, vote_in(session, workshop.id, act.details["vote"]))


def _unclose(_session: Session, _workshop: Workshop, _act: Act) -> None:
    raise CannotBeUndone()


def _unreveal(session: Session, workshop: Workshop, act: Act) -> None:
    vote = vote_in(session, workshop.id, act.details["vote"])
    if vote.revealed != act.details.get("stage", Stage.ALL):
        raise SomethingCameLater()
    conceal(session, vote, act.details.get("was", Stage.HIDDEN))


def _unmoderate(session: Session, workshop: Workshop, act: Act) -> None:
    turn_back(session, vote_in(session, workshop.id, act.details["vote"]), act)


def _uncount_hands(session: Session, workshop: Workshop, act: Act) -> None:
    vote = vote_in(session, workshop.id, act.details["vote"])
    take_back(session, vote, act.details)


def _uncheck(session: Session, workshop: Workshop, act: Act) -> None:
    undo_check(session, vote_in(session, workshop.id, act.details["vote"]), act)


def _undo_slips(session: Session, workshop: Workshop, act: Act) -> None:
    undo_act(session, act, voted=votes_by_slip(session, workshop.id))


def _vote_is_open(session: Session, workshop: Workshop) -> bool:
    found = select(Vote.id).where(
        Vote.workshop_id == workshop.id, Vote.state == VoteState.OPEN
    )
    return session.scalars(found).first() is not None


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def _standing(session: Session, workshop: Workshop, act: Act) -> Progress:
    """Return where the workshop stands, if that is where the act left it."""
    progress = progress_of(session, workshop.id)
    if (
        workshop.status is not Status.OPEN
        or progress is None
        or progress.step_id != act.details["step"]
    ):
        raise SomethingCameLater()
    return progress


def _put_back(session: Session, workshop: Workshop, act: Act) -> None:
    number = act.details["number"]
    if proposal_in(session, workshop.id, number).state is not _LEFT_AS[act.kind]:
        raise SomethingCameLater()
    was, why = act.details["was"], act.details["was_why"]
    put_back(session, workshop, number, was, why)


def _turn_skipping(session: Session, workshop: Workshop, act: Act) -> None:
    step = session.get(Step, act.details["step"])
    was_skipped = act.kind == "step.taken_in"
    if step is None or step.skipped is was_skipped:
        raise SomethingCameLater()
    progress = progress_of(session, workshop.id)
    if was_skipped and progress and progress.step_id == step.id:
        raise SomethingCameLater()
    step.skipped = was_skipped
    announce(session, workshop.id, "step")
    announce(session, workshop.id, "setup")


def _bring_back(session: Session, _workshop: Workshop, act: Act) -> None:
    bring_back(session, act)


def _take_out(session: Session, _workshop: Workshop, act: Act) -> None:
    undo_addition(session, act)


_LEFT_AS = {
    "proposal.approved": State.SHOWN,
    "proposal.hidden": State.HIDDEN,
    "proposal.restored": State.SHOWN,
}
_UNDOING: dict[str, Undoing] = {
    "workshop.opened": _back_to_draft,
    "workshop.ended": _reopen,
    "step.moved": _move_back,
    "step.extended": _shorten,
    "step.last_called": _uncall,
    "step.paused": _run_on,
    "step.resumed": _pause_again,
    "step.skipped": _turn_skipping,
    "step.taken_in": _turn_skipping,
    "step.removed": _bring_back,
    "axis.removed": _bring_back,
    "proposal.approved": _put_back,
    "proposal.hidden": _put_back,
    "proposal.restored": _put_back,
    "vote.opened": _unopen,
    "vote.closed": _unclose,
    "vote.partly_revealed": _unreveal,
    "vote.revealed": _unreveal,
    "vote.checked": _uncheck,
    **dict.fromkeys(SLIP_ACTS, _undo_slips),
    "reason.hidden": _unmoderate,
    "reason.restored": _unmoderate,
    "reasons.shown": _unmoderate,
    "reasons.withheld": _unmoderate,
    "hands.counted": _uncount_hands,
    "vote.added": _take_out,
    "vote.followed": _take_out,
}
