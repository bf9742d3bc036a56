"""Workshops, their steps, where each one stands, and what was done in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.accounts.models import Account
from facilitator.clock import now
from facilitator.db import Base, Key, Texts
from facilitator.keys import new_key
from facilitator.logbook.models import Act as Act  # noqa: PLC0414 -- told on
from facilitator.workshops.rules import (
    WIFI_NAME_LIMIT,
    WIFI_PASSWORD_LIMIT,
    PartOfDay,
    Status,
    StepKind,
)


class Workshop(Base):
    """One workshop: what it is about, for whom, in which languages.

    `held_on` is an ISO date of which the end may be missing (2023, 2023-03,
    2023-03-06); `weekday` (Monday is 0) and `part_of_day` stand for themselves
    when the source knows no date. `key` names the workshop in HMACs and exports,
    on whatever machine it lives; `code` is what people type. A missing fact is
    NULL or an empty text.
    """

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint("length(code) = 6", name="code_has_six_digits"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_in_range"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(6), unique=True)
    key: Mapped[str] = mapped_column(String(32), unique=True, default=new_key)
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    template: Mapped[str] = mapped_column(String(30), default="blank")
    title: Mapped[Texts] = mapped_column(default=dict)
    organiser: Mapped[Texts] = mapped_column(default=dict)
    venue: Mapped[Texts] = mapped_column(default=dict)
    mandate: Mapped[Texts] = mapped_column(default=dict)  # what the vote decides
    closing_words: Mapped[Texts] = mapped_column(default=dict)
    held_on: Mapped[str | None] = mapped_column(String(10))
    weekday: Mapped[int | None]
    part_of_day: Mapped[PartOfDay | None]
    starts: Mapped[str | None] = mapped_column(String(5))  # 24-hour HH:MM
    ends: Mapped[str | None] = mapped_column(String(5))
    languages: Mapped[list[str]] = mapped_column(JSON)  # at least one
    main_language: Mapped[str] = mapped_column(String(3))
    contact: Mapped[str] = mapped_column(String(200), default="")  # for the notice
    kept_months: Mapped[int | None]  # how long personal data is kept
    # The town by group, per cent: {"age": {"under-30": 42, …}}; none: not given.
    census: Mapped[dict[str, dict[str, int]] | None] = mapped_column(
        JSON(none_as_null=True)
    )
    wifi_name: Mapped[str] = mapped_column(  # of the room's network; empty: none
        String(WIFI_NAME_LIMIT), default="", server_default=text("''")
    )
    wifi_password: Mapped[str] = mapped_column(  # in clear: the projector shows it
        String(WIFI_PASSWORD_LIMIT), default="", server_default=text("''")
    )
    reviewed: Mapped[bool] = mapped_column(default=False)  # held until approved
    invented: Mapped[bool] = mapped_column(default=False)  # demo: nothing is real
    is_rehearsal: Mapped[bool] = mapped_column(  # robots only; wiped as a whole
        default=False, server_default=false()
    )
    created_at: Mapped[datetime] = mapped_column(default=now)
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    purged_at: Mapped[datetime | None]  # personal data erased; `remains` are counts
    remains: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Membership(Base):
    """An account to which a workshop belongs, or with which it is shared."""

    __tablename__ = "membership"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_owner: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class Partner(Base):
    """A body that carries the workshop together with the organiser."""

    __tablename__ = "partner"

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[Texts]


class NextStep(Base):
    """What follows the workshop. `due` is an ISO date, its end may be missing."""

    __tablename__ = "next_step"

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[Texts]
    due: Mapped[str | None] = mapped_column(String(10))


class Step(Base):
    """An item of the agenda. `title` is empty where the kind's name will do."""

    __tablename__ = "step"
    __table_args__ = (
        UniqueConstraint("workshop_id", "position"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("min_minutes > 0", name="min_minutes_positive"),
    )

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    position: Mapped[int]
    kind: Mapped[StepKind]
    title: Mapped[Texts] = mapped_column(default=dict)
    minutes: Mapped[int | None]  # planned
    min_minutes: Mapped[int | None]
    skipped: Mapped[bool] = mapped_column(default=False)


class Progress(Base):
    """The step at which an open workshop stands. No row before it opens."""

    __tablename__ = "progress"

    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    entered_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]  # when the timer of the step runs out
    paused_at: Mapped[datetime | None]  # since when it stands still
    paused_for: Mapped[int] = mapped_column(  # seconds, before that
        default=0, server_default=text("0")
    )

    step: Mapped[Step] = relationship(lazy="joined", innerjoin=True)
