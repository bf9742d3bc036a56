"""Migrations that code of the version before survives: they only add."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from facilitator.db import connect
from facilitator.migrating import alembic_config
from tests.postgresql import Cluster

FIRST = "a6d0e3f4b915"  # the schema that the first servers to be upgraded have
# What looks dangerous and is not, with the reason.
SURVIVED = {
    ("c41a7d0e5b92", "act.workshop_id may be empty"): (
        "older code finds acts by their workshop, and sees no others"
    ),
}
Schema = Mapping[str, Mapping[str, Any]]


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[Engine]:
    with cluster.database("template0") as url:
        engine = connect(url)
        yield engine
        engine.dispose()


@pytest.fixture
def migrated(cluster: Cluster) -> Iterator[Engine]:
    with cluster.database() as url:
        engine = connect(url)
        yield engine
        engine.dispose()


def schema_of(engine: Engine) -> Schema:
    """Return columns and rules of every table, as PostgreSQL has them."""
    inspector = inspect(engine)
    return {
        table: {
            "columns": {c["name"]: c for c in inspector.get_columns(table)},
            "rules": {
                f"{kind} {rule['name']}"
                for kind, rules in (
                    ("unique", inspector.get_unique_constraints(table)),
                    (
                        "unique",
                        [i for i in inspector.get_indexes(table) if i["unique"]],
                    ),
                    ("check", inspector.get_check_constraints(table)),
                    ("foreign key", inspector.get_foreign_keys(table)),
                )
                for rule in rules
            },
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def dangers(before: Schema, after: Schema) -> set[str]:
    """Return what code that knows `before` could stumble over in `after`."""
    found = {f"{table} is gone" for table in before.keys() - after.keys()}
    for table in before.keys() & after.keys():
        old, new = before[table]["columns"], after[table]["columns"]
        found |= {f"{table}.{name} is gone" for name in old.keys() - new.keys()}
        for name in new.keys() - old.keys():
            if not new[name]["nullable"] and new[name]["default"] is None:
                found.add(f"{table}.{name} is demanded")
        for name in old.keys() & new.keys():
            found |= changed(f"{table}.{name}", old[name], new[name])
        rules = after[table]["rules"] - before[table]["rules"]
        touching = {r for r in rules if not is_about_new(r, old, new)}
        found |= {f"{table} has a new rule: {rule}" for rule in touching}
    return found


def changed(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    found = set()
    if str(old["type"]) != str(new["type"]):
        found.add(f"{name} was {old['type']} and is {new['type']}")
    if new["nullable"] and not old["nullable"]:
        found.add(f"{name} may be empty")
    if old["nullable"] and not new["nullable"]:
        found.add(f"{name} may not be empty any more")
    if old["default"] is not None and new["default"] is None:
        found.add(f"{name} has lost its default")
    return found


def is_about_new(rule: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether the rule's name says that it is about a column that was added."""
    return any(name in rule for name in new.keys() - old.keys())


def test_older_code_survives_each_migration(empty: Engine) -> None:
    config = alembic_config(empty)
    command.upgrade(config, FIRST)
    before = schema_of(empty)
    scripts = list(ScriptDirectory.from_config(config).iterate_revisions("head", FIRST))

    found = set()
    for script in reversed(scripts):
        command.upgrade(config, script.revision)
        after = schema_of(empty)
        if not hasattr(script.module, "OLDER_CODE_FAILS"):
            found |= {(script.revision, said) for said in dangers(before, after)}
        before = after

    assert scripts
    assert found == set(SURVIVED)


@pytest.mark.parametrize(
    ("statement", "danger"),
    [
        ("DROP TABLE paper_ballot", "paper_ballot is gone"),
        ("ALTER TABLE seat DROP COLUMN name", "seat.name is gone"),
        ("ALTER TABLE seat RENAME name TO called", "seat.name is gone"),
        ("ALTER TABLE seat ADD age integer NOT NULL", "seat.age is demanded"),
        (
            "ALTER TABLE seat ALTER name TYPE varchar(9)",
            "seat.name was VARCHAR(40) and is VARCHAR(9)",
        ),
        (
            "ALTER TABLE seat ALTER table_number SET NOT NULL",
            "seat.table_number may not be empty any more",
        ),
        ("ALTER TABLE seat ALTER name DROP NOT NULL", "seat.name may be empty"),
        (
            "ALTER TABLE workshop ALTER wifi_name DROP DEFAULT",
            "workshop.wifi_name has lost its default",
        ),
        (
            "ALTER TABLE seat ADD CONSTRAINT ck_tall CHECK (id > 0)",
            "seat has a new rule: check ck_tall",
        ),
        (
            "CREATE UNIQUE INDEX one_name ON seat (name)",
            "seat has a new rule: unique one_name",
        ),
    ],
)
def test_what_older_code_stumbles_over_is_found(
    migrated: Engine, statement: str, danger: str
) -> None:
    before = schema_of(migrated)

    with migrated.begin() as connection:
        connection.exec_driver_sql(statement)

    assert danger in dangers(before, schema_of(migrated))


def test_what_is_only_added_is_no_danger(migrated: Engine) -> None:
    before = schema_of(migrated)

    with migrated.begin() as connection:
        for statement in (
            "ALTER TABLE seat ADD age integer",
            "ALTER TABLE seat ADD tall boolean NOT NULL DEFAULT false",
            "CREATE TABLE hat (id integer NOT NULL UNIQUE)",
            "CREATE INDEX ix_seat_name ON seat (name)",
        ):
            connection.exec_driver_sql(statement)

    assert dangers(before, schema_of(migrated)) == set()
