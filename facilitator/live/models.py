"""The newest version of each topic of a workshop, and of what nobody announced."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base, Key

LONGEST_TOPIC = 30  # characters


class Pulse(Base):
    """How often `topic` changed in a workshop. One row for each: it never grows."""

    __tablename__ = "pulse"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    topic: Mapped[str] = mapped_column(String(LONGEST_TOPIC), primary_key=True)
    version: Mapped[int]


class Unannounced(Base):
    """How often something changed of which nobody said what. It is one row.

    Counted on PostgreSQL alone (`moments`).
    """

    __tablename__ = "unannounced"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Key]
    version: Mapped[int]
