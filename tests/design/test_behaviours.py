"""The scripts of static/js, in Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.design.conftest import Look

pytestmark = pytest.mark.browser


def test_limit_counts_down_and_never_cuts(look: Look) -> None:
    page = look("/phone?lang=ar")
    text, count = page.locator("#text"), page.locator("#text-count")

    text.fill("ن" * 270)
    assert count.inner_text() == "الأحرف المتبقية: 10"
    assert page.locator("#text-count + p").inner_text() == count.inner_text()
    text.fill("😀\n" * 141)

    assert count.inner_text() == "أحرف زائدة: 2"
    assert count.get_attribute("data-state") == "over"
    assert len(text.input_value()) == 282


def presses(look: Look, *keys: str, before: str = "") -> int:
    """Return how often the desk's next button was pressed by `keys`."""
    page = look("/desk?lang=ar", width=1366, height=768)
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """() => { window.pressed = 0;
        document.querySelector(".next").addEventListener("click", () => { pressed++; }); }"""  # noqa: E501
    )
    if before:
        page.locator(before).first.click()
    for key in keys:
        page.keyboard.press(key)
    return int(page.evaluate("pressed"))


def test_space_and_page_down_press_the_next_button(look: Look) -> None:
    assert presses(look, "Space", "PageDown") == 2


def test_keys_leave_writing_alone(look: Look) -> None:
    assert presses(look, "Space", "PageDown", before="#title") == 0


def test_keys_with_ctrl_are_the_browsers(look: Look) -> None:
    assert presses(look, "Control+PageDown") == 0


def test_space_after_a_click_elsewhere_still_means_next(look: Look) -> None:
    assert presses(look, "Space", before=".console__stage .button--quiet") == 1


def test_space_presses_what_tab_has_reached(look: Look) -> None:
    page = look("/desk?lang=ar", width=1366, height=768)
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """() => { window.pressed = []; document.querySelectorAll("button").forEach((b) =>
        b.addEventListener("click", (e) => { e.preventDefault(); pressed.push(b.className); })); }"""  # noqa: E501
    )
    page.keyboard.press("Tab")
    page.locator(".console__stage .button--quiet").first.focus()

    page.keyboard.press("Space")

    assert page.evaluate("pressed") == ["button button--quiet num"]


def test_keys_can_be_switched_off(look: Look) -> None:
    page = look("/screen/axes?lang=ar", width=1366, height=768)
    page.wait_for_selector(".screen__keys [aria-pressed]", state="attached")
    page.evaluate("document.documentElement.dataset.keys = 'off'")

    page.keyboard.press("b")

    assert not page.locator("#blank").is_visible()


@pytest.mark.parametrize("skew", [-3_600_000, 0, 86_400_000])
def test_timer_follows_the_server_whatever_the_clock_here(
    look: Look, skew: int
) -> None:
    page = look("/phone?lang=ar")
    page.add_init_script(
        f"const real = Date.now.bind(Date); Date.now = () => real() + {skew};"
    )
    page.reload()

    expect(page.locator(".timer[data-state]").first).to_be_visible()
    digits = page.locator(".timer__digits").first

    assert re.fullmatch("04:[0-3][0-9]", digits.inner_text())
    assert digits.evaluate("(e) => getComputedStyle(e).direction") == "ltr"


def started_timer(look: Look, *, left: int, total: int) -> Page:
    """Return a page on which a timer of so many seconds has begun to run."""
    page = look("/phone?lang=ar")
    expect(page.locator(".timer[data-state]").first).to_be_visible()
    page.evaluate(
        """([left, total]) => { const old = document.querySelector(".timer");
        const fresh = old.cloneNode(true), now = Number(old.dataset.now);
        Object.assign(fresh.dataset, { ends: now + left * 1000, left, total });
        old.parentElement.replaceChildren(fresh);
        document.querySelector("#main .timer").parentElement
          .dispatchEvent(new Event("swapped", { bubbles: true })); }""",
        [left, total],
    )
    return page


def test_timer_speaks_at_one_minute(look: Look) -> None:
    page = started_timer(look, left=65, total=600)

    expect(page.locator(".timer__say")).to_have_text("بقيت دقيقة واحدة")
    expect(page.locator(".timer__word")).to_have_text("اقترب الوقت من نهايته")
    expect(page.locator(".timer__digits")).to_have_text(re.compile("^00:[0-5][0-9]$"))


def test_timer_is_silent_between_its_marks(look: Look) -> None:
    page = started_timer(look, left=250, total=600)

    expect(page.locator(".timer__digits")).to_have_text(re.compile("^04:0[0-8]$"))
    assert page.locator(".timer__word").inner_text() == ""
    assert page.locator(".timer__say").text_content() == ""


def test_timer_counts_up_after_the_end(look: Look) -> None:
    page = started_timer(look, left=1, total=600)

    expect(page.locator(".timer__digits")).to_have_text(re.compile(r"^\+00:0[1-9]$"))
    assert page.locator(".timer__word").inner_text() == "انتهى الوقت"
    assert page.locator(".timer__say").text_content() == "انتهى الوقت"


def test_a_paused_timer_stands_still(look: Look) -> None:
    page = look("/phone?lang=ar")
    paused = page.locator(".timer").nth(1)

    page.wait_for_timeout(1200)

    assert paused.locator(".timer__digits").inner_text() == "00:15"
    assert paused.locator(".timer__word").inner_text() == "متوقف مؤقتا"
