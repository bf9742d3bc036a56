"""Ask the application for every address it has, as anybody."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask, Response
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from facilitator.accounts.access import COOKIE_KEY
from facilitator.app import create_app
from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.live.feed import Feed
from facilitator.participants.access import cookie_name
from facilitator.polling.tablet import Turn, set_up, take_turn
from facilitator.serving.hub import Hub
from facilitator.units import Units
from facilitator.workshops.access import public_workshop
from tests.town import (
    CODE,
    DRAFT_KEY,
    PHONES,
    ROLES,
    SIGNED_IN,
    SLIP,
    SLIP_VOTE,
    SLIPS,
    Values,
)

# What is another in every answer: tokens of forms, offered seats, new keys, and
# when a stream is to come back.
RANDOM = re.compile(
    r'(?<=name="csrf_token" )(?:type="hidden" )?value="[^"]*"'
    r'|(?<=name="seat" )(?:type="hidden" )?value="[^"]*"'
    r"|(?<=/proposals/own/)[0-9a-f]{32}"
    r"|(?<=^retry: )\d+"
)
STATIC = {"static", "other_static"}
FIRST_FRAMES = 2  # of a stream; the next would come when something changes
# Devices that are passed on, somebody being about to vote.
TABLETS = {
    "tablet": (CODE, Turn(1, token="7" * 16)),
    "slip tablet": (SLIPS, Turn(SLIP_VOTE, token=SLIP)),
}
OWN_TABLET = "owner at a tablet"
VISITORS = tuple(dict.fromkeys((*ROLES, *TABLETS, OWN_TABLET)))
SAME_EVERYWHERE = {
    "key": DRAFT_KEY,
    "language": "ar",
    "extension": "json",
    "page": 2,  # of a report: its summary
    "section": "about",
    "slips.show token": SLIP,
}


def stable(text: str) -> str:
    """Return an answer without what is random in it by design."""
    return RANDOM.sub("", text)


class Town:
    """The application over a town, which `reset` makes new again."""

    def __init__(self, app: Flask, founded: Path, values: dict[str, Values]) -> None:
        self.app = app
        units: Units = app.extensions["units"]
        self.feed = Feed(units, app.extensions["hub"])
        self.values = values
        self._founded = founded
        self.file = str(units.engine.url.database)
        self.renew()

    def renew(self) -> None:
        """Let every visitor have fresh cookies: a turn at a tablet is soon over."""
        self._cookies = {role: self._cookie(role) for role in VISITORS}

    def reset(self) -> None:
        """Let everything stand as it was founded."""
        with (
            closing(sqlite3.connect(self._founded)) as source,
            closing(sqlite3.connect(self.file)) as target,
        ):
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target)

    def dump(self) -> list[str]:
        """Return all that the database holds."""
        with closing(sqlite3.connect(self.file)) as database:
            return list(database.iterdump())

    def rules(self, method: str) -> Iterator[Rule]:
        """Return every rule for `method`, static files left out."""
        for rule in self.app.url_map.iter_rules():
            if method in (rule.methods or ()) and rule.endpoint not in STATIC:
                yield rule

    def value(self, rule: Rule, name: str, code: str = CODE) -> Any:
        """Return what `name` is in the addresses of `rule`."""
        values = {**SAME_EVERYWHERE, **self.values[code], "code": code}
        return values.get(f"{rule.endpoint} {name}", values.get(name))

    def path(self, rule: Rule, code: str = CODE, **instead: Any) -> str:
        """Return the address of `rule` in the workshop with `code`."""
        named = {name: self.value(rule, name, code) for name in rule.arguments}
        built = rule.build({**named, **instead}, append_unknown=False)
        assert built is not None, f"{rule.endpoint}: {named}"
        return built[1]

    def ask(
        self, role: str, path: str, method: str = "GET", **request: Any
    ) -> TestResponse:
        """Return what the application answers to `role`; of a stream, its start.

        Each time as if nobody had asked before: nothing is too fast.
        """
        self.app.extensions.pop("allowances", None)
        headers = {"Cookie": self._cookies[role], **request.pop("headers", {})}
        visitor = self.app.test_client(use_cookies=False)
        answer = visitor.open(
            path, method=method, headers=headers, buffered=False, **request
        )
        is_endless = answer.mimetype == "text/event-stream"
        told = list(islice(answer.iter_encoded(), FIRST_FRAMES if is_endless else None))
        answer.close()
        answer.response = told
        return answer

    def cookies(self) -> list[str]:
        """Return every cookie that somebody here may send, as name=value."""
        return [c for kept in self._cookies.values() for c in kept.split("; ") if c]

    def writing(self) -> AbstractContextManager[Session]:
        """Open a session that is committed at its end."""
        units: Units = self.app.extensions["units"]
        return units.writing()

    def _cookie(self, role: str) -> str:
        if role in PHONES:
            code, token = PHONES[role]
            return f"{cookie_name(code)}={token}"
        if role in TABLETS:
            return self._tablet(*TABLETS[role])
        if role == OWN_TABLET:
            return f"{self._cookie('owner')}; {self._tablet(*TABLETS['tablet'])}"
        if role not in SIGNED_IN:
            return ""
        signer = self.app.session_interface.get_signing_serializer(self.app)
        signed = signer.dumps({COOKIE_KEY: SIGNED_IN[role], "_permanent": True})
        return f"{self.app.config['SESSION_COOKIE_NAME']}={signed}"

    def _tablet(self, code: str, turn: Turn) -> str:
        """Return what a tablet that is passed on keeps while somebody votes."""
        answer = Response()
        with self.app.test_request_context():
            workshop = public_workshop(code)
            set_up(answer, workshop)
            take_turn(answer, workshop, turn)
        kept = answer.headers.getlist("Set-Cookie")
        return "; ".join(cookie.split(";")[0] for cookie in kept)


@contextmanager
def inhabited(founded: Path, values: dict[str, Values], folder: Path) -> Iterator[Town]:
    """Give the application over a copy of a founded town, kept in `folder`."""
    url = f"sqlite:///{shutil.copy(founded, folder / 'town.db')}"
    settings = read_settings(
        {"FACILITATOR_SECRET_KEY": "test", "FACILITATOR_DATABASE_URL": url}, data=folder
    )
    engine = connect(url)
    work = Units(engine)
    app = create_app(settings, work, {"TESTING": True, "WTF_CSRF_ENABLED": False})
    app.extensions["hub"] = Hub()
    yield Town(app, founded, values)
    work.close()
    engine.dispose()
