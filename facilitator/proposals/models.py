"""Proposals and their objectives, word for word as their authors wrote them."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.axes.models import Axis
from facilitator.clock import now
from facilitator.db import Base, Key
from facilitator.proposals.rules import Origin, State


class Proposal(Base):
    """A draft or a proposal. The number is the workshop's, given once, for good.

    `author` is an HMAC that only the author's phone can name again; empty for
    what the organiser brought. `key` makes a resent form the same proposal.
    `version` counts the changes of the text, for two people who edit at once.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        UniqueConstraint("workshop_id", "author", "key"),
        CheckConstraint(
            "state = 'draft' OR (number IS NOT NULL AND axis_id IS NOT NULL "
            "AND title <> '')",
            name="submitted_is_complete",
        ),
    )

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    axis_id: Mapped[int | None] = mapped_column(ForeignKey("axis.id"), index=True)
    number: Mapped[int | None]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    origin: Mapped[Origin] = mapped_column(default=Origin.PHONE)
    author: Mapped[str] = mapped_column(String(64), default="")
    key: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    partners: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(3))  # of the text: ar, fr, en, zgh
    cost: Mapped[int | None] = mapped_column(BigInteger)  # centimes; None: unknown
    hidden_why: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    submitted_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now)

    axis: Mapped[Axis | None] = relationship(lazy="joined")


class Objective(Base):
    """One objective of a proposal."""

    __tablename__ = "objective"

    id: Mapped[Key]
    proposal_id: Mapped[int] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
