"""A copy that is put in the place of the database."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command

from facilitator.backup.checking import check_file
from facilitator.backup.copying import copy_database
from facilitator.backup.restoring import CannotRestore, restore
from facilitator.db import connect
from facilitator.lock import InUse, only_one
from facilitator.migrating import alembic_config
from tests.backup.conftest import CLOSED, OPEN, Data

NOON = datetime(2026, 3, 6, 12, 0, 5, tzinfo=UTC)
KEPT = "facilitator-before-restore-20260306-120005.db"


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


@pytest.fixture
def copy(data: Data, tmp_path: Path) -> Path:
    return copy_database(data.database, tmp_path / "copy.db", NOON).path


def test_what_came_after_the_copy_is_gone_and_kept_aside(
    data: Data, copy: Path
) -> None:
    change(data.database, "UPDATE proposal SET title = 'later'")

    restored = restore(copy, data.database, NOON)

    assert restored.kept == data.folder / KEPT
    titles = "SELECT count(*) FROM proposal WHERE title = 'later'"
    assert rows(data.database, titles) == [(0,)]
    assert rows(restored.kept, titles) == [(8,)]
    assert (restored.rows["workshop"], restored.rows["ballot"]) == (2, CLOSED)


def test_an_open_vote_begins_again_and_the_desk_says_so(data: Data, copy: Path) -> None:
    restored = restore(copy, data.database, NOON)

    assert restored.reopened == 1
    assert rows(data.database, "SELECT state FROM vote ORDER BY id") == [
        ("closed",),
        ("open",),
    ]
    query = "SELECT kind, account_id FROM act ORDER BY id DESC LIMIT 1"
    assert rows(data.database, query) == [("vote.emptied", None)]
    # What was thrown away can be had back: the database itself holds its ballots.
    again = restore(data.folder / KEPT, data.database, NOON)
    assert (again.rows["workshop"], again.reopened) == (2, 0)
    ballots = "SELECT count(*) FROM ballot"
    assert rows(data.database, ballots) == [(CLOSED + OPEN,)]


def test_every_log_says_that_its_end_is_missing(data: Data, copy: Path) -> None:
    change(
        data.database,
        "INSERT INTO act (workshop_id, kind, details, at) "
        "VALUES (1, 'step.moved', '{}', '2026-03-06')",
    )

    restore(copy, data.database, NOON)

    acts = "SELECT workshop_id, account_id FROM act WHERE kind = 'database.restored'"
    assert rows(data.database, acts) == [(None, None), (1, None), (2, None)]
    assert check_file(data.database).wrong == []


SIGN_INS = "SELECT token_hash FROM sign_in ORDER BY token_hash"
LINKS = "SELECT token_hash FROM invitation ORDER BY token_hash"


@pytest.fixture
def stolen(data: Data, tmp_path: Path) -> Path:
    """A copy in which a laptop was signed in that no longer is, and a link unused."""
    for name in ("kept", "stolen"):
        signed_in = f"VALUES (1, '{name}', '2026-03-06')"
        link = f"VALUES ('{name}', 0, '2099-03-06')"
        change(
            data.database,
            f"INSERT INTO sign_in (account_id, token_hash, created_at) {signed_in}",
            f"INSERT INTO invitation (token_hash, is_admin, expires_at) {link}",
        )
    copy = copy_database(data.database, tmp_path / "stolen.db", NOON).path
    change(
        data.database,
        "DELETE FROM sign_in WHERE token_hash = 'stolen'",
        "UPDATE invitation SET used_at = '2026-03-07' WHERE token_hash = 'stolen'",
    )
    return copy


def test_who_was_signed_out_stays_out(data: Data, stolen: Path) -> None:
    restore(stolen, data.database, NOON)

    assert rows(data.database, SIGN_INS) == [("kept",)]
    assert rows(data.database, LINKS) == [("kept",)]


def test_a_database_that_is_lost_keeps_nobody_out(data: Data, stolen: Path) -> None:
    data.database.write_text("My dear aunt, " * 999)

    restore(stolen, data.database, NOON)

    assert rows(data.database, SIGN_INS) == [("kept",), ("stolen",)]


def test_what_an_unclean_end_left_in_the_log_is_kept_aside_too(
    data: Data, copy: Path
) -> None:
    with closing(sqlite3.connect(data.database)) as running:
        running.execute("UPDATE proposal SET title = 'in the log'")
        running.commit()
        files = {path.name: path.read_bytes() for path in data.folder.iterdir()}
    for name in ("facilitator.db", "facilitator.db-wal"):  # as a kill leaves them
        (data.folder / name).write_bytes(files[name])

    restored = restore(copy, data.database, NOON)

    assert restored.kept is not None
    titles = "SELECT DISTINCT title FROM proposal"
    assert rows(restored.kept, titles) == [("in the log",)]
    assert ("in the log",) not in rows(data.database, titles)


def test_a_copy_of_an_earlier_version_is_brought_up_to_date(
    data: Data, copy: Path
) -> None:
    engine = connect(f"sqlite:///{copy}")
    command.downgrade(alembic_config(engine), "-1")
    engine.dispose()
    [(before,)] = rows(copy, "SELECT version_num FROM alembic_version")
    [(after,)] = rows(data.database, "SELECT version_num FROM alembic_version")

    restore(copy, data.database, NOON)

    assert before != after
    assert rows(data.database, "SELECT version_num FROM alembic_version") == [(after,)]


def test_a_damaged_database_is_replaced_and_kept_as_it_was(
    data: Data, copy: Path
) -> None:
    garbage = b"This is a letter to my aunt." * 99
    data.database.write_bytes(garbage)

    restored = restore(copy, data.database, NOON)

    assert restored.kept is not None
    assert restored.kept.read_bytes() == garbage
    assert rows(data.database, "PRAGMA integrity_check") == [("ok",)]


def test_into_an_empty_folder_nothing_is_kept(data: Data, copy: Path) -> None:
    restored = restore(copy, data.folder / "new.db", NOON)

    assert restored.kept is None
    assert rows(data.folder / "new.db", "SELECT count(*) FROM workshop") == [(2,)]


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 : 8192 + 600] = os.urandom(600)
    path.write_bytes(content)


BAD: list[tuple[str, Callable[[Path], object]]] = [
    ("is damaged: ", _flip),
    ("cannot be used: file is not a database.", lambda p: p.write_text("aunt" * 999)),
    ("cannot be used: ", lambda p: p.write_bytes(p.read_bytes()[:20_000])),
    (
        "is damaged: rows of seat belong to nothing.",
        lambda p: change(p, "UPDATE seat SET workshop_id = 4711"),
    ),
    (
        "is not a copy that Facilitator made.",
        lambda p: change(p, "DROP TABLE alembic_version"),
    ),
    (
        "was made by a newer Facilitator: update this one first.",
        lambda p: change(p, "UPDATE alembic_version SET version_num = 'later'"),
    ),
]


@pytest.mark.parametrize(("sentence", "spoil"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_copy_is_refused_and_nothing_is_changed(
    data: Data, copy: Path, sentence: str, spoil: Callable[[Path], object]
) -> None:
    spoil(copy)
    before = data.database.read_bytes()
    files = {path.name for path in data.folder.iterdir()}

    with pytest.raises(CannotRestore) as refused:
        restore(copy, data.database, NOON)

    assert str(refused.value).startswith(f"{copy} {sentence}")
    assert data.database.read_bytes() == before
    left = {path.name for path in data.folder.iterdir()}
    assert left - {"facilitator.db.lock"} == files


def test_beside_a_running_server_it_is_refused(data: Data, copy: Path) -> None:
    with only_one(data.database), pytest.raises(InUse):
        restore(copy, data.database, NOON)


def test_beside_another_program_it_is_refused(data: Data, copy: Path) -> None:
    with closing(sqlite3.connect(data.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(CannotRestore) as refused:
            restore(copy, data.database, NOON)

    assert str(refused.value) == (
        f"Another program holds {data.database}: close it first."
    )
    assert rows(data.database, "SELECT count(*) FROM ballot") == [(CLOSED + OPEN,)]


def test_the_database_is_not_restored_from_itself(data: Data) -> None:
    with pytest.raises(CannotRestore) as refused:
        restore(data.database, data.database, NOON)

    assert str(refused.value) == f"{data.database} is the database itself."
