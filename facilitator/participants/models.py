"""Seats (who joined by phone) and attendance (who was there by category).

No key leads from a seat to a proposal or a ballot: those carry a keyed hash
of the seat's token, and only the phone has the token.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.clock import now
from facilitator.db import Base, Key, Texts


class Seat(Base):
    """A place in one workshop. `credential` is the HMAC of its token."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("workshop_id", "credential"),)

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    credential: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(40), default="")  # a first name, or none
    table_number: Mapped[int | None]
    joined_at: Mapped[datetime] = mapped_column(default=now)


class Attendance(Base):
    """People present by role and category; `count` is NULL where unknown."""

    __tablename__ = "attendance"

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    role: Mapped[Texts]
    category: Mapped[str] = mapped_column(String(40))
    count: Mapped[int | None]
