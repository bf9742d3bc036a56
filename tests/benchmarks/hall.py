"""A workshop at its vote in a data folder, and the phones of those who sit in it."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import insert
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.access import COOKIE_KEY, token_hash
from facilitator.accounts.models import SignIn
from facilitator.config import read_settings
from facilitator.participants.models import Seat
from facilitator.running import opened
from tests.benchmarks.load import Line, Process, get, post
from tests.voting.rooms import Room, make_open_room, token_for

TOKEN = re.compile(rb'name="csrf_token"[^>]* value="([^"]+)"')
OPTIONS = 12


@dataclass
class Phone:
    """Somebody with a seat. `csrf` comes from the page, as on a real phone."""

    code: str
    token: str
    csrf: str = ""
    cookies: list[str] = field(default_factory=list)

    @property
    def cookie(self) -> str:
        """What the phone sends back."""
        return "; ".join([f"seat_{self.code}={self.token}", *self.cookies])

    def vote(self, *choices: int) -> bytes:
        """Return the ballot that names the options of these numbers."""
        marks = "&".join(f"marks=P{number}" for number in choices)
        body = f"csrf_token={self.csrf}&{marks}"
        return post(f"/w/{self.code}/votes/1/", self.cookie, body)

    def part(self, name: str, etag: str = "") -> bytes:
        """Return the request for a part of the page that follows the workshop."""
        known = {"If-None-Match": etag} if etag else {}
        return get(f"/w/{self.code}/", self.cookie, **{"X-Part": name, **known})


@dataclass
class Hall:
    """A data folder with one workshop whose vote is open."""

    folder: Path
    workshop_id: int
    vote_id: int
    code: str
    key: str
    phones: list[Phone]
    desk: str  # the cookie of the facilitator

    def staff(self, path: str) -> bytes:
        """Return the request for a page of the facilitator's."""
        return get(path.format(code=self.code), self.desk)

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "facilitator.db"

    def ballots(self) -> int:
        """Return how many ballots are stored, read by another process's eyes."""
        return stored(self.file, self.vote_id)

    def take(self, number: int) -> list[Phone]:
        """Return phones that have not been used yet."""
        taken, self.phones = self.phones[:number], self.phones[number:]
        if len(taken) < number:
            raise RuntimeError("the hall has too few phones for this benchmark")
        return taken


def stored(file: Path, vote_id: int) -> int:
    """Return how many ballots of a vote a database file holds."""
    asked = "SELECT count(*) FROM ballot WHERE vote_id = ?"
    connection = sqlite3.connect(file)
    try:
        return int(connection.execute(asked, [vote_id]).fetchone()[0])
    finally:
        connection.close()


def make_hall(folder: Path, people: int, *, past_ballots: int = 0) -> Hall:
    """Make a database with people in their seats, and ballots of others in the vote."""
    settings = read_settings({}, data=folder)
    with opened(settings) as units, units.writing() as session:
        room = make_open_room(session, options=OPTIONS, axes=4)
        workshop, vote = room.workshop, room.vote
        tokens = [token_for(n) for n in range(people)]
        rows = [
            {
                "workshop_id": workshop.id,
                "credential": keys.credential(token, workshop.key),
            }
            for token in tokens
        ]
        session.execute(insert(Seat), rows)
        _vote_before(session, room, past_ballots)
        phones = [Phone(workshop.code, token) for token in tokens]
        desk = _signed_in(session, room, settings.secret_key)
        return Hall(
            folder, workshop.id, vote.id, workshop.code, workshop.key, phones, desk
        )


def _signed_in(session: Session, room: Room, secret: str) -> str:
    """Let the facilitator be signed in; return the cookie."""
    token = keys.new_key()
    session.add(SignIn(account_id=room.account.id, token_hash=token_hash(token)))
    app = Flask("benchmarks")
    app.secret_key = secret
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return f"desk={signer.dumps({COOKIE_KEY: token})}"


def _vote_before(session: Session, room: Room, number: int) -> None:
    """Put ballots into the open vote by SQL: hundreds of thousands in seconds."""
    connection = session.connection().connection.dbapi_connection
    key = room.vote.key
    connection.executemany(
        "INSERT INTO ballot (vote_id, locator, receipt, content) VALUES (?, ?, ?, ?)",
        (
            (room.vote.id, keys.locator(token, key), keys.receipt(token, key), '["P1"]')
            for token in (token_for(10_000_000 + n) for n in range(number))
        ),
    )


def let_in(server: Process, phones: Sequence[Phone]) -> None:
    """Let each phone look at the ballot, from which it has what it sends back."""
    line = Line(server.port)
    for phone in phones:
        answer = line.ask(get(f"/w/{phone.code}/votes/1/", phone.cookie))
        found = TOKEN.search(answer.body)
        if answer.status != 200 or found is None:
            raise RuntimeError(f"no ballot to fill in: {answer.status}")
        phone.csrf = found[1].decode()
        set_by = answer.header("Set-Cookie")
        phone.cookies = [one.partition(";")[0] for one in set_by]
    line.close()
