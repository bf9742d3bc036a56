"""The newest version of each topic of a workshop."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base

LONGEST_TOPIC = 30  # characters


class Pulse(Base):
    """How often `topic` changed in a workshop. One row for each: it never grows."""

    __tablename__ = "pulse"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str] = mapped_column(String(LONGEST_TOPIC), primary_key=True)
    version: Mapped[int]
