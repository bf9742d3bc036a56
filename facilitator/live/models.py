"""The change feed: which topic of a workshop stands at which version."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base


class Pulse(Base):
    """`topic` of a workshop changed `version` times. Carries no content."""

    __tablename__ = "pulse"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str] = mapped_column(String(30), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
