"""Let the timer of a step stand still, and run on."""

from datetime import timedelta

from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.errors import N_, RuleBroken
from facilitator.live.actions import announce
from facilitator.workshops.acts import record, step_named
from facilitator.workshops.models import Progress, Workshop
from facilitator.workshops.moving import lock_running, timing_kept


class NoTimer(RuleBroken):
    """Nothing runs that could stand still."""

    message = N_("This step has no time limit: there is nothing to pause.")


def pause(session: Session, workshop: Workshop, account_id: int) -> None:
    """Let the timer stand still. Pausing twice changes nothing.

    Raises:
        NotRunning: the workshop is not open.
        NoTimer: the step has no time limit.
    """
    progress = lock_running(session, workshop)
    if progress.ends_at is None:
        raise NoTimer()
    if progress.paused_at is not None:
        return
    progress.paused_at = now()
    _tell(session, progress, account_id, "step.paused")


def resume(session: Session, workshop: Workshop, account_id: int) -> None:
    """Let the timer run on with what was left. A running one runs on.

    Raises:
        NotRunning: the workshop is not open.
    """
    progress = lock_running(session, workshop)
    if progress.paused_at is None or progress.ends_at is None:
        return
    before = timing_kept(progress)
    stood = max(now() - progress.paused_at, timedelta(0))
    progress.ends_at += stood
    progress.paused_at = None
    progress.paused_for += round(stood.total_seconds())
    _tell(session, progress, account_id, "step.resumed", before=before)


def _tell(
    session: Session,
    progress: Progress,
    account_id: int,
    kind: str,
    **details: object,
) -> None:
    after, step = timing_kept(progress), step_named(progress.step)
    record(
        session, progress.workshop_id, account_id, kind, **step, after=after, **details
    )
    announce(session, progress.workshop_id, "step")
    session.flush()
