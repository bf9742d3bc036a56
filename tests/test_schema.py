"""How far a schema is, read without Alembic: the same as Alembic says."""

import sys
from subprocess import run

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from facilitator import schema
from facilitator.db import connect
from facilitator.migrating import alembic_config


def test_the_newest_revision_is_alembics(sqlite_url: str) -> None:
    engine = connect(sqlite_url)
    scripts = ScriptDirectory.from_config(alembic_config(engine))
    engine.dispose()

    assert schema.newest_revision() == scripts.get_current_head()


def test_a_database_tells_its_revision(engine: Engine) -> None:
    with engine.connect() as connection:
        stored = schema.stored_revision(connection)

    assert stored == schema.newest_revision()


def test_an_empty_database_has_none() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        stored = schema.stored_revision(connection)
    engine.dispose()

    assert stored is None


@pytest.mark.parametrize(
    ("revision", "is_behind"),
    [(None, True), ("2accdd7b68f4", True), ("0a1b2c3d4e5f", False)],
    ids=["empty", "the first", "a newer version's"],
)
def test_older_schemas_are_behind(revision: str | None, is_behind: bool) -> None:
    assert schema.is_behind(revision) == is_behind
    assert not schema.is_behind(schema.newest_revision())


def test_a_server_at_the_newest_revision_starts_without_alembic(
    sqlite_url: str,
) -> None:
    code = f"""
import os, sys, tempfile
from pathlib import Path
from facilitator.config import read_settings
from facilitator.running import opened
settings = read_settings({{"FACILITATOR_DATABASE_URL": {sqlite_url!r}}},
                         data=Path(tempfile.mkdtemp()))
with opened(settings):
    print("alembic" in sys.modules)
"""

    printed = run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert printed == "False\n"
