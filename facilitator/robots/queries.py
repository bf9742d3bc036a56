"""Which robots there are."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.robots.models import Robots
from facilitator.robots.rules import SILENCE, UNDERWAY, Phase, phase_of
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status


@dataclass(frozen=True)
class Standing:
    """What the desk shows of a rehearsal's robots. `seated` are those inside."""

    phase: Phase
    seated: int = 0

    @property
    def are_underway(self) -> bool:
        """Whether there is somebody to send away."""
        return self.phase in UNDERWAY


def standing_of(session: Session, workshop: Workshop) -> Standing:
    """Return how a workshop stands with its robots."""
    robots = session.get(Robots, workshop.id)
    if robots is None:
        return Standing(Phase.NONE)
    phase = phase_of(
        is_open=workshop.status is Status.OPEN,
        seated=robots.seated,
        silence=now() - robots.seen_at,
        has_ended=bool(robots.ended_at) or workshop.status is Status.ENDED,
        failed=robots.failed,
    )
    return Standing(phase, robots.seated)


def count_sets(session: Session) -> int:
    """Return in how many workshops robots take part, or wait."""
    underway = (Robots.ended_at.is_(None), Robots.seen_at > now() - SILENCE)
    return session.scalar(select(func.count()).where(*underway)) or 0
