"""Corrupt each thing, and see it found."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, text
from sqlalchemy.orm import Session

from facilitator.backup.checking import check, check_file
from facilitator.privacy.actions import purge
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast
from facilitator.voting.models import Ballot
from tests.backup.conftest import Data
from tests.privacy.rooms import ended_workshop
from tests.voting.rooms import make_open_room, sit

WITHOUT_TRIGGERS = """
    SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'
"""


def change(path: Path, statement: str, *values: object) -> None:
    """Change what triggers and keys would refuse."""
    with closing(sqlite3.connect(path)) as database:
        for (drop,) in database.execute(WITHOUT_TRIGGERS).fetchall():
            database.execute(drop)
        database.execute(statement, values)
        database.commit()


def _say_more(path: Path) -> None:
    """Let the winner have one vote more than it got."""
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT result FROM vote WHERE state = 'closed'"
        [(stored,)] = database.execute(query).fetchall()
    result = json.loads(stored)
    result["tallies"][0]["votes"] += 1
    changed = json.dumps(result, ensure_ascii=False)
    change(path, "UPDATE vote SET result = ? WHERE state = 'closed'", changed)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[8192 : 8192 + 600] = os.urandom(600)
    path.write_bytes(content)


def test_a_sound_database_is_sound(data: Data) -> None:
    found = check_file(data.database)

    assert (found.wrong, found.votes) == ([], 1)


SPOILT: list[tuple[str, Callable[[Path], object]]] = [
    (
        "The log of acts was changed at act 1: ",
        lambda path: change(path, "UPDATE act SET actor = 'x' WHERE id = 1"),
    ),
    ("The file ", _flip),
    (
        "The file could not be read: file is not a database.",
        lambda p: p.write_text("My dear aunt, " * 999),
    ),
    (
        "Rows of seat whose workshop is missing: ",
        lambda p: change(p, "DELETE FROM workshop WHERE id = 2"),
    ),
    ("Vote 1 of workshop {code}: ", _say_more),
    (
        "Vote 1 of workshop {code}: ",
        lambda p: change(
            p,
            "UPDATE ballot SET content = '[]' WHERE receipt = (SELECT min(receipt) "
            "FROM ballot WHERE vote_id = 1)",
        ),
    ),
    (
        "Vote 1 of workshop {code}: ",
        lambda p: change(p, "DELETE FROM ballot WHERE vote_id = 1"),
    ),
    (
        "Vote 1 of workshop {code}: ",
        lambda p: change(
            p,
            "UPDATE vote SET spec = replace(spec, 'اقتراح', 'مقترح') "
            "WHERE state = 'closed'",
        ),
    ),
    (
        "Vote 1 of workshop {code}: ",
        lambda p: change(
            p,
            "UPDATE vote SET closing_hash = ? WHERE state = 'closed'",
            "0" * 64,
        ),
    ),
    (
        "Vote 1 of workshop {code}: what is stored of it makes no sense",
        lambda p: change(p, "UPDATE vote SET result = '{}' WHERE state = 'closed'"),
    ),
    (
        "The log of acts was changed at act 2: ",
        lambda p: change(p, "UPDATE act SET details = '{}' WHERE id = 2"),
    ),
    (
        "A newer Facilitator made this: update this one first.",
        lambda p: change(
            p, "UPDATE alembic_version SET version_num = 'later', least = 'later'"
        ),
    ),
]
NAMES = [
    "an act of the log",
    "page", "header", "parent", "result", "ballot", "no ballots", "question", "seal",
    "nonsense", "act", "version",
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "spoil"), SPOILT, ids=NAMES)
def test_what_is_corrupted_is_found(
    data: Data, sentence: str, spoil: Callable[[Path], object]
) -> None:
    spoil(data.database)

    found = check_file(data.database)

    start = sentence.format(code=data.code)
    assert [said for said in found.wrong if said.startswith(start)], found.wrong


def test_what_is_wrong_is_said_once(data: Data) -> None:
    change(data.database, "UPDATE act SET actor = 'x' WHERE id = 1")

    found = check_file(data.database)

    assert [said for said in found.wrong if "act 1" in said.lower()] == [
        "The log of acts was changed at act 1: Its digest does not follow from "
        "the acts."
    ]


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TRIGGER refuse_act_removed"],
        [
            "CREATE TRIGGER refuse_nothing AFTER INSERT ON ballot BEGIN "
            "UPDATE ballot SET content = '[]' WHERE locator = NEW.locator; END"
        ],
        [
            "DROP TRIGGER refuse_act_removed",
            "CREATE TRIGGER refuse_act_removed BEFORE DELETE ON act WHEN 0 "
            "BEGIN SELECT RAISE(ABORT, ''); END",
        ],
    ],
    ids=["missing", "not ours", "changed"],
)
def test_triggers_that_guard_no_longer_are_found(
    data: Data, statements: list[str]
) -> None:
    with closing(sqlite3.connect(data.database)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()

    found = check_file(data.database)

    name = statements[-1].split()[2]
    assert found.wrong == [f"Triggers that are missing, changed, or not ours: {name}."]


def test_votes_of_a_purged_workshop_are_counted_again(
    engine: Engine, session: Session
) -> None:
    purge(session, workshop := ended_workshop(session), None)
    session.commit()

    sound = check(engine)
    _unguard(session)
    session.execute(delete(Ballot))
    session.commit()
    spoilt = check(engine)

    assert workshop.purged_at is not None
    assert (sound.wrong, sound.votes) == ([], 1)
    assert [said for said in spoilt.wrong if said.startswith("Vote 1 ")], spoilt


def test_nothing_is_changed_by_looking(data: Data) -> None:
    before = data.database.read_bytes()

    check_file(data.database)

    assert data.database.read_bytes() == before


def test_a_small_room_is_recounted_too(engine: Engine, session: Session) -> None:
    room = make_open_room(session)
    cast(session, room.vote, sit(session, room.workshop, 1), [room.ids[0]])
    close_vote(session, room.vote, room.account.id)
    session.commit()

    sound = check(engine)
    _let_win(session, room.vote.id)
    spoilt = check(engine)

    assert (sound.wrong, sound.votes) == ([], 1)
    assert spoilt.votes == 1
    assert spoilt.wrong


def _unguard(session: Session) -> None:
    """Let votes and ballots be changed, which triggers refuse."""
    if session.get_bind().dialect.name == "postgresql":
        for table in ("vote", "ballot"):
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    else:
        for drop in session.scalars(text(WITHOUT_TRIGGERS)).all():
            session.execute(text(drop))


def _let_win(session: Session, vote_id: int) -> None:
    """Change a stored result."""
    _unguard(session)
    one = {"id": vote_id}
    query = text("SELECT result FROM vote WHERE id = :id")
    stored = session.scalar(query, one)
    result = json.loads(stored) if isinstance(stored, str) else stored
    result["tallies"][1]["votes"] = 7
    session.execute(
        text("UPDATE vote SET result = :result WHERE id = :id"),
        {**one, "result": json.dumps(result)},
    )
    session.commit()
