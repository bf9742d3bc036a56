"""A small table for the tests of units of work."""

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table, insert, select
from sqlalchemy.orm import Session

from facilitator.units import Units

tables = MetaData()
dot = Table(
    "unit_test_dot",
    tables,
    Column("id", Integer, primary_key=True, autoincrement=False),
    CheckConstraint("id >= 0", name="id_is_positive"),
)


def put(session: Session, number: int) -> None:
    session.execute(insert(dot).values(id=number))


def stored(units: Units) -> list[int]:
    with units.reading() as session:
        return list(session.scalars(select(dot.c.id).order_by(dot.c.id)))
