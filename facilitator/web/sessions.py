"""The signed cookie of those who sign in; its signature is checked once a day."""

import json
from functools import lru_cache
from time import time
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature

DAY = 24 * 60 * 60  # seconds
MOST = 1024  # cookies remembered


class Sessions(SecureCookieSessionInterface):
    """Flask's own, which remembers the cookies it has checked."""

    def __init__(self, app: Flask) -> None:
        @lru_cache(maxsize=MOST)
        def read(cookie: str, _day: int) -> str:
            signer = self.get_signing_serializer(app)
            most = int(app.permanent_session_lifetime.total_seconds())
            try:
                return json.dumps(signer.loads(cookie, max_age=most) if signer else {})
            except BadSignature:
                return "{}"

        self._read = read

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return what the visitor's cookie holds, a copy; nothing when it is forged."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return self.session_class()
        found: dict[str, Any] = json.loads(self._read(cookie, int(time() / DAY)))
        return self.session_class(found)


def install(app: Flask) -> None:
    """Let `app` read its cookies that way."""
    app.session_interface = Sessions(app)
