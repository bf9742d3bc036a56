"""The projector: sizes, nothing cut, codes that read, at three sizes of screen."""

import io

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.browsing import settle
from tests.design.conftest import Look
from tests.design.gallery import SLIDES
from tests.design.words import PROJECTS

pytestmark = pytest.mark.browser

SIZES = [(1920, 1080), (1366, 768), (1024, 768)]
TEXTS = """() => { const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const out = []; while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest(".visually-hidden, .screen__keys, svg")) continue;
    const style = getComputedStyle(parent);
    out.push([text.data.trim(), 100 * parseFloat(style.fontSize) / innerHeight, parent.tagName]);
  } return out; }"""  # noqa: E501
CUT = """() => {
  const main = document.querySelector(".screen__main").getBoundingClientRect();
  const within = (r) => r.top >= main.top - 1 && r.bottom <= main.bottom + 1
    && r.left >= -1 && r.right <= innerWidth + 1;
  return [...document.querySelectorAll(".screen__main *")]
    .filter((e) => !e.closest(".visually-hidden, svg, .timer__say"))
    .filter((e) => e.getClientRects().length > 0 && !within(e.getBoundingClientRect()))
    .map((e) => e.className || e.tagName); }"""


def too_small(texts: list[tuple[str, float, str]]) -> list[str]:
    """Return the texts below 5 % of the height, Arabic 5.5 %, headings 7 %."""

    def least(text: str, tag: str) -> float:
        if tag == "H1":
            return 7.0
        return 5.5 if any("\u0600" <= letter < "\u0700" for letter in text) else 5.0

    return [text for text, size, tag in texts if size < least(text, tag) - 0.01]


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("slide", SLIDES)
def test_a_slide_is_large_and_whole(look: Look, slide: str, lang: str) -> None:
    page = look(f"/screen/{slide}?lang={lang}", width=1920, height=1080)
    page.wait_for_load_state("networkidle")

    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        texts = page.evaluate(TEXTS)
        scrolls = page.evaluate(
            "[document.documentElement.scrollWidth,"
            " document.documentElement.scrollHeight]"
        )

        assert texts != []
        assert too_small(texts) == []
        assert page.evaluate(CUT) == []
        assert scrolls == [width, height]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("slide", ["timer", "writing"])
def test_the_timer_is_14_percent_of_the_height(
    look: Look, slide: str, width: int, height: int
) -> None:
    page = look(f"/screen/{slide}?lang=ar", width=width, height=height)

    size = page.locator(".timer__digits").evaluate(
        "(e) => parseFloat(getComputedStyle(e).fontSize)"
    )

    assert size >= 0.14 * height


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("slide", SLIDES)
def test_axe_finds_nothing(look: Look, slide: str, lang: str) -> None:
    page = look(f"/screen/{slide}?lang={lang}", width=1920, height=1080)

    found = Axe().run(page).response["violations"]

    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_both_codes_fill_more_than_half_the_height_and_read(
    look: Look, width: int, height: int
) -> None:
    page = look("/screen/join?lang=ar", width=width, height=height)

    picture = Image.open(io.BytesIO(page.screenshot()))
    texts = sorted(code.text for code in zxingcpp.read_barcodes(picture))
    sizes = page.locator(".qr").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect().height)"
    )

    assert texts == [
        "HTTP://192.168.1.20:8000/W/482913",
        "WIFI:T:WPA;S:COMMUNE;P:ATELIER26;;",
    ]
    assert min(sizes) >= 0.55 * height


def test_the_projector_stays_black_on_white_in_a_dark_browser(look: Look) -> None:
    page = look("/screen/axes?lang=ar", width=1366, height=768, scheme="dark")

    ground, ink = page.evaluate(
        "[getComputedStyle(document.documentElement).backgroundColor,"
        " getComputedStyle(document.body).color]"
    )

    assert (ground, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


def test_keys_blank_the_screen_and_hide_the_corner(look: Look) -> None:
    page = look("/screen/axes?lang=ar", width=1366, height=768)
    page.wait_for_selector(".screen__keys [aria-pressed]", state="attached")
    assert page.locator("#corner").is_visible()
    assert not page.locator("#blank").is_visible()

    page.keyboard.press("b")
    assert page.locator("#blank").is_visible()
    page.keyboard.press(".")
    assert not page.locator("#blank").is_visible()
    page.keyboard.press("q")
    assert not page.locator("#corner").is_visible()


def test_a_list_too_long_for_the_screen_turns_its_pages(look: Look) -> None:
    page = look("/screen/results?lang=fr", width=1024, height=768)
    page.wait_for_selector("[data-page='1 / 2']")
    names = page.locator(".bar:visible .bar__name")
    first = names.all_inner_texts()

    page.keyboard.press("ArrowDown")
    second = names.all_inner_texts()
    page.keyboard.press("ArrowDown")

    assert [*first, *second] == list(PROJECTS["fr"])
    assert page.evaluate(CUT) == []
    assert names.all_inner_texts() == first


def test_new_content_keeps_the_page_of_a_list(look: Look) -> None:
    page = look("/screen/results?lang=fr", width=1024, height=768)
    page.wait_for_selector("[data-page='1 / 2']")
    page.keyboard.press("ArrowDown")

    page.evaluate(
        """() => { const slide = document.querySelector(".slide");
        document.querySelectorAll(".bar").forEach((bar) => { bar.hidden = false; });
        delete document.querySelector(".bars").dataset.page;
        slide.innerHTML = slide.innerHTML;
        slide.dispatchEvent(new Event("swapped", { bubbles: true })); }"""
    )

    page.wait_for_selector("[data-page='2 / 2']")


def test_a_list_that_fits_has_one_page(look: Look) -> None:
    page = look("/screen/results?lang=ar", width=1920, height=1080)
    page.wait_for_load_state("networkidle")

    assert page.locator(".bar:visible").count() == len(PROJECTS["ar"])
    assert page.locator("[data-page]").count() == 0
