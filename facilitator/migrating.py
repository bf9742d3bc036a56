"""Bring a database to the schema that this version needs.

During an upgrade, older code meets a newer schema: its servers go on until they are
started again, one after the other. Migrations therefore only add. One that older
code would not survive says why in ``OLDER_CODE_FAILS``; the database then keeps its
revision as the least that code must know, beside Alembic's own.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationInfo
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from facilitator.fleet import STARTING, one_at_a_time
from facilitator.paths import ROOT

_VERSION = sa.table("alembic_version", sa.column("version_num"), sa.column("least"))
NOTHING = "base"  # any code will do


class NewerDatabase(Exception):  # noqa: N818 -- reads as a fact
    """A newer version has changed the schema so that this one cannot use it."""


def alembic_config(engine: Engine) -> Config:
    """Return Alembic's settings for `engine`, the same in a checkout and a wheel."""
    config = Config()
    config.set_main_option(
        "script_location", str(ROOT / "migrations").replace("%", "%%")
    )
    config.set_main_option(
        "file_template",
        "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s",
    )
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine) -> None:
    """Run the migrations that `engine`'s database has not seen.

    Servers that start together do it one after the other. What a newer version has
    added is left alone.

    Raises:
        NewerDatabase: a newer version has changed more than this one survives.
    """
    config = alembic_config(engine)
    with one_at_a_time(engine, STARTING):
        known = {script.revision for script in _scripts(config).walk_revisions()}
        revision, least = _revisions_in(engine)
        if revision is None or revision in known:
            command.upgrade(config, "head")
        elif least not in {*known, NOTHING}:
            raise NewerDatabase


def note_least(
    *, ctx: Any, step: MigrationInfo, heads: set[str], **_arguments: Any
) -> None:
    """Keep the least revision that code must know. Alembic calls it after each step."""
    connection: Connection = ctx.connection
    columns = sa.inspect(connection).get_columns("alembic_version")
    if "least" not in {column["name"] for column in columns}:
        connection.exec_driver_sql(
            "ALTER TABLE alembic_version ADD COLUMN least VARCHAR(32)"
        )
    least = NOTHING
    scripts: Iterable[Any] = step.revision_map.iterate_revisions(tuple(heads), "base")
    for script in scripts:
        if hasattr(script.module, "OLDER_CODE_FAILS"):
            least = script.revision
            break
    connection.execute(_VERSION.update().values(least=least))


def _scripts(config: Config) -> ScriptDirectory:
    return ScriptDirectory.from_config(config)


def _revisions_in(engine: Engine) -> tuple[str | None, str | None]:
    """Return the database's revision, and the least that code must know."""
    inspector = sa.inspect(engine)
    if not inspector.has_table("alembic_version"):
        return None, None
    columns = {column["name"] for column in inspector.get_columns("alembic_version")}
    wanted = [_VERSION.c[name] for name in ("version_num", "least") if name in columns]
    with engine.connect() as connection:
        row = connection.execute(sa.select(*wanted)).first()
    if row is None:
        return None, None
    return row[0], row[1] if len(row) > 1 else None
