"""A real server, a vote that is open on it, and staff who are signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from facilitator import keys
from facilitator.accounts.actions import link_for
from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.migrating import upgrade
from facilitator.voting.actions import open_vote
from facilitator.voting.ballots import own_ballot
from facilitator.voting.models import Vote
from facilitator.voting.queries import ballots_in
from facilitator.voting.rules import Level, Method
from facilitator.web.locale import COOKIE
from tests.browsing import Server
from tests.polling.rooms import print_slip
from tests.voting.rooms import Room
from tests.voting.ways import make_room_for

TABLET = {"width": 1024, "height": 768}
UPRIGHT = {"width": 768, "height": 1024}
LAPTOP = {"width": 1366, "height": 768}


@dataclass
class Scene:
    """What a test in a browser needs at hand."""

    server: Server
    session: Session
    room: Room
    slips: list[str]
    link: str

    def device(
        self,
        chromium: Browser,
        size: dict[str, int],
        language: str = "ar",
        *,
        dark: bool = False,
    ) -> BrowserContext:
        """Return a device whose owner reads a language."""
        context = chromium.new_context(
            viewport=size,  # type: ignore[arg-type]
            locale=language,
            color_scheme="dark" if dark else "light",
            has_touch=size != LAPTOP,
        )
        kept = {"name": COOKIE, "value": language, "url": self.server.address}
        context.add_cookies([kept])  # type: ignore[list-item]
        return context

    def desk(self, chromium: Browser, size: dict[str, int], **how: object) -> Page:
        """Return a page of a device on which staff are signed in."""
        page = self.device(chromium, size, **how).new_page()  # type: ignore[arg-type]
        page.goto(self.server.address + self.link)
        password = page.locator("[name=password]")
        if password.count():
            password.fill("a long enough phrase")
        page.click("main form .button >> nth=-1")
        page.wait_for_url("**/desk/")
        return page

    def kiosk(self, chromium: Browser, size: dict[str, int], **how: object) -> Page:
        """Return the beginning on a tablet that staff have just started."""
        page = self.desk(chromium, size, **how)
        page.goto(self.at(f"/desk/{self.room.workshop.code}/kiosk/"))
        page.click("main form button")
        page.wait_for_url(f"**/w/{self.room.workshop.code}/kiosk/")
        return page

    def at(self, path: str) -> str:
        return self.server.address + path

    def content(self, slip: str) -> object:
        """What the ballot of a slip says."""
        self.session.rollback()
        own = own_ballot(self.session, self.vote, slip)
        return own and own.content

    @property
    def vote(self) -> Vote:
        return self.session.get_one(Vote, self.room.vote.id)

    @property
    def ballots(self) -> int:
        self.session.rollback()
        return ballots_in(self.session, self.room.vote.id)

    @property
    def paper(self) -> str:
        """The address of the page for papers."""
        return self.at(f"/desk/{self.room.workshop.code}/votes/1/paper/")


@contextmanager
def playing(
    folder: Path, level: Level, method: Method = Method.STICKERS
) -> Iterator[Scene]:
    """Open a vote on a server of its own."""
    settings = read_settings({"FACILITATOR_SECRET_KEY": "test"}, data=folder)
    engine = connect(settings.database_url)
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        room = make_room_for(session, method, opened=False)
        room.vote.level = level
        session.flush()
        slips = [print_slip(session, room.workshop, n) for n in range(1, 7)]
        open_vote(session, room.vote, room.account.id)
        link = f"/accounts/invitations/{link_for(session, room.account.id)}"
        session.commit()
        server = Server("serve", folder)
        try:
            yield Scene(server, session, room, slips, link)
        finally:
            server.stop()
    engine.dispose()


def typed(slip: str) -> str:
    """A slip's code as it is printed."""
    return keys.in_groups(slip)
