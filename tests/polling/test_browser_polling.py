"""A tablet passed from hand to hand, and papers typed twice, in Chromium."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from facilitator.voting.rules import Level, Method
from tests.browsing import ready
from tests.polling.scene import LAPTOP, TABLET, UPRIGHT, Scene, playing, typed

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll("main .choice, main button, main a.button, .actionbar button, .actionbar a")]
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 48 || box.height < 48))
  .map(([name]) => name)"""  # noqa: E501
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
BEGIN = ".kiosk__begin"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def open_scene(tmp_path: Path) -> Iterator[Scene]:
    with playing(tmp_path, Level.OPEN) as scene:
        yield scene


@pytest.fixture
def slip_scene(tmp_path: Path) -> Iterator[Scene]:
    with playing(tmp_path, Level.SLIPS) as scene:
        yield scene


def check(page: Page) -> None:
    """No violation, nothing cut off, nothing too small to touch."""
    ready(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(TOO_WIDE) <= 0
    assert page.evaluate(SMALL) == []


def begun(page: Page) -> None:
    ready(page).locator(BEGIN).tap()


def stopped(scene: Scene, chromium: Browser) -> Page:
    """Return a tablet at its beginning, whose clock goes only as the test says."""
    page = scene.device(chromium, TABLET).new_page()
    page.context.add_cookies(
        scene.kiosk(chromium, TABLET).context.cookies()  # type: ignore[arg-type]
    )
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(seconds=1))
    page.goto(scene.at(f"/w/{scene.room.workshop.code}/kiosk/"))
    return page


def send(page: Page, mark: str) -> str:
    """Choose one proposal and send it; return the receipt."""
    page.wait_for_url("**/kiosk/ballot")
    ready(page).locator(f"#mark-{mark}").check(force=True)
    page.locator("button[form=ballot]").tap()
    receipt = page.locator(".kiosk__receipt")
    expect(receipt).to_be_visible()
    return receipt.inner_text()


def test_two_people_in_a_row_vote_on_one_tablet(
    open_scene: Scene, chromium: Browser
) -> None:
    page = open_scene.kiosk(chromium, TABLET)
    page.clock.set_fixed_time(NOON)  # nothing goes away while it is looked at
    page.reload()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    check(page)

    begun(page)
    page.wait_for_url("**/kiosk/ballot")
    check(page)
    first = send(page, "P1")
    check(page)
    expect(page.locator("main input, main details")).to_have_count(0)
    page.locator(BEGIN).tap()  # done
    page.wait_for_url("**/kiosk/handover")
    check(page)
    begun(page)  # I am the next person
    page.wait_for_url("**/kiosk/")
    begun(page)
    page.wait_for_url("**/kiosk/ballot")
    expect(page.locator("input:checked")).to_have_count(0)
    second = send(page, "P2")

    assert first != second
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-?){3}", first)
    assert open_scene.ballots == 2


def test_the_browsers_back_button_shows_nobody(
    open_scene: Scene, chromium: Browser
) -> None:
    page = open_scene.kiosk(chromium, UPRIGHT)
    begun(page)
    receipt = send(page, "P1")
    page.locator(BEGIN).tap()
    page.wait_for_url("**/kiosk/handover")
    seen = []

    for _ in range(6):
        if page.go_back() is None:
            break
        seen.append(page.url)
        assert receipt not in page.content()
        assert page.locator("input:checked").count() == 0

    assert not any("receipt" in url or "ballot" in url for url in seen)
    page.goto(open_scene.at(f"/w/{open_scene.room.workshop.code}/kiosk/"))
    ready(page)
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    kept = {c["name"] for c in page.context.cookies()}  # type: ignore[typeddict-item]
    assert kept <= {"desk", f"kiosk_{open_scene.room.workshop.code}"}
    assert open_scene.ballots == 1


def test_without_scripts_too_back_shows_nobody(
    open_scene: Scene, chromium: Browser
) -> None:
    started = open_scene.kiosk(chromium, TABLET)
    plain = chromium.new_context(viewport=TABLET, java_script_enabled=False)  # type: ignore[arg-type]
    plain.add_cookies(started.context.cookies())  # type: ignore[arg-type]
    page = plain.new_page()
    page.goto(started.url)
    page.click(BEGIN)
    page.locator("#mark-P1").check(force=True)
    page.click("button[form=ballot]")
    receipt = page.locator(".kiosk__receipt").inner_text()
    page.click(BEGIN)
    page.wait_for_url("**/kiosk/handover")

    for _ in range(4):
        if page.go_back() is None:
            break
        assert receipt not in page.content()
        assert page.locator("input:checked").count() == 0
        assert "/receipt" not in page.url
        assert "/ballot" not in page.url


def test_a_tablet_that_nobody_touches_begins_again(
    open_scene: Scene, chromium: Browser
) -> None:
    page = stopped(open_scene, chromium)
    begun(page)
    page.wait_for_url("**/kiosk/ballot")
    ready(page).locator("#mark-P1").check(force=True)

    page.clock.fast_forward(80_000)
    expect(page.locator(".kiosk__idle")).to_be_visible()
    page.mouse.move(5, 5)
    page.mouse.down()  # a touch: still there
    page.mouse.up()
    expect(page.locator(".kiosk__idle")).to_be_hidden()
    assert page.url.endswith("/ballot")
    page.clock.fast_forward(95_000)

    page.wait_for_url("**/kiosk/")
    expect(page.locator("#kiosk-now .kiosk__begin")).to_be_visible()
    assert open_scene.ballots == 0


def test_a_receipt_goes_away_by_itself(open_scene: Scene, chromium: Browser) -> None:
    page = stopped(open_scene, chromium)
    begun(page)
    send(page, "P1")
    ready(page)

    page.clock.fast_forward(15_000)
    page.locator(".kiosk__clock button").tap()  # more time
    page.clock.fast_forward(15_000)
    expect(page.locator(".kiosk__receipt")).to_be_visible()
    page.clock.fast_forward(10_000)

    page.wait_for_url("**/kiosk/handover")


def test_a_ballot_out_of_reach_of_the_server_stays_on_the_page(
    open_scene: Scene, chromium: Browser
) -> None:
    page = open_scene.kiosk(chromium, TABLET)
    begun(page)
    page.wait_for_url("**/kiosk/ballot")
    ready(page).locator("#mark-P2").check(force=True)
    page.context.set_offline(True)

    page.locator("button[form=ballot]").tap()

    expect(page.locator('[data-direct-of="ballot"]')).to_be_visible()
    expect(page.locator("#mark-P2")).to_be_checked()
    page.context.set_offline(False)
    page.locator("button[form=ballot]").tap()
    expect(page.locator(".kiosk__receipt")).to_be_visible()
    assert open_scene.ballots == 1


def test_a_slip_begins_a_turn_once(slip_scene: Scene, chromium: Browser) -> None:
    page = slip_scene.kiosk(chromium, UPRIGHT, dark=True)
    begun(page)
    page.wait_for_url("**/kiosk/slip")
    check(page)
    slip = page.locator("[name=slip]")
    slip.fill("ABCD")
    page.locator(BEGIN).tap()
    expect(page.locator(".field__error")).to_be_visible()
    ready(page)
    expect(slip).to_have_value("ABCD")

    slip.fill(typed(slip_scene.slips[0]).lower())
    slip.press("Enter")  # as a scanner does
    send(page, "P3")
    page.locator(BEGIN).tap()
    page.wait_for_url("**/kiosk/handover")
    begun(page)
    page.wait_for_url("**/kiosk/")
    begun(page)
    page.wait_for_url("**/kiosk/slip")
    ready(page)
    slip.fill(slip_scene.slips[0])
    slip.press("Enter")
    expect(page.locator(".field__error")).to_be_visible()

    assert page.url.endswith("/slip")
    assert slip_scene.content(slip_scene.slips[0]) == ["P3"]


def test_a_paper_typed_twice_with_a_difference_first(
    slip_scene: Scene, chromium: Browser
) -> None:
    page = slip_scene.desk(chromium, LAPTOP)
    slip = slip_scene.slips[1]

    def take(name: str) -> None:
        page.goto(slip_scene.paper)
        check(page)
        page.fill("[name=typist]", name)
        page.fill("[name=slip]", typed(slip))
        page.press("[name=slip]", "Enter")
        expect(page.locator("[name=numbers]")).to_be_focused()

    take("أمينة")
    check(page)
    page.keyboard.type("1, 3")
    page.keyboard.press("Enter")
    expect(page.locator("#paper")).to_be_visible()
    take("بدر")
    page.keyboard.type("3 4")
    page.keyboard.press("Enter")
    expect(page.locator("tr.differs")).to_have_count(2)
    check(page)
    assert slip_scene.content(slip) is None
    page.fill("[name=numbers]", "3, 1")
    page.keyboard.press("Enter")
    expect(page.locator("#paper")).to_be_visible()

    assert slip_scene.content(slip) == ["P1", "P3"]


def test_hands_and_other_papers_are_within_reach(
    tmp_path: Path, chromium: Browser
) -> None:
    with playing(tmp_path, Level.SLIPS, Method.JUDGMENT) as scene:
        page = scene.desk(chromium, LAPTOP, language="fr", dark=True)
        page.goto(scene.at(f"/desk/{scene.room.workshop.code}/"))
        page.click("a[href$='/hands/']")
        check(page)
        page.fill("#hands-P1", "12")
        page.click("#hands button")
        expect(page.locator("#hands-P1")).to_have_value("12")
        page.goto(scene.at(f"/desk/{scene.room.workshop.code}/kiosk/"))
        check(page)
        page.goto(scene.paper)
        page.fill("[name=typist]", "Amal")
        page.fill("[name=slip]", scene.slips[0])
        page.press("[name=slip]", "Enter")
        expect(page.locator("#value-P1")).to_be_focused()
        check(page)
        for number in range(6):
            page.keyboard.type(str(number))
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#paper")).to_be_visible()
