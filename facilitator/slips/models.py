"""Voting slips. The server knows a slip again when it sees it, and cannot make one."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.db import Base, Key
from facilitator.slips.rules import SlipState
from facilitator.workshops.models import Workshop  # noqa: F401 -- for the foreign key


class Slip(Base):
    """A slip of paper. `credential` is the HMAC of the token printed on it.

    `number` is printed on it too, so that a lost one can be made void; who holds
    it is noted nowhere, nor when it was handed out.
    """

    __tablename__ = "slip"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        UniqueConstraint("workshop_id", "credential"),
    )

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    number: Mapped[int]  # within the workshop, from 1
    credential: Mapped[str] = mapped_column(String(64))
    state: Mapped[SlipState] = mapped_column(default=SlipState.PRINTED)
    void_why: Mapped[str] = mapped_column(String(200), default="")
