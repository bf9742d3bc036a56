"""Open a workshop, move it along its agenda, end it."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.errors import N_, NotFoundHere, RuleBroken
from facilitator.live.actions import announce
from facilitator.workshops.acts import record, step_named
from facilitator.workshops.models import Progress, Step, Workshop
from facilitator.workshops.queries import progress_of, steps_of
from facilitator.workshops.rules import Status

LONGEST_EXTENSION = 60  # minutes
LAST_CALL = 30  # seconds. Source: UX requirement 13


class NoTitleYet(RuleBroken):
    """Nobody would know what they are joining."""

    message = N_("Give the workshop a title before you open it.")


class NoStepYet(RuleBroken):
    """There is nowhere to begin."""

    message = N_("The agenda is empty. Add a step before you open the workshop.")


class NotRunning(RuleBroken):
    """The workshop is not open yet, or has ended."""

    message = N_("The workshop is not running.")


class NoSuchExtension(RuleBroken):
    """The minutes are none or too many."""

    message = N_("A step can be made longer by 1 to 60 minutes at a time.")


def open_workshop(session: Session, workshop: Workshop, account_id: int) -> None:
    """Let people join; the workshop stands at the first step that is not skipped.

    Opening an open workshop changes nothing.

    Raises:
        NotRunning: it has ended.
        NoTitleYet: it has no title in any language.
        NoStepYet: every step is skipped, or there is none.
    """
    _lock(session, workshop)
    if workshop.status is Status.OPEN:
        return
    if workshop.status is Status.ENDED:
        raise NotRunning()
    if not any(text.strip() for text in workshop.title.values()):
        raise NoTitleYet()
    first = next((s for s in steps_of(session, workshop.id) if not s.skipped), None)
    if first is None:
        raise NoStepYet()
    workshop.status = Status.OPEN
    workshop.opened_at = now()
    session.add(_standing_at(first, workshop.opened_at))
    record(session, workshop.id, account_id, "workshop.opened", **step_named(first))
    _tell(session, workshop)


def go_to(session: Session, workshop: Workshop, step: Step, account_id: int) -> None:
    """Stand at `step` from now on. Going to the current step changes nothing.

    Raises:
        NotRunning: the workshop is not open.
        NotFoundHere: the step is another workshop's.
    """
    progress = _running(session, workshop)
    if step.workshop_id != workshop.id:
        raise NotFoundHere()
    if progress.step_id == step.id:
        return
    before = timing_kept(progress)
    come_from = progress.step_id
    fresh = _standing_at(step, now())
    progress.step_id, progress.step = step.id, step
    progress.entered_at, progress.ends_at = fresh.entered_at, fresh.ends_at
    progress.paused_at, progress.paused_for = None, 0
    record(
        session,
        workshop.id,
        account_id,
        "step.moved",
        **step_named(step),
        come_from=come_from,
        **before,
    )
    _tell(session, workshop)


def extend(session: Session, workshop: Workshop, minutes: int, account_id: int) -> None:
    """Give the current step `minutes` more: from its end, or from now if that is past.

    A timer that stands still goes on doing so, with more left.

    Raises:
        NoSuchExtension: not 1 to 60 minutes.
        NotRunning: the workshop is not open.
    """
    if not 1 <= minutes <= LONGEST_EXTENSION:
        raise NoSuchExtension()
    progress = _running(session, workshop)
    counted_to = progress.paused_at or now()
    end = max(progress.ends_at or counted_to, counted_to) + timedelta(minutes=minutes)
    _set_end(session, progress, end, account_id, "step.extended", minutes=minutes)


def call_last(session: Session, workshop: Workshop, account_id: int) -> None:
    """Let the timer that everybody sees run out in 30 seconds, also one that is paused.

    Raises:
        NotRunning: the workshop is not open.
    """
    progress = _running(session, workshop)
    end = now() + timedelta(seconds=LAST_CALL)
    before = timing_kept(progress)["paused_at"]
    progress.paused_at = None
    _set_end(session, progress, end, account_id, "step.last_called", paused_at=before)


def end_workshop(session: Session, workshop: Workshop, account_id: int) -> None:
    """End it: nobody joins or proposes any more. Ending twice changes nothing.

    Raises:
        NotRunning: it was never opened.
    """
    _lock(session, workshop)
    if workshop.status is Status.ENDED:
        return
    progress = _running(session, workshop)
    workshop.status = Status.ENDED
    workshop.ended_at = now()
    before = timing_kept(progress)
    progress.ends_at = progress.paused_at = None  # nothing runs any more
    record(session, workshop.id, account_id, "workshop.ended", **before)
    _tell(session, workshop)


def lock_running(session: Session, workshop: Workshop) -> Progress:
    """Return where an open workshop stands, with nobody else able to move it.

    Raises:
        NotRunning: the workshop is not open.
    """
    return _running(session, workshop)


def _lock(session: Session, workshop: Workshop) -> None:
    session.refresh(workshop, ["status"], with_for_update={"key_share": True})


def _running(session: Session, workshop: Workshop) -> Progress:
    _lock(session, workshop)
    progress = progress_of(session, workshop.id)
    if workshop.status is not Status.OPEN or progress is None:
        raise NotRunning()
    session.refresh(progress)
    return progress


def _standing_at(step: Step, at: datetime) -> Progress:
    """Return a progress at `step`; its timer runs when the step has minutes."""
    end = at + timedelta(minutes=step.minutes) if step.minutes else None
    return Progress(
        workshop_id=step.workshop_id, step_id=step.id, entered_at=at, ends_at=end
    )


def _set_end(
    session: Session,
    progress: Progress,
    end: datetime,
    account_id: int,
    kind: str,
    **details: object,
) -> None:
    before = timing_kept(progress)["ends_at"]
    progress.ends_at = end
    record(
        session,
        progress.workshop_id,
        account_id,
        kind,
        **step_named(progress.step),
        ends_at=before,
        ended_at=end.isoformat(),
        **details,
    )
    announce(session, progress.workshop_id, "step")
    session.flush()


def timing_kept(progress: Progress) -> dict[str, str | int | None]:
    """Return how the timer of the step stands, as an act keeps it."""
    return {
        "entered_at": progress.entered_at.isoformat(),
        "ends_at": progress.ends_at.isoformat() if progress.ends_at else None,
        "paused_at": progress.paused_at.isoformat() if progress.paused_at else None,
        "paused_for": progress.paused_for,
    }


def _tell(session: Session, workshop: Workshop) -> None:
    announce(session, workshop.id, "step")
    session.flush()
