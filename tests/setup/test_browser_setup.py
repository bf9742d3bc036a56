"""The set-up page in Chromium: it saves as people type, and loses nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    expect,
)

from tests.browsing import Server, laptop, phone, ready
from tests.holding import Answers, said, watch
from tests.setup.saving import SAVED, kept

pytestmark = pytest.mark.browser

STATE = "#about [data-autosave='state']"


def state(page: Page) -> Locator:
    return page.locator(STATE)


def test_what_is_typed_is_saved_and_said(page: Page) -> None:
    expect(page.locator("#about button")).to_be_hidden()

    page.fill("#about-venue-ar", "القصر البلدي")

    expect(state(page)).to_have_class(SAVED)
    assert kept(page, "#about-venue-ar") == "القصر البلدي"


def test_what_is_typed_without_network_is_saved_later(page: Page) -> None:
    page.context.set_offline(True)
    page.fill("#about-venue-fr", "Palais")
    page.wait_for_timeout(1500)
    expect(state(page)).to_have_class("answer answer--unsent")
    page.fill("#about-venue-fr", "Palais municipal")

    page.context.set_offline(False)

    expect(state(page)).to_have_class(SAVED)
    assert kept(page, "#about-venue-fr") == "Palais municipal"


def test_what_is_typed_before_the_scripts_run_is_saved(page: Page) -> None:
    page.route("**/autosave.js", lambda _route: None)  # holds it back
    page.goto(page.url, wait_until="commit")

    page.fill("#about-venue-ar", "القصر البلدي")
    expect(state(page)).to_be_empty()
    page.unroute("**/autosave.js")

    expect(state(page)).to_have_class(SAVED)
    assert kept(page, "#about-venue-ar") == "القصر البلدي"


def test_only_what_the_page_shows_is_said_to_be_saved(page: Page) -> None:
    watch(page, STATE)
    answers = Answers(page, "**/setup/about")
    page.fill("#about-venue-ar", "القصر")
    answers.wait()

    page.fill("#about-venue-ar", "القصر البلدي")
    answers.let_go()
    answers.wait()

    assert SAVED not in said(page)
    assert answers.is_one_at_a_time
    page.fill("#about-venue-fr", "Palais")
    answers.let_go()
    answers.wait()
    assert SAVED not in said(page)
    answers.let_go()
    expect(state(page)).to_have_class(SAVED)
    assert len(answers.sent) == 3
    answers.open()
    assert kept(page, "#about-venue-ar") == "القصر البلدي"
    assert kept(page, "#about-venue-fr") == "Palais"


def test_what_follows_a_lost_answer_is_saved_last(page: Page) -> None:
    watch(page, STATE)
    answers = Answers(page, "**/setup/about")
    page.fill("#about-venue-ar", "القصر")
    answers.wait()
    page.fill("#about-venue-ar", "القصر البلدي")

    answers.lose()
    answers.wait()

    assert SAVED not in said(page)
    answers.let_go()
    expect(state(page)).to_have_class(SAVED)
    assert kept(page, "#about-venue-ar") == "القصر البلدي"


def test_what_was_typed_while_sending_outlives_the_page(page: Page) -> None:
    page.fill("#about-venue-fr", "Salle des fêtes")
    expect(state(page)).to_have_class(SAVED)
    answers = Answers(page, "**/setup/about")
    page.fill("#about-venue-ar", "القصر")
    answers.wait()
    page.fill("#about-venue-ar", "القصر البلدي")
    answers.open()

    page.reload()

    expect(page.locator("#about-venue-ar")).to_have_value("القصر البلدي")
    expect(state(page)).to_have_class(SAVED)
    assert kept(page, "#about-venue-ar") == "القصر البلدي"
    assert kept(page, "#about-venue-fr") == "Salle des fêtes"


def test_what_a_page_left_behind_is_not_put_over_what_came_since(
    desk: BrowserContext, page: Page
) -> None:
    address = page.url
    desk.set_offline(True)
    page.fill("#about-venue-ar", "القصر البلدي")
    page.goto("about:blank")
    desk.set_offline(False)
    desk.add_init_script("window.held = Object.entries(localStorage)")
    other = desk.new_page()
    other.goto(address)
    expect(other.locator("#about-venue-ar")).to_have_value("القصر البلدي")
    held = other.evaluate("window.held")
    assert [name for name, _ in held if name.startswith("held:")] != []
    other.fill("#about-venue-ar", "المركب الثقافي")
    expect(state(other)).to_have_class(SAVED)
    other.evaluate("held => held.forEach(([n, v]) => localStorage.setItem(n, v))", held)

    other.reload()
    ready(other)

    assert other.input_value("#about-venue-ar") == "المركب الثقافي"
    assert other.evaluate("Object.keys(localStorage)") == []
    other.close()


def test_a_refusal_stands_by_its_field_until_it_is_mended(page: Page) -> None:
    page.fill("#about-starts", "noon")
    expect(page.locator("#about-starts-errors")).to_contain_text("9:30")
    expect(page.locator("#about-starts")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#about-starts")).to_have_value("noon")

    page.fill("#about-starts", "٩:٣٠")

    expect(state(page)).to_have_class(SAVED)
    expect(page.locator("#about-starts-errors")).to_be_empty()
    assert kept(page, "#about-starts") == "9:30"


def test_a_date_is_refused_only_once_it_is_left(page: Page) -> None:
    month = page.locator("#about-held_on-month-errors")
    with page.expect_response("**/about"):
        page.locator("#about-held_on-day").press_sequentially("6")
    expect(month).to_be_empty()

    page.focus("#about-starts")

    expect(month).not_to_be_empty()


def test_another_button_waits_for_what_was_typed(page: Page) -> None:
    page.fill("#about-organiser-ar", "جماعة فاس")
    page.fill("#new-axis-title-ar", "محور ثالث")
    page.keyboard.press("Enter")

    expect(page.locator("#axes .row")).to_have_count(3)
    expect(page.locator("#about-organiser-ar")).to_have_value("جماعة فاس")
    expect(page.locator("#new-axis-title-ar")).to_be_focused()


def test_another_language_brings_its_fields(page: Page) -> None:
    expect(page.locator("#about-title-en")).to_have_count(0)

    page.fill("#about-organiser-fr", "Commune de Fès")
    page.check("#languages-languages-2")

    expect(page.locator("#about-title-en")).to_be_visible()
    expect(page.locator("#about-organiser-fr")).to_have_value("Commune de Fès")


def test_after_signing_in_again_elsewhere_it_is_saved(page: Page) -> None:
    cookies = page.context.cookies()
    page.context.clear_cookies(name="desk")
    page.fill("#about-venue-ar", "القصر البلدي")
    expect(state(page)).to_have_class("answer answer--unsent")
    page.wait_for_timeout(1500)

    page.context.add_cookies(cookies)

    expect(state(page)).to_have_class(SAVED)
    assert kept(page, "#about-venue-ar") == "القصر البلدي"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_everybody_can_use_the_pages(
    chromium: Browser, page: Page, server: Server, language: str, dark: bool
) -> None:
    paths = ("/desk/", "/desk/new", page.url.removeprefix(server.address))
    spoken = {"name": "language", "value": language, "url": server.address}
    for make in (laptop, phone):
        context = make(chromium, language, dark=dark)
        context.add_cookies([*page.context.cookies(), spoken])
        look = context.new_page()
        for path in paths:
            look.goto(server.address + path)
            look.evaluate(
                "document.querySelectorAll('main details').forEach(d => d.open = true)"
            )
            wide = look.evaluate("document.documentElement.scrollWidth > innerWidth")
            found = Axe().run(look).response["violations"]

            assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
            assert not wide, path
        context.close()
