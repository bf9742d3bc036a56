"""Nothing at rest joins a ballot to a person, and one store reads ballots."""

import ast
import random
import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.db import connect
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast
from facilitator.voting.erasing import after_close
from facilitator.voting.rules import BLANK
from tests.voting.rooms import Room, make_open_room, sit

PACKAGE = Path(__file__).parents[2] / "facilitator"
STORE = {"voting/ballots.py", "voting/paper.py", "voting/swift.py"}
PURE = ("counting/", "verifying/")  # no contract lets them near a database
TABLES = ("Ballot", "PaperBallot")
STATEMENT = re.compile(
    r"\b(?:from|join|into|update)\s+[\"'`\[]?(?:paper_)?ballot\b", re.IGNORECASE
)
PEOPLE = 60
# What counts knows no tables, says import-linter; a Ballot there is a plain value.
COUNTED_APART = ("counting/",)


def _names_the_store(tree: ast.Module) -> bool:
    """Whether a module gets at one of the tables: by class, by name, or by SQL."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.alias | ast.Attribute):
            name = getattr(node, "id", getattr(node, "name", getattr(node, "attr", "")))
            if name in TABLES:
                return True
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and (value in TABLES or STATEMENT.search(value)):
            return True
        if isinstance(node, ast.Subscript) and ast.unparse(node.slice) in (
            "'ballot'",
            "'paper_ballot'",
        ):
            return True
    return False


def test_the_ballot_store_alone_reads_ballots() -> None:
    naming = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if _names_the_store(ast.parse(path.read_text("utf-8")))
    }
    naming = {name for name in naming if not name.startswith(COUNTED_APART)}

    assert {one for one in naming if not one.startswith(PURE)} == STORE


@pytest.mark.parametrize(
    "way",
    [
        "from facilitator.voting.models import Ballot",
        "from facilitator.voting.models import Ballot as Paper",
        "rows = select(models.Ballot.content)",
        'rows = select(getattr(models, "Ballot"))',
        'rows = select(Base.metadata.tables["ballot"])',
        'rows = text("SELECT content FROM ballot")',
        "from facilitator.voting.models import PaperBallot",
        'rows = text("SELECT content FROM paper_ballot")',
        "rows = text('SELECT v.id FROM vote v JOIN \"ballot\" b ON 1 = 1')",
    ],
)
def test_other_ways_to_ballots_are_noticed(way: str) -> None:
    assert _names_the_store(ast.parse(way))


@pytest.mark.parametrize(
    ("taker", "callers"),
    [
        ("take_for_closing", {"voting/actions.py": {"close_vote"}}),
        ("take_groups", {"voting/grouping.py": {"cards_of"}}),
        ("cards_of", {"voting/actions.py": {"close_vote"}}),
    ],
)
def test_only_the_close_takes_the_ballots_of_an_open_vote(
    taker: str, callers: dict[str, set[str]]
) -> None:
    naming: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for function in ast.walk(tree):
            names = {
                getattr(node, "id", getattr(node, "attr", None))
                for node in ast.walk(function)
            }
            if taker in names and isinstance(function, ast.FunctionDef):
                name = path.relative_to(PACKAGE).as_posix()
                naming.setdefault(name, set()).add(function.name)

    assert naming == callers


def _closed(session: Session, engine: Engine) -> tuple[Room, list[str]]:
    """A closed vote of many people; their tokens in the order of casting."""
    room = make_open_room(session, options=6)
    tokens = [sit(session, room.workshop, n) for n in range(PEOPLE)]
    session.commit()
    chance = random.Random(5)  # noqa: S311 -- the same room in every run
    for token in tokens:
        choice = chance.sample(room.ids, 2) if chance.random() < 0.9 else BLANK
        cast(session, room.vote, token, choice)
        session.commit()
    for token in chance.sample(tokens, 20):  # who changes their mind
        cast(session, room.vote, token, chance.sample(room.ids, 3))
        session.commit()
    close_vote(session, room.vote, room.account.id)
    session.commit()
    after_close(engine)
    return room, tokens


def _correlation(order: list[int]) -> float:
    """Spearman's rank correlation of a permutation with 0, 1, 2…"""
    n = len(order)
    squares = sum((place - value) ** 2 for place, value in enumerate(order))
    return 1 - 6 * squares / (n * (n * n - 1))


def test_no_value_of_a_ballot_stands_anywhere_else(
    session: Session, engine: Engine
) -> None:
    _closed(session, engine)
    columns = {
        table: [column["name"] for column in inspect(engine).get_columns(table)]
        for table in inspect(engine).get_table_names()
    }

    def values(table: str, column: str) -> set[str]:
        rows = session.execute(text(f'SELECT "{column}" FROM "{table}"'))  # noqa: S608
        return {str(value) for (value,) in rows if value not in (None, "")}

    kept = {name: values("ballot", name) for name in ("locator", "receipt")}
    assert {len(found) for found in kept.values()} == {PEOPLE}
    for table, names in columns.items():
        for name in names if table != "ballot" else ():
            elsewhere = values(table, name)
            assert not any(found & elsewhere for found in kept.values())
            assert not any(
                code in value for code in kept["receipt"] for value in elsewhere
            )
    assert columns["ballot"] == ["vote_id", "locator", "receipt", "content", "groups"]
    assert values("ballot", "groups") == set()


def test_rows_lie_in_an_order_that_says_nothing(
    session: Session, engine: Engine
) -> None:
    room, tokens = _closed(session, engine)
    is_sqlite = engine.dialect.name == "sqlite"
    place = {keys.locator(token, room.vote.key): n for n, token in enumerate(tokens)}
    scan = "SELECT locator, receipt FROM ballot"
    by_place = scan if is_sqlite else f"{scan} ORDER BY ctid"

    lying = session.execute(text(by_place)).all()

    names = [row.locator if is_sqlite else row.receipt for row in lying]
    assert names == sorted(names)
    # Chance alone gives |rho| under 4 standard deviations of 1/sqrt(n - 1).
    assert abs(_correlation([place[row.locator] for row in lying])) < 0.52


def test_on_postgresql_one_transaction_wrote_every_row(
    session: Session, engine: Engine
) -> None:
    _closed(session, engine)
    if engine.dialect.name == "sqlite":
        tables = text("SELECT sql FROM sqlite_schema WHERE name = 'ballot'")
        assert "WITHOUT ROWID" in session.scalars(tables).one()
        return

    writers = session.scalars(text("SELECT DISTINCT xmin::text FROM ballot")).all()

    assert len(writers) == 1


def test_the_file_keeps_no_token_and_no_ballot_that_was_changed(
    sqlite_url: str,
) -> None:
    engine = connect(sqlite_url)
    with Session(engine.execution_options(writes=True)) as session:
        room = make_open_room(session, options=6)
        token = sit(session, room.workshop, 1)
        cast(session, room.vote, token, ["P1", "P5", "P6"])
        session.commit()
        first = b'["P1","P5","P6"]'
        files = [Path(str(engine.url.database) + end) for end in ("", "-wal")]
        assert any(first in file.read_bytes() for file in files)  # there is a trace
        cast(session, room.vote, token, ["P2"])
        close_vote(session, room.vote, room.account.id)
        session.commit()
        session.close()

        after_close(engine)

        kept = b"".join(file.read_bytes() for file in files)
        assert first not in kept
        assert token.encode() not in kept
        assert b'["P2"]' in kept
    engine.dispose()
