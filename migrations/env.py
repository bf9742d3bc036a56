"""Alembic's environment: the engine comes from facilitator.migrating."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from facilitator.db import TextsByLanguage, UTCDateTime
from facilitator.migrating import note_least
from facilitator.tables import METADATA


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own types as plain ones: a migration never imports the package."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, TextsByLanguage):
        return "sa.JSON(none_as_null=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    return False


engine = context.config.attributes["engine"].execution_options(writes=True)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=render_item,
        compare_server_default=True,
        on_version_apply=note_least,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # Whoever waits for a lock on a table makes all others wait behind.
            connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        context.run_migrations()
