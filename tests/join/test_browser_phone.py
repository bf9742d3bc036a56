"""A phone in the room: it joins, follows, comes back, and stays light."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from facilitator.workshops.rules import StepKind
from tests.browsing import ready
from tests.join.conftest import CODE, Phone, Stage

pytestmark = pytest.mark.browser
FIRST_LOAD = 30_000  # bytes, compressed. Source: issue 2, "Done means"
LIVE = "[data-live-state=live]"  # the stream is open
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def test_a_newcomer_is_in_with_one_tap_on_the_page(phone: Phone) -> None:
    page = phone("/")  # the one workshop that is open

    page.locator("button[form=join]").click()

    page.wait_for_url(f"**/w/{CODE}/")
    expect(page.locator("#people .stat__number")).to_have_text("1")


def test_phones_follow_the_step(stage: Stage, joined: Phone) -> None:
    page = joined()
    page.wait_for_selector(LIVE)

    stage.move_to(StepKind.WRITING)

    expect(page.locator("a[href$='/proposals/new']")).to_be_visible()


def test_a_phone_without_scripts_does_everything(stage: Stage, joined: Phone) -> None:
    page = joined(scripts=False, locale="fr-MA")
    stage.move_to(StepKind.TABLES)
    page.goto(stage.url(f"/w/{CODE}/"))
    page.locator("a[href$='/proposals/new']").click()
    page.locator(".choice").nth(2).click()
    page.fill("#title", "Un musée du sport")
    page.fill("#objectives-0", "Promouvoir le sport")
    page.fill("#objectives-5", "Promouvoir la ville")

    page.click("button[form=proposal]")

    page.wait_for_url(f"**/w/{CODE}/")
    expect(page.locator("#proposals .proposal__title")).to_have_text(
        "Un musée du sport"
    )
    assert page.locator("html").get_attribute("lang") == "fr"


def test_after_a_restart_of_the_server_the_phone_is_there_again_by_itself(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale="en-GB")
    page.wait_for_selector(LIVE)
    stage.kill()
    expect(page.locator("#connection-lost")).to_be_visible()

    stage.start()
    stage.move_to(StepKind.BREAK)

    expect(page.locator("#connection-lost")).to_be_hidden()
    expect(page.locator("#now .lead")).to_contain_text("break")


def test_after_the_network_was_gone_the_phone_shows_the_present_step(
    stage: Stage, joined: Phone
) -> None:
    page = joined()
    page.wait_for_selector(LIVE)
    page.context.set_offline(True)
    stage.move_to(StepKind.WRITING)

    page.context.set_offline(False)

    expect(page.locator("a[href$='/proposals/new']")).to_be_visible()


def test_another_phone_comes_back_by_the_qr_of_the_personal_code(
    joined: Phone, phone: Phone
) -> None:
    first = joined()
    shown = first.locator(".code--personal").inner_text()
    other = phone(f"/J/{CODE}/return#{shown.replace('-', '')}")
    expect(other).to_have_url(re.compile(r"/return$"))  # nothing after a #

    other.locator("button[form=return]").click()

    other.wait_for_url(f"**/w/{CODE}/")
    expect(other.locator("#people .stat__number")).to_have_text("1")


def test_a_code_is_sent_with_its_last_digit(phone: Phone) -> None:
    page = ready(phone(f"/J/{CODE}"))
    page.evaluate(
        """() => { document.body.innerHTML =
        '<form action="/J/123456"><input id="c" data-behaviour="full" data-full="6">'
        + '</form>';
        document.body.dispatchEvent(new CustomEvent("swapped", {bubbles: true})); }"""
    )
    ready(page)

    page.locator("#c").press_sequentially("٤٨٢ ٩١٣")

    page.wait_for_url("**/J/123456?")


def test_the_first_load_is_light(stage: Stage, phone: Phone) -> None:
    page = phone("/static/nothing")
    asked: set[str] = set()
    pages = []

    page.on("request", lambda request: asked.add(request.url))
    page.goto(stage.url(f"/J/{CODE}"))
    pages.append(_weight(ready(page).content().encode()))
    page.locator("button[form=join]").click()
    page.wait_for_url(f"**/w/{CODE}/")
    pages.append(_weight(ready(page).content().encode()))
    stage.move_to(StepKind.WRITING)
    page.goto(stage.url(f"/w/{CODE}/proposals/new"))
    pages.append(_weight(ready(page).content().encode()))

    files = {
        url: _weight(page.request.get(url).body()) for url in asked if "/static/" in url
    }
    assert any(url.endswith("phone.css") for url in files)
    assert any(url.endswith("outbox.js") for url in files)
    assert not any(re.search(r"\.(?:ttf|woff2?)$", url) for url in files)
    assert sum(files.values()) + max(pages) <= FIRST_LOAD


def _weight(content: bytes) -> int:
    return len(gzip.compress(content))


PAGES = (
    f"/J/{CODE}",
    f"/J/{CODE}/return",
    f"/w/{CODE}/notice",
    f"/w/{CODE}/seat",
    f"/w/{CODE}/",
    f"/w/{CODE}/proposals/",
    f"/w/{CODE}/proposals/new",
)


@pytest.mark.parametrize("locale", ["ar-MA", "fr-MA"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_small_phone(
    stage: Stage, joined: Phone, locale: str, scheme: str
) -> None:
    page = joined(locale=locale)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 320, "height": 640})
    stage.move_to(StepKind.TABLES)
    page.goto(stage.url(f"/w/{CODE}/proposals/new"))
    page.locator(".choice").first.click()
    page.fill("#title", "WiFi مجاني في الحدائق… +3, 42 % " + "ط" * 90)
    page.click("button[form=proposal]")
    page.wait_for_url(f"**/w/{CODE}/")

    for path in PAGES:
        page.goto(stage.url(path))
        _check(page, path)
    for kind in StepKind:
        stage.move_to(kind)
        page.goto(stage.url(f"/w/{CODE}/"))
        _check(page, kind)


def _check(page: Page, name: str) -> None:
    ready(page)
    found = Axe().run(page, options=AXE_RULES)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, f"{name} scrolls sideways: {wide}"
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .button, input")]
        .map((e) => e.closest(".choice") || e)
        .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 47.5)
        .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == [], f"{name}: {small}"
