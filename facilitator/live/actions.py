"""Announce a change to the screens of a workshop."""

from sqlalchemy.orm import Session

CHANGED = "changed-topics"


def announce(session: Session, workshop_id: int, topic: str) -> None:
    """Tell that `topic` changed, once the transaction that changes it is durable."""
    session.info.setdefault(CHANGED, set()).add((workshop_id, topic))
