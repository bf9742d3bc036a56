"""Priority axes and their objectives."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.axes.rules import COLOURS
from facilitator.db import Base, Key, Texts


class Axis(Base):
    """A priority axis. Its number in the workshop is its place in the order."""

    __tablename__ = "axis"
    __table_args__ = (
        UniqueConstraint("workshop_id", "position"),
        CheckConstraint(f"colour BETWEEN 1 AND {COLOURS}", name="colour_in_set"),
    )

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(
        ForeignKey("workshop.id", ondelete="CASCADE")
    )
    position: Mapped[int]  # from 1
    title: Mapped[Texts] = mapped_column(default=dict)
    question: Mapped[Texts] = mapped_column(default=dict)  # put to the tables
    led_by: Mapped[Texts] = mapped_column(default=dict)
    colour: Mapped[int]


class AxisObjective(Base):
    """An objective that the organiser set for a whole axis."""

    __tablename__ = "axis_objective"

    id: Mapped[Key]
    axis_id: Mapped[int] = mapped_column(
        ForeignKey("axis.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    text: Mapped[Texts]
