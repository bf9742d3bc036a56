"""Rooms for all methods on one server, and phones in people's hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.migrating import upgrade
from facilitator.participants.access import cookie_name
from facilitator.voting.actions import close_vote
from facilitator.voting.ballots import cast, own_ballot
from facilitator.voting.methods import Content
from facilitator.voting.rules import Method
from facilitator.web.locale import COOKIE
from tests.browsing import Server, phone, ready
from tests.voting.rooms import Room, sit
from tests.voting.ways import make_room_for

IN = "[data-vote-state=open-in]"
_person = count(1)


class Hall:
    """A server with a room for each method, open at once."""

    def __init__(self, session: Session, folder: Path, chromium: Browser) -> None:
        self.session, self.chromium = session, chromium
        self.rooms = {
            method: make_room_for(session, method, groups=("age",)) for method in Method
        }
        self.apart = make_room_for(session, Method.STICKERS, per_axis=True)
        session.commit()
        self.server = Server("serve", folder)

    def hold(self, where: Method | Room, language: str = "ar", **kind: bool) -> "Hand":
        """Put a phone into the hand of somebody new in a room, or a method's."""
        room = self.rooms[where] if isinstance(where, Method) else where
        token = sit(self.session, room.workshop, next(_person))
        self.session.commit()
        return Hand(self, room, token, language, kind)

    def close(self, method: Method) -> None:
        """Close the vote by a method."""
        room = self.rooms[method]
        close_vote(self.session, room.vote, room.account.id)
        self.session.commit()


class Hand:
    """A person's phone, at the ballot."""

    def __init__(
        self, hall: Hall, room: Room, token: str, language: str, kind: dict[str, bool]
    ) -> None:
        self.hall, self.room, self.token = hall, room, token
        self.context = phone(hall.chromium, language, **kind)
        address = hall.server.address
        names = {COOKIE: language, cookie_name(room.workshop.code): token}
        self.context.add_cookies(
            [{"name": n, "value": v, "url": address} for n, v in names.items()]
        )
        self.url = f"{address}/w/{room.workshop.code}/votes/1/"
        self.page = self.context.new_page()

    def open(self, path: str = "") -> Page:
        """Load one of the vote's pages, and wait until its scripts run."""
        self.page.goto(self.url + path)
        return ready(self.page)

    def send(self) -> None:
        """Tap the button, and wait for the confirmation."""
        self.page.locator("button[form=ballot]").tap()
        expect(self.page.locator(IN)).to_be_visible()

    def says(self) -> Content | None:
        """What the person's ballot says."""
        own = own_ballot(self.hall.session, self.room.vote, self.token)
        self.hall.session.rollback()  # a session that writes holds the lock
        return own and own.content

    def cast(self, says: Content) -> None:
        """Vote without the page."""
        cast(self.hall.session, self.room.vote, self.token, says)
        self.hall.session.commit()


@contextmanager
def open_hall(chromium: Browser, folder: Path) -> Iterator[Hall]:
    """Open a hall whose data lie in `folder`."""
    settings = read_settings({"FACILITATOR_SECRET_KEY": "test"}, data=folder)
    engine = connect(settings.database_url)
    upgrade(engine)
    writing = engine.execution_options(writes=True)
    with Session(writing, expire_on_commit=False) as session:
        hall = Hall(session, folder, chromium)
        yield hall
        hall.server.stop()
    engine.dispose()
