"""Voting slips in Chromium: from the printed sheet to a result with witnesses."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser import acting
from tests.browsing import phone, ready
from tests.polling.station import Station, read_back, station
from tests.screen.test_browser_screen import LEAST, look_at_all_pages

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def here(tmp_path: Path, chromium: Browser) -> Iterator[Station]:
    with station(tmp_path, chromium) as station_here:
        yield station_here


def scan(chromium: Browser, address: str, *, scripts: bool = True) -> Page:
    """Open what the camera read, and press the one button."""
    page = phone(chromium, "ar", scripts=scripts).new_page()
    page.goto(address)
    page.click("button[form=slip-form]")
    return page


def send(page: Page, *options: str) -> None:
    for option in options:
        page.check(f"#mark-{option}", force=True)
    page.click("button[form=ballot]")
    expect(page.locator("[data-vote-state=open-in]")).to_be_visible()


def is_accessible(page: Page) -> bool:
    options = {"runOnly": STANDARDS, "iframes": False}
    found = Axe().run(page, options=options).response["violations"]
    assert found == []
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return bool(width <= 0)


def test_from_the_sheet_to_the_witnesses(
    here: Station, chromium: Browser, tmp_path: Path
) -> None:
    slips = read_back(here.make_slips(24))
    assert len(slips) == 24
    here.desk.fill("#hand [name=handed]", "١-٣")
    here.desk.click("#hand button")
    expect(here.desk.locator("#slips-now")).to_contain_text("4-24")
    assert is_accessible(here.desk)

    here.control()
    acting.press_next(here.desk)  # open
    projector = here.projector()
    expect(projector.locator(".seal").first).to_be_visible()
    assert look_at_all_pages(projector, LEAST["ar"]) == []
    _two_phones_share_a_slip(chromium, slips[0])
    _a_code_is_typed(here, chromium, slips[1])
    send(scan(chromium, slips[4], scripts=False), "P3")  # never noted as handed out
    _close_and_count(here, projector)

    database = sqlite3.connect(tmp_path / "facilitator.db")
    assert database.execute("SELECT count(*) FROM ballot").fetchone() == (3,)
    assert database.execute("SELECT count(*) FROM slip_use").fetchone() == (3,)
    assert database.execute("SELECT revealed > 0 FROM vote").fetchone() == (1,)
    _no_code_is_kept(slips, tmp_path, here.server.log())


def _two_phones_share_a_slip(chromium: Browser, slip: str) -> None:
    first = scan(chromium, slip)
    expect(first).to_have_url(re.compile(r"/w/\d+/votes/1/$"))
    send(first, "P1")

    second = scan(chromium, slip)
    second.click("a[href$='/change']")
    ready(second)
    second.uncheck("#mark-P1", force=True)
    send(second, "P2")

    first.reload()
    first.click("#own-choice summary")
    expect(first.locator("#own-choice")).to_contain_text("numérique")
    expect(first.locator("#own-choice")).not_to_contain_text("متحف")


def _a_code_is_typed(here: Station, chromium: Browser, slip: str) -> None:
    page = acting.join(phone(chromium, "ar"), here.server, here.code)
    ready(page)
    page.click("a[href*='/votes/']")
    expect(page.locator("[name=slip]")).to_be_visible()
    assert is_accessible(page)
    page.fill("[name=slip]", "K7QM")
    page.click("button[form=slip-form]")
    expect(page.locator(".field__error")).to_be_visible()
    expect(page.locator("[name=slip]")).to_have_value("K7QM")
    code = slip.rsplit("/", 1)[1].lower().replace("0", "o")
    page.fill("[name=slip]", f"{code[:8]} {code[8:]}")
    page.click("button[form=slip-form]")
    send(page, "P1", "P3")


def _close_and_count(here: Station, projector: Page) -> None:
    acting.press_next(here.desk)  # close
    expect(here.desk.locator("#next")).to_contain_text(": 1")
    expect(projector.locator(".screen__main--closed .seal").first).to_be_visible()
    expect(projector.locator(".screen__main--closed .strong")).to_be_visible()
    assert look_at_all_pages(projector, LEAST["ar"]) == []

    here.desk.click("#next-button")  # the witnesses have not counted yet
    expect(here.desk.locator("#refusal")).to_be_visible()
    here.desk.click("a[href$='/reconciliation']")
    assert is_accessible(here.desk)
    for name, value in {
        "left": "20",
        "returned": "0",
        "first_witness": "فاطمة",
        "second_witness": "Youssef",
        "note": "سلّم قسيمة دون تدوين رقمها",
    }.items():
        here.desk.fill(f"[name={name}]", value)
    here.desk.click("main form button")
    expect(here.desk.locator("main")).to_contain_text("Youssef")
    here.control()
    acting.press_next(here.desk)  # reveal


def _no_code_is_kept(slips: list[str], folder: Path, log: str) -> None:
    """Neither the data folder nor what the server printed has a slip's code."""
    kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert any(b"slip" in content for content in kept)
    for slip in slips:
        code = slip.rsplit("/", 1)[1]
        assert code not in log
        assert not any(code.encode() in content for content in kept)
