"""A polling station in Chromium: a desk, a projector and phones around one vote."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from facilitator.accounts.actions import link_for
from facilitator.accounts.passwords import hash_password
from facilitator.config import read_settings
from facilitator.running import opened
from facilitator.voting.rules import Level
from facilitator.workshops.rules import StepKind
from tests.browsing import Server, laptop, ready
from tests.factories import make_step
from tests.voting.rooms import make_room

TITLE = {
    "ar": "لقاء تشاوري مباشر حول برنامج انفتاح جماعة القنيطرة",
    "fr": "Rencontre de concertation sur l’ouverture de la commune de Kénitra",
}
PROPOSALS = (
    ("ar", "إحداث وتجهيز متحف رياضي بالملعب البلدي"),
    ("fr", "Journées portes ouvertes du numérique"),
    ("ar", "WiFi مجاني في دور الشباب"),
    ("ar", "حملات توعوية بيئية"),
)


@dataclass
class Station:
    """A server whose vote takes slips, and the facilitator's laptop."""

    server: Server
    desk: Page
    code: str

    def at(self, path: str) -> str:
        return self.server.address + path

    def control(self) -> None:
        self.desk.goto(self.at(f"/desk/{self.code}/"))
        ready(self.desk)

    def projector(self) -> Page:
        page = self.desk.context.new_page()
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(self.at(f"/screen/{self.code}/"))
        return ready(page)

    def make_slips(self, number: int) -> bytes:
        """Make slips on the page of slips; return the PDF."""
        self.desk.goto(self.at(f"/desk/{self.code}/slips"))
        self.desk.fill("#make [name=number]", str(number))
        with self.desk.expect_download() as download:
            self.desk.click("#make button")
        return download.value.path().read_bytes()


def read_back(pdf: bytes) -> list[str]:
    """The addresses on the first sheet, in the order of the numbers."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    picture: Image.Image = page.render(scale=150 / 72).to_pil().convert("L")
    third, eighth = picture.width / 3, picture.height / 8
    placed = []
    for code in zxingcpp.read_barcodes(picture):
        corner = code.position.top_left
        place = int(corner.y // eighth), -int(corner.x // third)  # from the right
        placed.append((place, code.text))
    return [text for _, text in sorted(placed)]


def prepare(session: Session, language: str, level: Level) -> tuple[str, str]:
    """Store a workshop at its vote; return its code and a sign-in token."""
    room = make_room(session, options=len(PROPOSALS))
    room.vote.level = level
    room.workshop.title, room.workshop.main_language = TITLE, language
    room.workshop.languages = ["ar", "fr"]
    make_step(session, room.workshop, kind=StepKind.RESULTS, position=99)
    make_step(session, room.workshop, kind=StepKind.CLOSING, position=100)
    for proposal, (tongue, title) in zip(room.proposals, PROPOSALS, strict=True):
        proposal.language, proposal.title = tongue, title
    room.account.password_hash = hash_password("nobody types this one")
    session.flush()
    return room.workshop.code, link_for(session, room.account.id)


@contextmanager
def station(
    folder: Path,
    chromium: Browser,
    language: str = "ar",
    level: Level = Level.WITNESSED,
    **kind: bool,
) -> Iterator[Station]:
    settings = read_settings({}, data=folder)
    with opened(settings) as units, units.writing() as session:
        code, token = prepare(session, language, level)
    server = Server("serve", folder)
    context = laptop(chromium, language, **kind)
    context.add_cookies(
        [{"name": "language", "value": language, "url": server.address}]
    )
    desk = context.new_page()
    desk.goto(f"{server.address}/accounts/invitations/{token}")
    desk.click("main form .button >> nth=-1")
    desk.wait_for_url(f"{server.address}/desk/")
    yield Station(server, desk, code)
    context.close()
    server.stop()
