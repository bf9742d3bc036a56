"""The log: for machines and for people, without anybody's words in it."""

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from facilitator import logs

SECRET = "Khadija votes yes"


@pytest.fixture(autouse=True)
def _set_up_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def fail() -> None:
    try:
        int(SECRET)
    except ValueError as error:
        raise KeyError(SECRET) from error


def test_json_is_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json")
    reset = logs.request_id.set("abc-1")

    logging.getLogger("some.where").info("hello", extra={logs.FACTS: {"status": 200}})

    logs.request_id.reset(reset)
    told = json.loads(capsys.readouterr().err)
    assert told.pop("time").endswith("Z")
    assert told.pop("pid") > 0
    assert told == {
        "level": "info",
        "logger": "some.where",
        "message": "hello",
        "request_id": "abc-1",
        "status": 200,
    }


def test_text_tells_warnings_and_the_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("text")
    reset = logs.request_id.set("abc-1")

    logging.getLogger("a").info("left out")
    logging.getLogger("a").warning("careful")

    logs.request_id.reset(reset)
    told = capsys.readouterr().err
    assert told.endswith(" WARNING careful (request abc-1)\n")
    assert told.count("\n") == 1


def test_quiet_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("quiet")

    logging.getLogger("a").error("something")

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("kind", ["text", "json"])
def test_an_error_is_told_by_its_place(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(kind)

    try:
        fail()
    except KeyError:
        logging.getLogger("a").exception("it failed")

    told = capsys.readouterr().err
    assert "test_logs.py" in told
    assert "in fail" in told
    assert told.index("builtins.ValueError") < told.index("builtins.KeyError")
    assert "Khadija" not in told


def test_the_system_may_say_why() -> None:
    full = OSError(28, "No space left on device", SECRET)

    assert logs.told(full) == "builtins.OSError: No space left on device"
    assert logs.told(sqlite3.OperationalError("disk I/O error")) == (
        "sqlite3.OperationalError: disk I/O error"
    )


def test_the_database_quotes_nobody(session: Session) -> None:
    session.execute(text("CREATE TABLE person (name VARCHAR(40) UNIQUE)"))
    insert = text("INSERT INTO person VALUES (:name)")
    session.execute(insert, {"name": SECRET})

    with pytest.raises(SQLAlchemyError) as failed:
        session.execute(insert, {"name": SECRET})

    told = logs.told(failed.value)
    assert "sqlalchemy.exc.IntegrityError" in told
    assert "SQLSTATE 23505" in told or "UNIQUE constraint failed" in told
    assert "Khadija" not in told


def test_a_damaged_file_quotes_nobody() -> None:
    damaged = SECRET.encode().hex() + "ff"
    with (
        closing(sqlite3.connect(":memory:")) as database,
        pytest.raises(sqlite3.Error) as failed,
    ):
        database.execute(f"SELECT CAST(x'{damaged}' AS TEXT) AS name").fetchall()

    assert "Khadija" in str(failed.value)
    assert logs.told(failed.value).endswith(
        "sqlite3.OperationalError: Could not decode to UTF-8 column 'name'"
    )
