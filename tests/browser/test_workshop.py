"""A whole workshop: from nothing to the report, with phones that lose the network."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from tests.browser import acting
from tests.browsing import HOST, Server, laptop, phone, ready

TITLE = "لقاء تشاوري مباشر حول برنامج انفتاح جماعة القنيطرة"
ORGANISER = "جماعة القنيطرة"
AXES = [
    "الرقمنة وجودة الخدمات الجماعية",
    "الثقافة والرياضة",
    "المشاركة المواطنة",
    "البيئة والتنمية المستدامة",
]
OPEN_DAYS = "الأيام المفتوحة الرقمية بجماعة القنيطرة"
MUSEUM = "Créer et équiper un musée du sport au stade municipal"
BODIES = "إحداث هيئات استشارية"
RESULT = [(MUSEUM, 3), (OPEN_DAYS, 2), (BODIES, 1)]
PAGES = Path(__file__).parent.parent.parent / "screenshots"

pytestmark = pytest.mark.browser


class Room:
    """One desk, one projector and three phones around one server."""

    def __init__(self, server: Server, chromium: Browser) -> None:
        self.server = server
        self.desk = acting.make_account(laptop(chromium), server)
        self.code = acting.create_workshop(self.desk, TITLE, ORGANISER, AXES)
        self.desk.goto(f"{server.address}/desk/{self.code}/")
        acting.press_next(self.desk)  # open
        self.projector = laptop(chromium, width=1920, height=1080).new_page()
        self.projector.context.add_cookies(self.desk.context.cookies())
        self.projector.goto(f"{server.address}/screen/{self.code}/")
        self.arabic = acting.join(phone(chromium, "ar-EG"), server, self.code)
        self.french = acting.join(phone(chromium, "fr-CA"), server, self.code)
        self.plain = acting.join(
            phone(chromium, "ar", scripts=False), server, self.code
        )

    @property
    def everybody(self) -> list[Page]:
        return [self.desk, self.projector, self.arabic, self.french, self.plain]


@pytest.fixture
def room(server: Server, chromium: Browser) -> Iterator[Room]:
    room = Room(server, chromium)
    yield room
    for page in room.everybody:
        page.context.close()


def test_a_workshop_from_nothing_to_the_report(room: Room, tmp_path: Path) -> None:
    expect(room.arabic.locator("html")).to_have_attribute("lang", "ar-MA")
    expect(room.french.locator("html")).to_have_attribute("lang", "fr")
    acting.go_on_to(room.desk, "writing")

    _propose_without_network(room)
    _propose_and_lose_the_reply(room)
    _propose_without_scripts(room)
    acting.go_on_to(room.desk, "vote")
    _vote(room)
    _nobody_sees_a_tally(room)
    acting.press_next(room.desk)  # close
    for page in (room.arabic, room.french):
        expect(page.locator("[data-vote-state^=closed]")).to_be_visible()
    _nobody_sees_a_tally(room)
    acting.show_result(room.desk)
    _everybody_sees_the_same(room)
    _download_the_report(room)

    stored = sqlite3.connect(tmp_path / "facilitator.db")
    assert stored.execute(
        "SELECT number, title FROM proposal ORDER BY number"
    ).fetchall() == [(1, OPEN_DAYS), (2, MUSEUM), (3, BODIES)]
    assert stored.execute("SELECT count(*) FROM ballot").fetchone() == (3,)
    assert stored.execute("SELECT count(*) FROM seat").fetchone() == (3,)


def _propose_without_network(room: Room) -> None:
    acting.write(room.arabic, OPEN_DAYS, "التعريف بالخدمات الرقمية المتاحة للمواطنين")
    ready(room.arabic)
    room.arabic.context.set_offline(True)
    room.arabic.click("button[form=proposal]")
    expect(room.arabic.locator("[data-outbox-of=proposal]")).to_be_visible()
    room.arabic.context.set_offline(False)

    room.arabic.wait_for_url(f"**/w/{room.code}/")
    expect(room.arabic.locator("main")).to_contain_text(OPEN_DAYS)


def _propose_and_lose_the_reply(room: Room) -> None:
    """The server gets it and stores it; its first answer never arrives."""
    acting.write(room.french, MUSEUM, axis=1)
    ready(room.french)
    lost = []

    def lose_once(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            at = route.request.url.replace(HOST, "127.0.0.1")
            lost.append(route.fetch(url=at, max_redirects=0).status)
            route.abort()
        else:
            route.continue_()

    room.french.route("**/proposals/own/*", lose_once)
    room.french.click("button[form=proposal]")

    room.french.wait_for_url(f"**/w/{room.code}/")
    expect(room.french.locator("main")).to_contain_text(MUSEUM)
    assert lost == [200]


def _propose_without_scripts(room: Room) -> None:
    room.plain.reload()
    acting.write(room.plain, BODIES, axis=2)
    room.plain.click("button[form=proposal]")

    expect(room.plain).to_have_url(f"{room.server.address}/w/{room.code}/")
    expect(room.plain.locator("main")).to_contain_text(BODIES)


def _vote(room: Room) -> None:
    room.plain.reload()
    acting.vote_for(room.arabic, "P1", "P2")
    acting.vote_for(room.french, "P2")
    acting.vote_for(room.plain, "P1", "P2", "P3")
    expect(room.projector.locator("main")).to_contain_text("3")


def _nobody_sees_a_tally(room: Room) -> None:
    room.plain.reload()
    for page in room.everybody:
        expect(page.locator(".bar__number")).to_have_count(0)


def _everybody_sees_the_same(room: Room) -> None:
    room.plain.reload()
    for page in (room.projector, room.arabic, room.french, room.plain):
        acting.expect_bars(page, RESULT)


def _download_the_report(room: Room) -> None:
    acting.go_on_to(room.desk, "closing")
    acting.press_next(room.desk)  # end
    room.desk.click("#next-button")
    room.desk.wait_for_url("**/report")
    with room.desk.expect_download() as download:
        room.desk.click("a[href$='/report/ar.pdf']")

    paper = download.value.path()
    with pypdfium2.PdfDocument(paper) as document:
        PAGES.mkdir(exist_ok=True)
        for number, page in enumerate(document, 1):
            page.render(scale=1.2).to_pil().save(PAGES / f"report-ar-{number}.png")
    # Arabic comes out of any PDF letter by letter; the attached data come out whole.
    outcome = json.loads(PdfReader(paper).attachments["outcome.json"][0])
    assert [
        (one["title"]["value"], one["votes"])
        for one in sorted(outcome["proposals"], key=lambda one: one["rank"])
    ] == RESULT
