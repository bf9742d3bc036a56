"""The triggers that freeze closed votes and the log: all there, and no others.

Whoever takes one out can change what was sealed, and whoever adds one can change
what comes in.
"""

from functools import lru_cache

from sqlalchemy import Engine, text

from facilitator.db import connect
from facilitator.migrating import upgrade
from facilitator.schema import newest_revision, stored_revision

_SQLITE = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
_POSTGRESQL = text(
    "SELECT tgname, '' FROM pg_trigger "
    "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
)


def odd_triggers(engine: Engine) -> list[str]:
    """Return the names of triggers that are missing, changed, or none of ours.

    Of PostgreSQL the names alone are compared. A schema that is not this version's
    has others, of which nothing is known here.
    """
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if stored_revision(connection) != newest_revision():
            return []
        rows = connection.execute(_SQLITE if is_sqlite else _POSTGRESQL).all()
    found = {(str(name), str(said)) for name, said in rows}
    ours = {(name, said if is_sqlite else "") for name, said in _ours()}
    return sorted({name for name, _said in found ^ ours})


@lru_cache(maxsize=1)
def _ours() -> frozenset[tuple[str, str]]:
    """Return the triggers of a new database, with the statements that made them."""
    engine = connect("sqlite://")
    try:
        upgrade(engine)
        with engine.connect() as connection:
            rows = connection.execute(_SQLITE).all()
    finally:
        engine.dispose()
    return frozenset((str(name), str(said)) for name, said in rows)
