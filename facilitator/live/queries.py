"""Read the change feed."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.live.models import Pulse


def versions(session: Session, workshop_id: int) -> dict[str, int]:
    """Return the version of each topic of the workshop that ever changed.

    A page carries them, so that its stream knows what it shows already.
    """
    pulses = select(Pulse.topic, Pulse.version).where(Pulse.workshop_id == workshop_id)
    return dict(session.execute(pulses).all())


def versions_of(
    session: Session, workshop_ids: Collection[int]
) -> list[tuple[int, str, int]]:
    """Return the workshop, topic and version of each pulse of these workshops."""
    pulses = select(Pulse.workshop_id, Pulse.topic, Pulse.version).where(
        Pulse.workshop_id.in_(workshop_ids)
    )
    return list(session.execute(pulses))
