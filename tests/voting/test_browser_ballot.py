"""The ballot in Chromium: one thumb, no network for a while, no JavaScript."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from facilitator.config import read_settings
from facilitator.db import connect
from facilitator.migrating import upgrade
from facilitator.participants.access import cookie_name
from facilitator.proposals.models import Objective
from facilitator.voting.actions import close_vote, open_vote, reveal
from facilitator.voting.ballots import cast, own_ballot
from facilitator.web.locale import COOKIE
from tests.browsing import Server, phone, ready
from tests.voting.rooms import Room, make_room, sit

pytestmark = pytest.mark.browser

TITLES = (
    ("ar", "إحداث وتجهيز متحف رياضي بالملعب البلدي"),
    ("ar", "تنظيم مهرجان دولي لفنون الطبخ بمنطقة الغرب"),
    ("fr", "Journées portes ouvertes du numérique à la commune de Kénitra"),
    ("ar", "WiFi مجاني في دور الشباب"),
    ("fr", "Anticonstitutionnellement" * 5),  # 125 letters without a blank
    ("ar", "حملات توعوية بيئية"),
)
SMALL = """() => [...document.querySelectorAll("main .choice, main button, main a.button, main summary")]
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 48 || box.height < 48))
  .map(([name]) => name)"""  # noqa: E501
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


@dataclass
class Scene:
    """A running server, its vote, and a person with a seat."""

    server: Server
    session: Session
    room: Room
    token: str

    def open(
        self, chromium: Browser, language: str = "en", **kind: bool
    ) -> tuple[Page, str]:
        """Return a phone in the person's hand, and the address of the ballot."""
        context = phone(chromium, language, **kind)
        address = self.server.address
        names = {COOKIE: language, cookie_name(self.room.workshop.code): self.token}
        context.add_cookies(
            [{"name": n, "value": v, "url": address} for n, v in names.items()]
        )
        return context.new_page(), f"{address}/w/{self.room.workshop.code}/votes/1/"

    def content(self) -> object:
        """What the person's ballot says."""
        self.session.rollback()
        own = own_ballot(self.session, self.room.vote, self.token)
        return own and own.content


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    settings = read_settings({"FACILITATOR_SECRET_KEY": "test"}, data=tmp_path)
    engine = connect(settings.database_url)
    upgrade(engine)
    with Session(engine, expire_on_commit=False) as session:
        room = make_room(session, options=len(TITLES))
        for proposal, (language, title) in zip(room.proposals, TITLES, strict=True):
            proposal.language, proposal.title = language, title
            for place in range(2):
                text = "التعريف بالخدمات الرقمية المتاحة للمواطنين"
                session.add(
                    Objective(proposal_id=proposal.id, position=place, text=text)
                )
        session.flush()
        open_vote(session, room.vote, room.account.id)
        token = sit(session, room.workshop, 1)
        session.commit()
        server = Server("serve", tmp_path)
        yield Scene(server, session, room, token)
        server.stop()
    engine.dispose()


def test_one_thumb_votes_and_changes(scene: Scene, chromium: Browser) -> None:
    page, url = scene.open(chromium)
    page.goto(url)
    ready(page)
    boxes, left = page.locator("input[name=marks]"), page.locator("#ballot-left")
    expect(left).to_have_text("Left: 3 of 3")

    for n in range(3):
        boxes.nth(n).check()
    expect(left).to_have_text("None left: untick one to choose another.")
    assert [box.is_disabled() for box in boxes.all()] == [False] * 3 + [True] * 3
    boxes.nth(0).uncheck()
    expect(boxes.nth(5)).to_be_enabled()

    page.get_by_role("button", name="Send my ballot").tap()
    expect(page.get_by_text("Your ballot came in at")).to_be_visible()
    sent = scene.content()
    assert isinstance(sent, list)
    assert len(sent) == 2
    page.get_by_role("link", name="Change my ballot").tap()
    expect(left).to_have_text("Left: 1 of 3")
    page.get_by_role("button", name="I abstain (blank ballot)").tap()
    expect(page.get_by_text("Your ballot came in at")).to_be_visible()
    assert scene.content() == "blank"


def test_a_ballot_sent_without_network_arrives_later(
    scene: Scene, chromium: Browser
) -> None:
    page, url = scene.open(chromium)
    page.goto(url)
    ready(page)
    page.locator("input[value=P2]").check()

    page.context.set_offline(True)
    page.get_by_role("button", name="Send my ballot").tap()
    expect(page.get_by_text("Not sent yet, but saved on this phone.")).to_be_visible()
    assert scene.content() is None
    page.context.set_offline(False)

    expect(page.get_by_text("Your ballot came in at")).to_be_visible()
    assert scene.content() == ["P2"]


def test_a_ballot_left_open_is_led_to_the_close(
    scene: Scene, chromium: Browser
) -> None:
    page, url = scene.open(chromium)
    page.goto(url)
    ready(page)
    expect(page.locator("#ballot-left")).to_be_visible()

    close_vote(scene.session, scene.room.vote, scene.room.account.id)
    scene.session.commit()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_text("No ballot of yours came in")).to_be_visible()
    assert page.locator("input[name=marks]").count() == 0


def test_without_scripts_too_many_marks_come_back(
    scene: Scene, chromium: Browser
) -> None:
    page, url = scene.open(chromium, scripts=False)
    page.goto(url)

    for box in page.locator("input[name=marks]").all():
        box.check()
    page.get_by_role("button", name="Send my ballot").click()
    expect(page.get_by_text("You may choose at most 3 proposals.")).to_be_visible()
    assert all(box.is_checked() for box in page.locator("input[name=marks]").all())
    for n in (0, 2, 4):
        page.locator("input[name=marks]").nth(n).uncheck()
    page.get_by_role("button", name="Send my ballot").click()

    expect(page.get_by_text("Your ballot came in at")).to_be_visible()


@pytest.mark.parametrize(("language", "dark"), [("ar", False), ("fr", True)])
def test_every_page_of_the_vote_is_accessible_and_fits(
    scene: Scene, chromium: Browser, language: str, dark: bool
) -> None:
    page, url = scene.open(chromium, language, dark=dark)

    def look(path: str) -> None:
        page.goto(url + path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        found = Axe().run(page).response["violations"]
        assert [(path, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate(SMALL) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert (path, page.evaluate(TOO_WIDE)) == (path, 0)
        page.set_viewport_size({"width": 360, "height": 740})

    look("")
    for person in range(2, 40):
        token = sit(scene.session, scene.room.workshop, person)
        cast(scene.session, scene.room.vote, token, [f"P{person % 6 + 1}"])
    cast(scene.session, scene.room.vote, scene.token, ["P3", "P5"])
    scene.session.commit()
    for path in ("", "change", "about"):
        look(path)
    close_vote(scene.session, scene.room.vote, scene.room.account.id)
    scene.session.commit()
    look("")
    reveal(scene.session, scene.room.vote, scene.room.account.id)
    scene.session.commit()
    for path in ("", "receipts"):
        look(path)
