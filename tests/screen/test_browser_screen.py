"""The projector in Chromium: large, whole, live, and never embarrassing."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from facilitator.demo.filling import CODES
from facilitator.voting.stages import Stage
from tests import browsing
from tests.browsing import press, ready, settle
from tests.screen.conftest import Hall

pytestmark = pytest.mark.browser

SIZES = ((1920, 1080), (1366, 768), (1024, 768))
LEAST = {"ar": 5.5, "fr": 5.0}  # per cent of the height. Source: UX requirement 75
OTHER = {"H1": 7.0, "DIGITS": 14.0, "LATIN": LEAST["fr"]}  # an address is Latin

# Every visible text with its size in per cent of the height, and its element.
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text; (text = walker.nextNode());) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest(".screen__keys, .timer__say")) continue;
    if (!element.getClientRects().length) continue;
    const share = 100 * parseFloat(getComputedStyle(element).fontSize) / innerHeight;
    const kind = element.closest("h1") ? "H1"
      : element.closest(".timer__digits") ? "DIGITS"
      : element.closest(".num, .code") ? "LATIN" : element.tagName;
    found.push([text.data.trim(), share, kind]);
  }
  return found; }"""
# What sticks out of the picture, or out of the screen.
CUT = """() => {
  const cut = [];
  const check = (box, list) => {
    const frame = box.getBoundingClientRect();
    for (const element of list) {
      if (element.closest("svg, .visually-hidden") || !element.getClientRects().length)
        continue;
      const at = element.getBoundingClientRect();
      if (at.top < frame.top - 1 || at.bottom > frame.bottom + 1
        || at.left < -1 || at.right > innerWidth + 1)
        cut.push(`${element.tagName}.${element.className}`);
    }
  };
  const main = document.querySelector(".screen__main");
  check(main, main.querySelectorAll("*"));
  check(document.documentElement, document.querySelectorAll(".screen > *, .screen__foot *"));
  return cut; }"""  # noqa: E501
TEXT_OVERLAPS = """() => {
  const [a, b] = [".screen__foot > *", "#corner"].map((s) => document.querySelector(s));
  if (!a || !b || !b.getClientRects().length) return false;
  const [x, y] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
  return x.left < y.right - 1 && x.right > y.left + 1 && x.top < y.bottom && x.bottom > y.top; }"""  # noqa: E501


def slide_count(page: Page) -> int:
    return max(1, page.locator(".screen__main .slides > *").count())


def faults(page: Page, least: float) -> list[str]:
    """Return what nobody in the last row could read, or what does not fit."""
    found = [f"cut: {one}" for one in page.evaluate(CUT)]
    if page.evaluate(TEXT_OVERLAPS):
        found.append("the foot runs into the corner")
    if page.evaluate("document.documentElement.scrollHeight > innerHeight"):
        found.append("the page scrolls")
    texts = page.evaluate(TEXTS)
    if not texts:
        found.append("nothing is shown")
    return found + [
        f"{size:.1f} %: {text}"
        for text, size, kind in texts
        if size < OTHER.get(kind, least) - 0.01
    ]


def codes(page: Page) -> list[str]:
    picture = Image.open(io.BytesIO(page.screenshot()))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def look_at_all_pages(page: Page, least: float) -> list[str]:
    """Turn the slides of this step at each size; return what is wrong."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for number in range(slide_count(page)):
            settle(page)
            found += [
                f"{width}×{height}, {number + 1}: {f}" for f in faults(page, least)
            ]
            press(page, "ArrowDown")
    return found


def picture(page: Page) -> str:
    names = page.locator(".screen__main").get_attribute("class") or ""
    return names.rpartition("--")[2]


@pytest.mark.parametrize("workshop", ["fez", "kenitra"])
def test_every_picture_is_large_and_whole_with_the_real_texts(
    hall: Hall, workshop: str
) -> None:
    page = hall.projector(workshop)
    language = page.locator("html").get_attribute("lang") or ""
    seen, found = [], []

    for _step in range(12 + Stage.ALL):
        seen.append(picture(page))
        here = page.locator("[name=here]").get_attribute("value") or ""
        found += [
            f"{seen[-1]} {f}" for f in look_at_all_pages(page, LEAST[language[:2]])
        ]
        press(page, "PageDown")
        if seen[-1] == "closing":
            break
        if workshop == "fez" and seen.count("axes") > 1:
            break  # without proposals its vote cannot be opened
        expect(page.locator("[name=here]")).not_to_have_attribute("value", here)

    assert "\n".join(found) == ""
    assert {"lobby", "title", "axes", "writing"} <= set(seen)
    if workshop == "kenitra":
        assert {"proposals", "vote", "closed", "results", "closing"} <= set(seen)


def test_results_with_long_names_are_large_and_whole(hall: Hall) -> None:
    page = hall.projector("oued-zitoun")
    language = page.locator("html").get_attribute("lang") or ""

    assert picture(page) == "results"
    assert look_at_all_pages(page, LEAST[language[:2]]) == []


def test_bars_grow_from_the_reading_side(hall: Hall) -> None:
    page = hall.projector("oued-zitoun")
    is_rtl = page.locator("html").get_attribute("dir") == "rtl"
    track = page.locator(".bar:visible .bar__track").nth(2)

    frame, bar = (
        one.evaluate("(e) => e.getBoundingClientRect().toJSON()")
        for one in (track, track.locator("rect"))
    )

    side = "right" if is_rtl else "left"
    assert bar[side] == pytest.approx(frame[side], abs=1)
    assert 0 < bar["width"] < frame["width"]


def test_the_lobby_s_code_is_read_at_every_size(hall: Hall) -> None:
    page = hall.open(f"/screen/{CODES['kenitra']}/")
    wanted = f"{hall.server.address.upper()}/J/{CODES['kenitra']}"
    read = []

    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        read.append(codes(page))

    assert all(wanted in found for found in read)


def test_the_large_code_fills_more_than_half_of_the_height(hall: Hall) -> None:
    page = hall.projector("fez")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)

        press(page, "q")

        box = page.locator("#full-code .qr svg").bounding_box()
        assert box is not None
        assert box["height"] >= 0.55 * height
        assert codes(page) == [f"{hall.server.address.upper()}/J/{CODES['fez']}"]
        press(page, "q")


def test_latecomers_find_a_small_code_in_the_corner(arabic_hall: Hall) -> None:
    page = arabic_hall.projector("kenitra")
    press(page, "PageDown")
    expect(page.locator(".screen__main--title")).to_be_visible()

    assert codes(page) == [f"{arabic_hall.server.address.upper()}/J/{CODES['kenitra']}"]
    press(page, "c")
    assert codes(page) == []


def test_a_clicker_leads_and_the_keys_blank(arabic_hall: Hall) -> None:
    page = arabic_hall.projector("kenitra")
    blank = page.locator("#blank")

    press(page, "PageDown")
    expect(page.locator(".screen__main--title")).to_be_visible()
    press(page, "PageUp")
    expect(page.locator(".screen__main--lobby")).to_be_visible()
    press(page, ".")
    expect(blank).to_be_visible()
    press(page, "Escape")
    expect(blank).to_be_hidden()


def test_pages_turn_by_key_and_back_before_the_step_does(arabic_hall: Hall) -> None:
    page = arabic_hall.projector("kenitra")
    for name in ("title", "axes"):
        press(page, "PageDown")
        expect(page.locator(f".screen__main--{name}")).to_be_visible()
    place = ready(page).locator(".slide:visible .slide__place")
    first = place.inner_text()

    press(page, "ArrowDown")
    second = place.inner_text()
    press(page, "PageUp")

    assert first != second
    expect(place).to_have_text(first)
    expect(page.locator(".screen__main--axes")).to_be_visible()


def test_the_projector_follows_the_desk(arabic_hall: Hall) -> None:
    screen = arabic_hall.projector("kenitra")
    desk = arabic_hall.open(f"/desk/{CODES['kenitra']}/")
    expect(desk.locator("#next-button")).to_be_visible()

    press(desk, "Space")

    expect(screen.locator(".screen__main--title")).to_be_visible()
    expect(desk.locator("#next-button[data-step=opening]")).to_be_visible()


def test_a_page_stays_where_it_was_when_a_proposal_is_hidden(
    arabic_hall: Hall,
) -> None:
    screen = arabic_hall.projector("kenitra")
    for name in ("title", "axes", "writing", "proposals"):
        press(screen, "PageDown")
        expect(screen.locator(f".screen__main--{name}")).to_be_visible()
    desk = arabic_hall.open(f"/desk/{CODES['kenitra']}/proposals/6/hiding")
    ready(desk)
    press(screen, "ArrowDown")  # seconds before it turns by itself
    place = screen.locator(".slide:visible .slide__place")
    before = place.inner_text()

    desk.click("[name=reason] >> nth=0")

    expect(screen.locator(".slide__item")).to_have_count(5)
    expect(place).to_have_text(before)


def test_the_last_picture_stays_while_the_server_is_away(arabic_hall: Hall) -> None:
    page = arabic_hall.projector("kenitra")
    mark = page.locator("#connection-lost")
    expect(page.locator("#picture[data-live-state=live]")).to_be_visible()
    before = page.locator(".screen__main").inner_text()

    arabic_hall.server.kill()
    expect(mark).to_be_visible()
    press(page, "PageDown")
    page.wait_for_timeout(500)
    still = page.locator(".screen__main").inner_text()
    arabic_hall.server = browsing.Server(
        "serve", arabic_hall.folder, port=arabic_hall.server.port
    )

    assert still == before
    expect(mark).to_be_hidden()
    press(page, "PageDown")
    expect(page.locator(".screen__main--title")).to_be_visible()
