"""The control room in Chromium: one button, keys, no faults for anybody's eyes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from facilitator.demo.filling import CODES
from tests.browsing import press, ready, settle
from tests.screen.conftest import Hall

pytestmark = pytest.mark.browser

KENITRA = f"/desk/{CODES['kenitra']}/"
OUED_ZITOUN = f"/desk/{CODES['oued-zitoun']}/"


def control(hall: Hall, path: str = KENITRA) -> Page:
    page = hall.open(path)
    expect(page.locator("#next[data-live-state=live]")).to_be_visible()
    return page


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [KENITRA, OUED_ZITOUN, f"{KENITRA}proposals/1/hiding"])
def test_nobody_is_shut_out(hall: Hall, path: str, scheme: str) -> None:
    page = hall.open(path)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ready(page)
    for fold in page.locator("main details").all():
        fold.evaluate("(e) => { e.open = true; }")

    assert violations(page) == []


@pytest.mark.parametrize("width", [1366, 1024, 360])
def test_the_button_is_there_and_nothing_scrolls_sideways(
    hall: Hall, width: int
) -> None:
    page = control(hall)
    page.set_viewport_size({"width": width, "height": 768})
    settle(page)

    box = page.locator("#next-button").bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= 768
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_space_leads_to_the_report(arabic_hall: Hall) -> None:
    page = control(arabic_hall)
    button = page.locator("#next-button")
    steps = []

    while button.get_attribute("href") is None:
        steps.append(button.get_attribute("data-step"))
        before = button.inner_text()
        press(page, "Space")
        expect(button).not_to_have_text(before, use_inner_text=True)

    assert steps[0] == "reception"
    assert steps[-1] == "closing"
    assert steps.count("vote") == 1
    assert steps.count("results") == 5  # closed, then shown in four stages
    expect(button).to_have_attribute("href", f"{KENITRA}report")


def test_the_keys_go_back_and_undo(arabic_hall: Hall) -> None:
    page = control(arabic_hall)
    button = page.locator("#next-button")

    press(page, "PageDown")
    expect(button).to_have_attribute("data-step", "opening")
    press(page, "PageUp")
    expect(button).to_have_attribute("data-step", "reception")
    expect(page.locator(".undo__act")).to_have_count(2)
    press(page, "u")
    expect(button).to_have_attribute("data-step", "opening")
    expect(page.locator(".undo__act")).to_have_count(1)


def test_a_refusal_is_a_sentence_on_the_page(arabic_hall: Hall) -> None:
    page = control(arabic_hall, f"/desk/{CODES['fez']}/")
    button = page.locator("#next-button")
    for _step in range(6):
        before = button.inner_text()
        press(page, "Space")
        expect(button).not_to_have_text(before, use_inner_text=True)

    press(page, "Space")  # a vote on nothing

    expect(page.locator("#refusal p")).not_to_be_empty()
    expect(button).to_have_attribute("data-step", "merging")


def test_the_desk_says_when_the_room_is_out_of_reach(arabic_hall: Hall) -> None:
    page = control(arabic_hall)

    arabic_hall.server.kill()
    press(page, "Space")

    expect(page.locator("#refusal p")).not_to_be_empty()
    expect(page.locator("#connection-lost")).to_be_visible()
