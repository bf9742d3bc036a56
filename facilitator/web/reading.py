"""The one session of a request that only reads."""

from typing import cast

from flask import current_app, g
from sqlalchemy.orm import Session

from facilitator.units import Units


def is_open() -> bool:
    """Whether this request reads already."""
    return "reading" in g


def session() -> Session:
    """Return the session in which this request reads, opening it at first use."""
    if not is_open():
        g.reading = cast(Units, current_app.extensions["units"]).reading()
        g.reading_session = g.reading.__enter__()
    return cast(Session, g.reading_session)


def end() -> None:
    """Give it back. What was read stays usable; the next one sees what is newer."""
    if is_open():
        g.pop("reading_session", None)
        g.pop("reading").__exit__(None, None, None)
