"""Announce a change to the screens of a workshop."""

import re

from sqlalchemy import column, literal, select, table
from sqlalchemy.orm import Session

from facilitator.db import inserting
from facilitator.live.models import LONGEST_TOPIC, Pulse
from facilitator.moments import ANNOUNCED, QUIET, Noted

OWNERS = "owners"  # a key in a session's info
SHARED_OWNERS = 1024
TOPIC = re.compile(r"[a-z][a-z0-9_-]*")


def announce(session: Noted, workshop_id: int, topic: str) -> None:
    """Tell that `topic` changed, in the unit of work that changes it.

    Screens hear of it after the commit; a unit rolled back is never announced.
    """
    if not TOPIC.fullmatch(topic) or len(topic) > LONGEST_TOPIC:
        raise ValueError(f"a topic is one short word: {topic!r}")
    session.info.setdefault(ANNOUNCED, set()).add((workshop_id, topic))


def announced(session: Noted) -> frozenset[tuple[int, str]]:
    """Return the workshops and topics announced in `session`."""
    return frozenset(session.info.get(ANNOUNCED, ()))


def announce_ballot(session: Noted, workshop_id: int, token: str) -> None:
    """Tell that a ballot came in or changed, of which only its holder sees more."""
    announce(session, workshop_id, "votes")
    session.info.setdefault(OWNERS, set()).add(owner(token))


def owners(session: Noted) -> frozenset[int]:
    """Return those who alone see what changed."""
    return frozenset(session.info.get(OWNERS, ()))


def owner(token: str) -> int:
    """Return a number for who holds `token`; another after each start.

    Several share one, so that it names nobody.
    """
    return hash(token) % SHARED_OWNERS


def be_quiet(session: Noted) -> None:
    """Say that what this unit writes and does not announce is on no page."""
    session.info[QUIET] = True


def is_quiet(session: Noted) -> bool:
    """Whether what it writes and does not announce is on no page."""
    return QUIET in session.info


def raise_version(session: Session, workshop_id: int, topic: str) -> int | None:
    """Count one more change of `topic`; return its version, the first being 1.

    Returns None when the workshop is gone: nobody is left to tell.
    """
    workshop = table("workshop", column("id"))
    there = select(workshop.c.id, literal(topic), literal(1)).where(
        workshop.c.id == workshop_id
    )
    raised = (
        inserting(session, Pulse)
        .from_select(["workshop_id", "topic", "version"], there)
        .on_conflict_do_update(
            index_elements=["workshop_id", "topic"],
            set_={"version": Pulse.version + 1},
        )
        .returning(Pulse.version)
    )
    version: int | None = session.scalar(raised)
    return version
