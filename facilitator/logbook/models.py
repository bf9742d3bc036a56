"""The log of acts: one row for each, to which one can only add."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.clock import now
from facilitator.db import Base, Key


class Act(Base):
    """Something that staff did, for the list of undo, the report and the log.

    `kind` names the act ("proposal.hidden"), `details` hold what its sentence
    needs and what undoing it needs. Never anything of a ballot. `actor` is the
    account's name of that day. Triggers refuse changes, but for `undone_at`, and
    but for what a purge erases; `digest` chains each act to the one before.
    """

    __tablename__ = "act"
    __table_args__ = (Index("ix_act_workshop_id_id", "workshop_id", "id"),)

    id: Mapped[Key]
    # NULL for acts on accounts, which the log alone reads: a workshop's have one.
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), nullable=True
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    actor: Mapped[str | None] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]
    why: Mapped[str | None] = mapped_column(Text)
