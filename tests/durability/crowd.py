"""A hundred phones that vote, propose and join, and remember what was acknowledged."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count
from pathlib import Path
from random import Random
from sqlite3 import Connection
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.db import connect
from facilitator.keys import new_key
from facilitator.participants.access import cookie_name
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import StepKind
from tests.factories import make_axis, make_open_workshop
from tests.forms import Form, forms_in
from tests.voting.rooms import Room, make_open_room, sit

VOTERS, WRITERS, JOINERS = 60, 35, 5
AT_ONCE = 12  # threads: more only wait for each other
MARKS = 2
SEE_OTHER = 303

Lost = (HTTPException, OSError)  # no answer, or half of one


@dataclass
class Phone:
    """A phone with its cookies. `says` is its ballot as the server confirmed it,
    `unsure` what it sent without an answer; `letter` a proposal sent likewise.
    """

    token: str
    cookies: dict[str, str]
    says: list[str] | None = None
    unsure: list[str] | None = None
    letter: str | None = None


@dataclass
class Told:
    """What was sent, and of it what was acknowledged."""

    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)


class Crowd:
    """The phones of a voting room and a writing room, and what they were told."""

    def __init__(self, database: Path, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 -- not a secret
        self.ballots = 0  # acknowledged
        self.proposals, self.seats = Told(), Told()
        self._number = count(1)
        engine = connect(f"sqlite:///{database}")
        writes = engine.execution_options(writes=True)
        with Session(writes, expire_on_commit=False) as session:
            self.room: Room = make_open_room(session, options=8, axes=1, most=MARKS)
            self.writing = make_open_workshop(session, StepKind.WRITING)
            make_axis(session, self.writing, position=1)
            self.voters = self._sit(session, self.room.workshop, VOTERS)
            self.writers = self._sit(session, self.writing, WRITERS)
            session.commit()
        engine.dispose()

    @property
    def acknowledged(self) -> int:
        """How many acts were acknowledged."""
        others = len(self.proposals.acknowledged) + len(self.seats.acknowledged)
        return self.ballots + others

    def act_once(self, port: int) -> None:
        """Let one phone do each thing that the others do."""
        self.vote(port, self.voters[0])
        self.propose(port, self.writers[0])
        self.join(port, Phone("", {}))

    def act(self, port: int, when_begun: Callable[[], None]) -> None:
        """Let the phones act, each in its turn, until the server is gone.

        `when_begun` is called once, when the first act was acknowledged.
        """
        turns = self._turns()
        mutex = threading.Lock()
        begun = [when_begun]
        before = self.acknowledged

        def run() -> None:
            while True:
                with mutex:
                    act, phone = next(turns)
                try:
                    act(port, phone)
                except Lost:
                    return
                with mutex:
                    if begun and self.acknowledged > before:
                        begun.pop()()

        threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _turns(self) -> Iterator[tuple[Callable[[int, Phone], None], Phone]]:
        """Give every phone its turn, none twice at once, in an order of chance."""
        while True:
            turns: list[tuple[Callable[[int, Phone], None], Phone]]
            turns = [(self.vote, phone) for phone in self.voters]
            turns += [(self.propose, phone) for phone in self.writers]
            turns += [(self.join, Phone("", {})) for _ in range(JOINERS)]
            self._random.shuffle(turns)
            yield from turns

    def vote(self, port: int, phone: Phone) -> None:
        """Send a ballot, or change it."""
        path = f"/w/{self.room.workshop.code}/votes/1/"
        page = f"{path}change"
        status, html = self._ask(port, phone, page)
        if status != 200:
            page = path
            html = self._ask(port, phone, page)[1]
        form = _form_with(html, page, "instead_of")
        phone.unsure = sorted(self._random.sample(self.room.ids, MARKS))
        fields = [one for one in form.fields if one[0] != "marks"]
        fields += [("marks", mark) for mark in phone.unsure]
        if self._ask(port, phone, path, fields)[0] == SEE_OTHER:
            phone.says, phone.unsure = phone.unsure, None
            self.ballots += 1

    def propose(self, port: int, phone: Phone) -> None:
        """Send a proposal; what had no answer before is sent again first."""
        phone.letter = phone.letter or f"{new_key()} {next(self._number)}"
        key, number = phone.letter.split()
        path = f"/w/{self.writing.code}/proposals/own/{key}"
        form = _form_with(self._ask(port, phone, path)[1], path, "title")
        title = f"اقتراح {number}"
        fields = [one for one in form.fields if one[0] != "title"]
        self.proposals.sent.add(title)
        if self._ask(port, phone, path, [*fields, ("title", title)])[0] == SEE_OTHER:
            self.proposals.acknowledged.add(title)
            phone.letter = None

    def join(self, port: int, phone: Phone) -> None:
        """Take a new seat in the voting room."""
        workshop = self.room.workshop
        path = f"/J/{workshop.code}"
        form = _form_with(self._ask(port, phone, path)[1], path, "seat")
        self.seats.sent.add(f"{len(self.seats.sent)}")
        if self._ask(port, phone, path, form.fields)[0] == SEE_OTHER:
            token = phone.cookies[cookie_name(workshop.code)]
            self.seats.acknowledged.add(keys.credential(token, workshop.key))

    def compare(self, database: Connection) -> None:
        """See that what is stored is what was acknowledged, or was on its way."""
        self._compare_ballots(database)
        query = "SELECT title FROM proposal WHERE workshop_id = ? AND number > 0"
        rows = database.execute(query, [self.writing.id])
        stored = Counter(title for (title,) in rows)
        assert set(stored.values()) <= {1}, "a proposal is doubled"
        assert self.proposals.acknowledged <= set(stored) <= self.proposals.sent
        query = "SELECT credential FROM seat WHERE workshop_id = ?"
        rows = database.execute(query, [self.room.workshop.id])
        seats = {credential for (credential,) in rows}
        assert self.seats.acknowledged <= seats
        assert len(seats) <= VOTERS + len(self.seats.sent)

    def _compare_ballots(self, database: Connection) -> None:
        vote = self.room.vote
        query = "SELECT locator, content FROM ballot WHERE vote_id = ?"
        stored = {
            locator: sorted(json.loads(content))
            for locator, content in database.execute(query, [vote.id])
        }
        for phone in self.voters:
            found = stored.pop(keys.locator(phone.token, vote.key), None)
            if phone.unsure and found == phone.unsure:  # its answer did not arrive
                phone.says = found
            phone.unsure = None
            assert found == phone.says
        assert stored == {}, "ballots that nobody sent"

    def _sit(self, session: Session, workshop: Workshop, number: int) -> list[Phone]:
        name = cookie_name(workshop.code)
        tokens = [sit(session, workshop, next(self._number)) for _ in range(number)]
        return [Phone(token, {name: token}) for token in tokens]

    def _ask(
        self,
        port: int,
        phone: Phone,
        path: str,
        fields: list[tuple[str, str]] | None = None,
    ) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        cookies = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
        headers = {"Cookie": cookies} if cookies else {}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            body = None if fields is None else urlencode(fields)
            connection.request("GET" if fields is None else "POST", path, body, headers)
            answer = connection.getresponse()
            html = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(cookie).items():
                phone.cookies[name] = morsel.value
        assert answer.status < 500, html
        return answer.status, html


def _form_with(html: str, here: str, name: str) -> Form:
    """Return the form that people fill in, which is not the blank ballot."""
    return next(
        form
        for form in forms_in(html, here)
        if name in form.names and "blank" not in form.names
    )
