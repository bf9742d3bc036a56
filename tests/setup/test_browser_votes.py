"""Preparing votes in Chromium, in Arabic: four choices, the sentence, the ballot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FrameLocator,
    Page,
    Route,
    expect,
)

from tests.browser.acting import enter_demo
from tests.browser.tour import KENITRA
from tests.browsing import Server, laptop, phone, ready
from tests.holding import Answers, said, watch

pytestmark = pytest.mark.browser

SAVED = "answer answer--saved"
STATE = "#vote-form [data-autosave=state]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo, whose Kenitra has six proposals under four axes."""
    server = Server("demo", Path(tmp_path_factory.mktemp("data")))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def desk(chromium: Browser, server: Server) -> Iterator[BrowserContext]:
    context = laptop(chromium)
    enter_demo(context, server).close()
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext, server: Server) -> Iterator[Page]:
    """The page of Kenitra's vote."""
    page = desk.new_page()
    page.goto(f"{server.address}/desk/{KENITRA}/setup")
    page.click("#votes .row__link")
    page.wait_for_url("**/setup/votes/*/")
    ready(page)
    yield page
    page.close()


def choose(page: Page, case: str) -> None:
    """Say what the vote is for, by keyboard or mouse: the card is the target."""
    page.locator(f"label.choice:has(input[value={case}])").click()
    expect(page.locator("#vote-fields input[type=hidden]")).to_have_value(case)


def anew(page: Page) -> None:
    """Load the page again, so that nothing is on its way to it any more."""
    page.reload()
    ready(page)


def saved(page: Page) -> None:
    expect(page.locator(STATE)).to_have_class(SAVED)


def ballot(page: Page) -> FrameLocator:
    return page.frame_locator(".phone-frame iframe")


def test_a_shortlist_takes_four_choices(page: Page) -> None:
    choose(page, "shortlist")
    page.check("input[name=vote-scope][value=picked]")
    for number in (1, 2, 4, 6):
        page.check(f"#vote-picked-{number}")
    page.fill("input[name=vote-seats]", "٢")
    page.locator("label.choice:has(input[value=witnessed])").click()

    saved(page)
    expect(page.locator("#vote-says .vote-says__rule")).to_contain_text("3")
    expect(ballot(page).locator(".choice__input")).to_have_count(4)
    expect(ballot(page).locator("button[form=ballot]")).to_be_disabled()
    page.reload()
    expect(page.locator("input[name=vote-seats]")).to_have_value("2")
    expect(page.locator("#vote-picked-4")).to_be_checked()
    expect(page.locator("#vote-picked-3")).not_to_be_checked()


def test_ticks_while_sending_are_saved_after_it(page: Page) -> None:
    choose(page, "shortlist")
    page.check("input[name=vote-scope][value=picked]")
    page.uncheck("#vote-picked-5")
    page.check("#vote-picked-1")
    page.fill("input[name=vote-seats]", "1")
    saved(page)
    watch(page, STATE)
    answers = Answers(page, page.url)
    page.check("#vote-picked-5")
    answers.wait()

    page.uncheck("#vote-picked-1")
    answers.let_go()
    answers.wait()

    assert SAVED not in said(page)
    answers.let_go()
    saved(page)
    page.reload()
    expect(page.locator("#vote-picked-5")).to_be_checked()
    expect(page.locator("#vote-picked-1")).not_to_be_checked()


def test_what_is_typed_while_the_page_catches_up_is_not_said_to_be_saved(
    page: Page,
) -> None:
    choose(page, "shortlist")
    parts: list[Route] = []

    def keep_back(route: Route) -> None:
        if "x-part" in route.request.headers:
            parts.append(route)
        else:
            route.fallback()

    page.route(page.url, keep_back)
    with page.expect_request(lambda one: "x-part" in one.headers):
        page.locator("label.choice:has(input[value=order])").click()
    saved(page)

    page.locator("label.choice:has(input[value=shortlist])").click()

    assert page.locator(STATE).get_attribute("class") != SAVED
    assert parts
    page.unroute(page.url)
    saved(page)
    page.reload()
    expect(page.locator("input[name=vote-case][value=shortlist]")).to_be_checked()


def test_the_ballot_is_as_wide_as_a_phone_and_can_be_tried(page: Page) -> None:
    choose(page, "order")
    anew(page)
    inside = ballot(page)
    expect(inside.locator("html[data-started]")).to_be_attached()

    inside.locator(".choice").first.click()

    expect(inside.locator(".choice__input:checked")).to_have_count(1)
    width, needed = inside.locator("html").evaluate("e => [innerWidth, e.scrollWidth]")
    assert 340 <= width <= 362
    assert needed <= width


def test_a_ballot_that_is_tried_leads_nowhere(page: Page) -> None:
    choose(page, "order")
    anew(page)
    inside = ballot(page)
    expect(inside.locator("html[data-started]")).to_be_attached()
    before = inside.locator("html").evaluate("() => location.href")

    inside.locator("main a[href$='/about']").click()
    inside.locator("#ballot").evaluate("form => form.requestSubmit()")
    inside.locator(".choice").first.click()

    assert inside.locator("html").evaluate("() => location.href") == before
    assert len(page.context.pages) == 1


def over_all(page: Page) -> None:
    """Let the vote be over all proposals, whatever was chosen before."""
    everything = page.locator("input[name=vote-scope][value=all]")
    if not everything.is_checked():
        everything.check()
        saved(page)
    anew(page)
    expect(page.locator(".costs tbody tr")).to_have_count(6)


def test_money_is_shared_out_once_every_cost_is_known(page: Page) -> None:
    choose(page, "money")
    over_all(page)
    hints = page.locator("#vote-says .vote-hints li")
    expect(hints).to_have_count(3)  # the money, the costs, the slips

    page.fill("input[name=vote-budget]", "٦٠٠ ٠٠٠")
    for number in range(1, 7):
        page.fill(f"#costs-cost-{number}", "150 000,50")

    expect(page.locator("#costs [data-autosave=state]")).to_have_class(SAVED)
    expect(hints).to_have_count(1)
    page.reload()
    expect(page.locator("#costs-cost-6")).to_have_value("150000,50")
    expect(page.locator("input[name=vote-budget]")).to_have_value("600000")


def test_a_cost_typed_while_the_page_catches_up_stays(page: Page) -> None:
    choose(page, "money")
    page.check("input[name=vote-scope][value=picked]")
    page.check("#vote-picked-1")
    page.uncheck("#vote-picked-5")
    page.check("#vote-picked-5")
    saved(page)
    anew(page)
    parts: list[Route] = []

    def keep_back(route: Route) -> None:
        if route.request.headers.get("x-part") == "vote-costs":
            parts.append(route)
        else:
            route.fallback()

    page.route(page.url, keep_back)
    page.uncheck("#vote-picked-5")
    while not parts:
        page.wait_for_timeout(20)  # lets the page's requests come through
    page.fill("#costs-cost-1", "77")
    page.unroute(page.url)

    expect(page.locator("#costs-cost-5")).to_have_count(0)
    expect(page.locator("#costs-cost-1")).to_have_value("77")


def test_a_wrong_amount_is_said_beside_it(page: Page) -> None:
    choose(page, "money")
    over_all(page)

    page.fill("#costs-cost-3", "غالٍ")

    expect(page.locator("#costs-cost-3-errors")).not_to_be_empty()
    expect(page.locator("#costs-cost-3")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#costs-cost-3")).to_have_value("غالٍ")


def test_the_arrow_keys_go_through_the_cases_and_keep_the_focus(page: Page) -> None:
    choose(page, "shortlist")
    page.focus("input[name=vote-case][value=shortlist]")

    for case in ("money", "adopt", "one"):
        page.keyboard.press("ArrowDown")
        expect(page.locator("#vote-fields input[type=hidden]")).to_have_value(case)

    expect(page.locator("input[name=vote-case][value=one]")).to_be_focused()


def test_without_script_a_case_is_chosen_and_saved(
    chromium: Browser, page: Page
) -> None:
    plain = chromium.new_context(java_script_enabled=False, locale="ar")
    plain.add_cookies(page.context.cookies())
    look = plain.new_page()
    look.goto(page.url)

    look.locator("label.choice:has(input[value=adopt])").click()
    look.click("#vote-form [data-autosave=button]")

    expect(look.locator("input[name=vote-one]")).to_have_count(6)
    expect(look.locator("input[name=vote-case][value=adopt]")).to_be_checked()
    plain.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_everybody_can_use_the_page(
    chromium: Browser, page: Page, server: Server, language: str, dark: bool
) -> None:
    spoken = {"name": "language", "value": language, "url": server.address}
    for case in ("shortlist", "money", "adopt"):
        choose(page, case)
        for make in (laptop, phone):
            context = make(chromium, language, dark=dark)
            context.add_cookies([*page.context.cookies(), spoken])
            look = context.new_page()
            look.goto(page.url)
            look.evaluate(
                "document.querySelectorAll('main details').forEach(d => d.open = true)"
            )
            wide = look.evaluate("document.documentElement.scrollWidth > innerWidth")
            found = Axe().run(look).response["violations"]

            assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
            assert not wide
            context.close()
