"""Around the application: a number for each request, its time, its line in the log.

Not hooks of Flask: a request that Flask itself does not survive is counted too, and
what every vote pays for this is a few microseconds.
"""

import logging
import re
import secrets
from collections.abc import Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask

from facilitator.logs import FACTS, request_id
from facilitator.measures import Measures

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Request-ID"
GIVEN = "HTTP_X_REQUEST_ID"  # by a proxy
LOOKS_LIKE_ONE = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
NOWHERE = "none"  # an address that is none of ours
STATIC = "/static/<path:filename>"

log = logging.getLogger("facilitator.requests")


class Watched:
    """A WSGI application that is watched."""

    def __init__(self, application: "WSGIApplication", measures: Measures) -> None:
        self._application = application
        self._measures = measures

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer the request, and note how long it took until the answer began."""
        started = perf_counter()
        number = _number(environ.get(GIVEN, ""))
        route, status = NOWHERE, "500"

        def start(line: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            nonlocal route, status
            route, status = _route(environ), line[:3]
            headers.append((HEADER, number))
            return start_response(line, headers, *error)

        reset = request_id.set(number)
        try:
            return self._application(environ, start)
        finally:
            self._note(
                route, environ["REQUEST_METHOD"], status, perf_counter() - started
            )
            request_id.reset(reset)

    def _note(self, route: str, method: str, status: str, seconds: float) -> None:
        if method not in METHODS:
            method = "other"
        self._measures.request(route, method, f"{status[0]}xx", seconds)
        if log.isEnabledFor(logging.INFO):
            facts = {
                "route": route,
                "method": method,
                "status": int(status),
                "duration_ms": round(seconds * 1000, 1),
            }
            log.info("request", extra={FACTS: facts})


def install(app: Flask, measures: Measures) -> None:
    """Watch over every request of `app`."""
    app.wsgi_app = Watched(app.wsgi_app, measures)  # type: ignore[method-assign]


def _number(given: str) -> str:
    """Return the proxy's number when it can be one, else a new one."""
    return given if LOOKS_LIKE_ONE.fullmatch(given) else secrets.token_hex(8)


def _route(environ: "WSGIEnvironment") -> str:
    """Return the kind of page that was asked for: its address without its values."""
    request = environ.get("werkzeug.request")  # Flask takes it away at the end
    rule = request.url_rule if request is not None else None
    if rule is None:
        return NOWHERE
    return STATIC if rule.endpoint == "static" else str(rule.rule)
