"""One unit of work per request: a good answer commits, any other rolls back."""

from contextlib import AbstractContextManager
from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from facilitator.units import After, Unit, Units
from facilitator.web import reading
from facilitator.web.memory import note_reading

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def units() -> Units:
    """Return the units of work of this application."""
    return cast(Units, current_app.extensions["units"])


def db() -> Session:
    """Return the session of this request, opening it at first use.

    A request that may write takes the write lock here: do slow work (hashing
    a password, deriving a token) before the first call.
    """
    if request.method in SAFE_METHODS:
        return _reading()
    return unit().session


def unit() -> Unit:
    """Return the unit of work of a request that may write, opening it at first use."""
    if "unit" not in g:
        g.unit = units().begin()
    return cast(Unit, g.unit)


def on_commit(action: After) -> None:
    """Call `action` once what this request writes is durable; never when it is not."""
    db()
    cast(Unit, g.unit).on_commit(action)


def end_reading() -> None:
    """Give the session of a request that only reads back, before slow work.

    What was read stays usable; the next `db()` opens another one.
    """
    reading.end()


def peek() -> AbstractContextManager[Session]:
    """Open a session that only reads and takes no lock, in any request."""
    return units().reading()


def _reading() -> Session:
    if not reading.is_open():
        note_reading()
    return reading.session()


def install(app: Flask, work: Units) -> None:
    """Give every request of `app` one unit of `work`."""
    app.extensions["units"] = work

    @app.after_request
    def _commit(response: Response) -> Response:
        good = response.status_code < 400  # noqa: PLR2004
        if "unit" in g:
            own = cast(Unit, g.pop("unit"))
            if not good:
                own.rollback()
                return response
            try:
                own.commit()
            except Exception as error:
                # Flask asks its handlers only for what a view raises.
                return app.make_response(app.handle_user_exception(error))
            work.note_success()
        return response

    @app.teardown_request
    def _close(_error: BaseException | None) -> None:
        if "unit" in g:
            cast(Unit, g.pop("unit")).rollback()
        end_reading()
