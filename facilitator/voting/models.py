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
from facilitator.slips.models import Slip  # noqa: F401 -- likewise
from facilitator.voting.rules import Channel, Level, Method, VoteState


class Vote(Base):
    """A question put to the room.

    `picked` are numbers of proposals, where not all are put to the vote; `terms`
    as in `voting.terms`. `key` names it in HMACs. `spec` is the canonical JSON of
    all that opening fixes; `opening_hash` and `closing_hash` (SHA-256, hexadecimal)
    seal it and the ballots. `result` is written by the transaction that closes, and
    once more when the room has rolled `dice`.
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
    picked: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    terms: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    follows: Mapped[int | None]  # the number of the round before
    state: Mapped[VoteState] = mapped_column(default=VoteState.PREPARED)
    spec: Mapped[str | None] = mapped_column(LongText)
    opening_hash: Mapped[str | None] = mapped_column(String(64))
    closing_hash: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    dice: Mapped[str | None] = mapped_column(LongText)  # digits rolled in the room
    # The count on paper: slips found unused, witnesses, what was noted. Any time.
    checked: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    revealed: Mapped[int] = mapped_column(default=0)  # up to which stages.Stage
    # Whether everybody sees the reasons that staff have not hidden.
    shows_reasons: Mapped[bool | None]  # none: as not


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
    # Answers on the ballot's card, canonical JSON; erased by the close.
    groups: Mapped[str | None] = mapped_column(LongText)


class SlipUse(Base):
    """That a slip has voted: the list of those who have, as at a polling station.

    It says nothing of when or how; the rows lie in the order of the slips.
    """

    __tablename__ = "slip_use"
    __table_args__ = ({"sqlite_with_rowid": False},)

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True
    )
    slip_id: Mapped[int] = mapped_column(
        ForeignKey("slip.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class BallotReason(Base):
    """Why somebody has reservations or says no, under a keyed name of its own.

    No key joins it to the ballot. Shown after the close, unless hidden.
    """

    __tablename__ = "ballot_reason"
    __table_args__ = ({"sqlite_with_rowid": False},)

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True
    )
    locator: Mapped[str] = mapped_column(String(64), primary_key=True)
    answer: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(LongText)
    is_hidden: Mapped[bool] = mapped_column(default=False)


class PaperBallot(Base):
    """A ballot on paper, typed once, until a second person has typed it too."""

    __tablename__ = "paper_ballot"
    __table_args__ = ({"sqlite_with_rowid": False},)

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True
    )
    locator: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[str] = mapped_column(LongText)  # canonical JSON
    typist: Mapped[str] = mapped_column(String(40))  # who typed it, not who voted


class ChannelCount(Base):
    """How many ballots first came in by a channel other than a phone."""

    __tablename__ = "channel_count"

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True
    )
    channel: Mapped[Channel] = mapped_column(primary_key=True)
    ballots: Mapped[int] = mapped_column(default=0)


class RaisedHands(Base):
    """Hands counted in the room: totals apart, never mixed with ballots."""

    __tablename__ = "raised_hands"

    vote_id: Mapped[int] = mapped_column(
        ForeignKey("vote.id", ondelete="CASCADE"), primary_key=True
    )
    present: Mapped[int | None]
    totals: Mapped[dict[str, int]] = mapped_column(JSON)  # by option id
