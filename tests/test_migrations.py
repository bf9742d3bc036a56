"""The migrations and the models say the same, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, inspect

from facilitator.db import connect
from facilitator.migrating import alembic_config
from tests.postgresql import Cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        yield connect(f"sqlite:///{tmp_path}/empty.db")
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with cluster.database("template0") as url:
        engine = connect(url)
        yield engine
        engine.dispose()


def test_the_migrations_build_what_the_models_describe(empty: Engine) -> None:
    config = alembic_config(empty)

    command.upgrade(config, "head")
    command.check(config)  # raises when autogenerate would still find something
    command.downgrade(config, "base")

    assert inspect(empty).get_table_names() == ["alembic_version"]
