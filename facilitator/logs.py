"""The log of a server: failures, and who of the requests met them. Nobody's data.

No address of a page, visitor or device is in it, nor anything that somebody typed:
of an error its class and its place in the code, but not its message, which often
quotes a value.
"""

import json
import logging
import os
import sqlite3
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime

KINDS = ("text", "json", "quiet")
QUOTING = " with text "  # what is no UTF-8 any more, in a damaged file
FACTS = "facts"  # the attribute of a record that holds further fields

request_id: ContextVar[str] = ContextVar("request_id", default="")


def set_up(kind: str) -> None:
    """Write the log to stderr from now on.

    "text": warnings and errors, for a terminal. "json": these and a line for each
    request, one JSON object a line, for a collector of logs. "quiet": nothing.
    """
    handler = logging.StreamHandler() if kind != "quiet" else logging.NullHandler()
    handler.setFormatter(_Json() if kind == "json" else _Text())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO if kind == "json" else logging.WARNING)
    logging.captureWarnings(kind == "json")
    # It tells of each migration; what we want to know of one is whether it failed.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def told(error: BaseException) -> str:
    """Return where `error` and its causes came from, without a value in it."""
    lines = [line for link in _chain(error) for line in _lines(link)]
    return "".join(lines).rstrip()


def named(error: BaseException) -> str:
    """Return what went wrong at first, without a value in it."""
    return _name(_chain(error)[0])


class _Text(logging.Formatter):
    """A line for people, with the number that the visitor's page shows."""

    def format(self, record: logging.LogRecord) -> str:
        number = request_id.get()
        time = datetime.fromtimestamp(record.created).astimezone()
        line = f"{time:%Y-%m-%d %H:%M:%S} {record.levelname} {record.getMessage()}"
        line += f" (request {number})" if number else ""
        error = _error(record)
        return f"{line}\n{told(error)}" if error else line


class _Json(logging.Formatter):
    """An object on one line. Times are whole seconds: none tells ballots apart."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(int(record.created), UTC)
        fields = {
            "time": f"{time:%Y-%m-%dT%H:%M:%SZ}",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "pid": os.getpid(),
            "request_id": request_id.get(),
            **getattr(record, FACTS, {}),
        }
        error = _error(record)
        if error:
            fields["error"] = told(error)
        return json.dumps(fields, ensure_ascii=False)


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _chain(error: BaseException) -> list[BaseException]:
    """Return `error` after what caused it, the first cause first."""
    links = [error]
    while cause := _cause(links[0]):
        if cause in links:
            break
        links.insert(0, cause)
    return links


def _cause(error: BaseException) -> BaseException | None:
    if error.__cause__ or error.__suppress_context__:
        return error.__cause__
    return error.__context__


def _lines(error: BaseException) -> Iterator[str]:
    yield from traceback.format_tb(error.__traceback__)
    yield f"{_name(error)}\n"


def _name(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}{_detail(error)}"


def _detail(error: BaseException) -> str:
    """Return what the system or the database says, where it never quotes a value."""
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    if isinstance(error, sqlite3.Error):  # it names columns, and statements of ours
        named, _, _quoted = str(error).partition(QUOTING)
        return f": {named}"
    state = getattr(error, "sqlstate", None)  # PostgreSQL's code; its words quote
    return f": SQLSTATE {state}" if state else ""
