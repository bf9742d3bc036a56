"""Votes and the ballot store. See README, "What a vote keeps and what not".

Nothing here joins a ballot to a person: a ballot's key is an HMAC that only
the holder of the token can compute, and no time, seat or address stands by it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.axes.models import Axis  # noqa: F401 -- for the foreign key
from facilitator.db import Base, Key, Texts
from facilitator.keys import new_key
from facilitator.proposals.models import Proposal  # noqa: F401 -- likewise
from facilitator.voting.rules import Level, Method, VoteState


class Vote(Base):
    """A question put to the room.

    `key` names it in HMACs. `spec` is the canonical JSON of all that opening
    fixes; `opening_hash` and `closing_hash` (SHA-256, hexadecimal) seal it and
    the ballots. `result` is written once, by the transaction that closes.
    """

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("most > 0", name="most_positive"),
        CheckConstraint(
            "state <> 'closed' OR (result IS NOT NULL AND closing_hash IS NOT NULL)",
            name="closed_has_result",
        ),
    )

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    step_id: Mapped[int | None] = mapped_column(
        ForeignKey("step.id", ondelete="SET NULL"), index=True
    )
    axis_id: Mapped[int | None] = mapped_column(  # none: over all axes
        ForeignKey("axis.id"), index=True
    )
    number: Mapped[int]  # within the workshop, from 1
    key: Mapped[str] = mapped_column(String(32), unique=True, default=new_key)
    question: Mapped[Texts] = mapped_column(default=dict)  # empty: the usual one
    method: Mapped[Method] = mapped_column(default=Method.STICKERS)
    level: Mapped[Level] = mapped_column(default=Level.OPEN)
    most: Mapped[int | None]  # marks on one ballot; none: proposed at the opening
    state: Mapped[VoteState] = mapped_column(default=VoteState.PREPARED)
    spec: Mapped[str | None] = mapped_column(LongText)
    opening_hash: Mapped[str | None] = mapped_column(String(64))
    closing_hash: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    revealed: Mapped[int] = mapped_column(default=0)  # 0: not yet; 1: to everybody


class VoteOption(Base):
    """A proposal on which people vote, fixed when the vote opens."""

    __tablename__ = "vote_option"

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True
    )
    proposal_id: Mapped[int] = mapped_column(
        ForeignKey("proposal.id"), primary_key=True, index=True
    )


class Ballot(Base):
    """One person's answer, under a name that only that person can say again.

    On SQLite the table has no row ids: rows lie in the order of the locators,
    so that storage says nothing of time. Triggers refuse changes unless the
    vote is open (see the migration).
    """

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("vote_id", "receipt"),
        {"sqlite_with_rowid": False},
    )

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True
    )
    locator: Mapped[str] = mapped_column(String(64), primary_key=True)
    receipt: Mapped[str] = mapped_column(String(12))
    content: Mapped[str] = mapped_column(LongText)  # canonical JSON
