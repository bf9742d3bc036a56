"""The robots of a rehearsal."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.clock import now
from facilitator.db import Base
from facilitator.keys import new_key
from facilitator.robots.rules import MOST


class Robots(Base):
    """The last set of robots that was let into a rehearsal.

    `key` tells it from the sets before. `seen_at` is the last sign of the server
    that keeps their process: where it is long past, both are gone.
    """

    __tablename__ = "robots"
    __table_args__ = (
        CheckConstraint(f"number BETWEEN 1 AND {MOST}", name="number_in_range"),
        CheckConstraint("seated BETWEEN 0 AND number", name="seated_in_range"),
    )

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(32), default=new_key)
    number: Mapped[int]
    seated: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    failed: Mapped[bool] = mapped_column(default=False)
