"""Several servers on one PostgreSQL: what only one of them may do, and what they share.

On SQLite there is one server, and nothing of this is needed.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

# PostgreSQL knows such a lock by two numbers: "faci" and what it is for.
PROGRAM = 0x66616369
STARTING = 1
ERASING = 2

_NAME_OF_KEY = text("SELECT obj_description('alembic_version'::regclass, 'pg_class')")


@contextmanager
def one_at_a_time(engine: Engine, errand: int) -> Iterator[None]:
    """Let no other server do the same `errand` meanwhile; wait for the one that does.

    A server that dies gives the errand back: the database sees to it.
    """
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.connect() as connection:
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        which = {"program": PROGRAM, "errand": errand}
        alone.execute(text("SELECT pg_advisory_lock(:program, :errand)"), which)
        try:
            yield
        finally:
            alone.execute(text("SELECT pg_advisory_unlock(:program, :errand)"), which)


def shares_key(engine: Engine, secret_key: str) -> bool:
    """Say whether the server that started before had this secret key; note ours.

    Kept is a name that nobody can turn back into the key, as the comment on a table.
    """
    if engine.dialect.name == "sqlite":
        return True
    name = f"secret key {_name_of(secret_key)}"
    with one_at_a_time(engine, STARTING), engine.begin() as connection:
        before = connection.scalar(_NAME_OF_KEY)
        if before != name:  # a comment cannot take a parameter; this one is hexadecimal
            connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{name}'")
    return before in (None, name)


def _name_of(secret_key: str) -> str:
    """Return 16 hexadecimal characters; slow to compute, so that nobody guesses."""
    made = hashlib.scrypt(
        secret_key.encode(), salt=b"facilitator key", n=2**14, r=8, p=1, dklen=8
    )
    return made.hex()
