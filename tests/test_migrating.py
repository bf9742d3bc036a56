"""Servers that start together, and code that meets a newer schema."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, inspect

from facilitator.db import connect
from facilitator.migrating import NewerDatabase, alembic_config, upgrade
from facilitator.paths import ROOT
from tests.postgresql import Cluster

LATER = '''
    """come later."""
    import sqlalchemy as sa
    from alembic import op
    revision = "{revision}"
    down_revision = "{before}"
    {why}
    def upgrade():
        op.add_column("seat", sa.Column("{revision}", sa.Integer()))
    def downgrade():
        op.drop_column("seat", "{revision}")
'''
WHY = 'OLDER_CODE_FAILS = "for the test"'


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield connect(f"sqlite:///{tmp_path}/fresh.db")
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.database("template0") as url:
        engine = connect(url)
        yield engine
        engine.dispose()


def upgraded_by_newer(engine: Engine, folder: Path, *whys: str) -> None:
    """Upgrade as a version does that has one more migration for each of `whys`."""
    shutil.copytree(ROOT / "migrations", folder / "migrations")
    config = alembic_config(engine)
    config.set_main_option("script_location", str(folder / "migrations"))
    before = "head"
    for number, why in enumerate(whys):
        command.upgrade(config, "head")
        [before] = heads(engine)
        revision = f"later{number}"
        written = textwrap.dedent(LATER).format(
            revision=revision, before=before, why=why
        )
        (folder / "migrations" / "versions" / f"{revision}.py").write_text(written)
        config = alembic_config(engine)
        config.set_main_option("script_location", str(folder / "migrations"))
    command.upgrade(config, "head")


def heads(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        return list(found.scalars())


def test_what_a_newer_version_added_is_left_alone(
    fresh: Engine, tmp_path: Path
) -> None:
    upgraded_by_newer(fresh, tmp_path, "", "")

    upgrade(fresh)

    assert heads(fresh) == ["later1"]
    assert {"later0", "later1"} <= {
        column["name"] for column in inspect(fresh).get_columns("seat")
    }


@pytest.mark.parametrize("whys", [(WHY,), (WHY, ""), ("", WHY)])
def test_a_change_that_older_code_does_not_survive_is_refused(
    fresh: Engine, tmp_path: Path, whys: tuple[str, ...]
) -> None:
    upgraded_by_newer(fresh, tmp_path, *whys)

    with pytest.raises(NewerDatabase):
        upgrade(fresh)


def test_a_newer_database_that_says_nothing_is_refused(fresh: Engine) -> None:
    upgrade(fresh)
    with fresh.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE alembic_version DROP COLUMN least")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")

    with pytest.raises(NewerDatabase):
        upgrade(fresh)


def test_going_back_forgets_what_was_needed(fresh: Engine, tmp_path: Path) -> None:
    upgraded_by_newer(fresh, tmp_path, WHY)
    config = alembic_config(fresh)
    config.set_main_option("script_location", str(tmp_path / "migrations"))

    command.downgrade(config, "-1")
    upgrade(fresh)

    assert heads(fresh) != ["later0"]


def test_four_servers_that_start_together_migrate_once(
    cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.database("template0") as url:
        starting = [
            subprocess.Popen(
                [sys.executable, "-m", "facilitator", "migrate"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "FACILITATOR_DATABASE_URL": url,
                    "FACILITATOR_DATA": str(tmp_path / str(number)),
                },
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for number in range(4)
        ]
        said = [process.communicate(timeout=100)[0] for process in starting]

    assert said == ["The database is up to date.\n"] * 4
