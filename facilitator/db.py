"""The declarative base and the engine. Nothing here knows Flask."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any, Protocol, TypeVar

from sqlalchemy import (
    JSON,
    URL,
    Connection,
    DateTime,
    Engine,
    Enum,
    MetaData,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

# Named constraints: without names Alembic cannot drop or alter them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",  # readers and the writer do not wait for each other
    "synchronous = FULL",  # an acknowledged write survives a power cut
    "secure_delete = ON",  # what is erased is overwritten, not only unlinked
    "busy_timeout = 5000",  # milliseconds
)


CONNECTIONS = 20  # to PostgreSQL, at most, of one server
IDLE = 2.0  # seconds after which a connection may have died unnoticed


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. Refuses naive values.

    SQLite has no time zones; without this it would hand back naive values.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        """Return `value` in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, _dialect: Dialect
    ) -> datetime | None:
        """Return `value` in UTC, whatever zone the database's session has."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def values(members: type[StrEnum]) -> list[str]:
    """Return the values of an enum, which are what the database stores."""
    return [member.value for member in members]


class TextsByLanguage(TypeDecorator[dict[str, str]]):
    """The same text in several languages. Refuses anything but strings.

    To change one language, assign a new dict: changes inside are not noticed.
    """

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(
        self, value: dict[str, str] | None, _dialect: Dialect
    ) -> dict[str, str] | None:
        """Return `value` once all its keys and values are strings."""
        for item in (value or {}).items():
            if not all(isinstance(part, str) for part in item):
                raise ValueError(f"not a text in a language: {item!r}")
        return value


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012
        datetime: UTCDateTime(),
        # Stored by value, as plain text: a new member needs no migration.
        StrEnum: Enum(StrEnum, native_enum=False, length=20, values_callable=values),
    }


Key = Annotated[int, mapped_column(primary_key=True)]
Texts = Annotated[dict[str, str], mapped_column(TextsByLanguage)]
Row = TypeVar("Row")


class Placed(Protocol):
    """A row with a place in an order."""

    position: int


def renumber(session: Session, rows: Sequence[Placed]) -> None:
    """Number `rows` from 1 in the order given.

    In two passes: positions are unique, and no database lets two rows share one
    even for the length of a statement.
    """
    for sign in (-1, 1):
        for number, row in enumerate(rows, 1):
            row.position = sign * number
        session.flush()


def moved(rows: Sequence[Row], row: Row, by: int) -> list[Row]:
    """Return `rows` with `row` moved `by` places, as far as there are places."""
    others = [other for other in rows if other is not row]
    place = max(0, min(len(others), list(rows).index(row) + by))
    return [*others[:place], row, *others[place:]]


def connect(url: str | URL) -> Engine:
    """Return an engine for `url`: an SQLite file, or PostgreSQL through psycopg.

    On SQLite, foreign keys are enforced, and a connection with the execution
    option ``writes`` takes the write lock when its transaction begins: SQLite
    has no ``FOR UPDATE``, so this is what makes "check, then write" safe.
    """
    target = make_url(url)
    if target.get_backend_name() in {"postgresql", "postgres"}:
        return _postgresql(target)
    return _sqlite(target)


# Arabic stays readable, and takes a third of the room.
_as_json = partial(json.dumps, ensure_ascii=False)


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        json_serializer=_as_json,
        hide_parameters=True,  # an error's text, and so the log, tells no ballot
        pool_size=CONNECTIONS,
        max_overflow=0,  # one that is closed after use costs more than it brings
        pool_timeout=10,  # seconds
    )
    _ask_whether_alive(engine)
    return engine


def _ask_whether_alive(engine: Engine) -> None:
    """Replace connections that died while they lay idle: PostgreSQL was restarted.

    Those in use all the time are not asked: it would cost each request a round trip.
    """

    @event.listens_for(engine, "checkin")
    def _note(_connection: Any, record: Any) -> None:
        record.info["idle since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def _ask(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get("idle since")
        if since is None or monotonic() - since < IDLE:
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as error:  # whatever it is: a new connection will tell
            raise DisconnectionError from error


def _sqlite(url: URL) -> Engine:
    # An open file costs little, a reader that waits for a connection much.
    pool = {"pool_size": 16, "max_overflow": 112} if _is_file(url) else {}
    engine = create_engine(url, json_serializer=_as_json, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late
        for pragma in reversed(PRAGMAS):  # the patience first: WAL needs a lock
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    _send_savepoints_as_text(engine)
    return engine


def _send_savepoints_as_text(engine: Engine) -> None:
    """Spare the two compilations of a savepoint: half the time of a small unit."""
    for method, statement in (
        ("do_savepoint", "SAVEPOINT"),
        ("do_release_savepoint", "RELEASE SAVEPOINT"),
        ("do_rollback_to_savepoint", "ROLLBACK TO SAVEPOINT"),
    ):

        def send(connection: Connection, name: str, start: str = statement) -> None:
            connection.exec_driver_sql(f"{start} {name}")

        setattr(engine.dialect, method, send)


def _is_file(url: URL) -> bool:
    return bool(url.database) and url.database != ":memory:"


def inserting(
    session: Session, table: type[Base]
) -> "sqlite.Insert | postgresql.Insert":
    """Return an INSERT that can say what happens when the key is taken."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    # Late: with all its drivers it takes a twentieth of the time of a start.
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert(table)
