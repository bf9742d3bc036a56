"""Let robots into a rehearsal, send them away, note how they fare."""

from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.live.actions import announce, be_quiet
from facilitator.robots.models import Robots
from facilitator.robots.queries import count_sets, standing_of
from facilitator.robots.rules import (
    MOST_SETS,
    OnlyInRehearsals,
    TooManyRobots,
)
from facilitator.workshops.acts import record
from facilitator.workshops.models import Workshop
from facilitator.workshops.moving import NotRunning
from facilitator.workshops.rules import Status


def let_in(
    session: Session, workshop: Workshop, number: int, account_id: int
) -> Robots | None:
    """Return a new set of robots, which a server has to bring (`keeping`).

    None when there is one already: a second press brings no second set.

    Raises:
        OnlyInRehearsals: people take part in this workshop.
        NotRunning: it has ended.
        TooManyRobots: the server has enough of them elsewhere.
    """
    _lock(session, workshop)
    if workshop.status is Status.ENDED:
        raise NotRunning()
    if standing_of(session, workshop).are_underway:
        return None
    if count_sets(session) >= MOST_SETS:
        raise TooManyRobots()
    if before := session.get(Robots, workshop.id):
        session.delete(before)
        session.flush()
    robots = Robots(workshop_id=workshop.id, number=number)
    session.add(robots)
    record(session, workshop.id, account_id, "robots.let_in", num=number)
    session.flush()
    return robots


def send_away(session: Session, workshop: Workshop, account_id: int) -> None:
    """Let no robot take part any more. Sending nobody away changes nothing.

    Raises:
        OnlyInRehearsals: there can be none.
    """
    _lock(session, workshop)
    robots = session.get(Robots, workshop.id)
    if robots is None or not standing_of(session, workshop).are_underway:
        return
    robots.ended_at = now()
    record(session, workshop.id, account_id, "robots.sent_away")
    session.flush()


def note_sign(session: Session, robots: Robots, seated: int) -> None:
    """Note that a set lives, and how many of it are inside."""
    if robots.seated == seated:
        be_quiet(session)
    else:
        announce(session, robots.workshop_id, "acts")
    robots.seated, robots.seen_at = seated, now()
    session.flush()


def note_end(session: Session, robots: Robots, *, failed: bool) -> None:
    """Note that a set has ended by itself. One that was sent away stays so."""
    if robots.ended_at is None:
        robots.ended_at, robots.failed = now(), failed
        announce(session, robots.workshop_id, "acts")
        session.flush()


def _lock(session: Session, workshop: Workshop) -> None:
    """Let nobody else let robots in meanwhile.

    Raises:
        OnlyInRehearsals: people take part in this workshop.
    """
    known = ["status", "is_rehearsal"]
    session.refresh(workshop, known, with_for_update={"key_share": True})
    if not workshop.is_rehearsal:
        raise OnlyInRehearsals()
