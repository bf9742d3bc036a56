"""The scripts of static/js, in Chromium."""

import pytest

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

    digits = page.locator(".timer__digits").first
    page.wait_for_function("document.querySelector('.timer').dataset.state")

    assert digits.inner_text() in {"04:31", "04:30", "04:29", "04:28"}
    assert digits.evaluate("(e) => getComputedStyle(e).direction") == "ltr"


def started_timer(look: Look, *, left: int, total: int) -> tuple[str, str, str]:
    """Return digits, word and spoken words of a timer two seconds after `left`."""
    page = look("/phone?lang=ar")
    page.wait_for_function("document.querySelector('.timer').dataset.state")
    page.evaluate(
        """([left, total]) => { const old = document.querySelector(".timer");
        const fresh = old.cloneNode(true), now = Number(old.dataset.now);
        Object.assign(fresh.dataset, { ends: now + left * 1000, left, total });
        old.parentElement.replaceChildren(fresh);
        document.querySelector("#main .timer").parentElement
          .dispatchEvent(new Event("swapped", { bubbles: true })); }""",
        [left, total],
    )
    page.wait_for_timeout(2300)
    return (
        page.locator(".timer__digits").inner_text(),
        page.locator(".timer__word").inner_text(),
        page.locator(".timer__say").text_content() or "",
    )


def test_timer_speaks_at_one_minute(look: Look) -> None:
    digits, word, said = started_timer(look, left=61, total=600)

    assert digits in {"00:59", "00:58"}
    assert (word, said) == ("اقترب الوقت من نهايته", "بقيت دقيقة واحدة")


def test_timer_is_silent_between_its_marks(look: Look) -> None:
    _digits, word, said = started_timer(look, left=250, total=600)

    assert (word, said) == ("", "")


def test_timer_counts_up_after_the_end(look: Look) -> None:
    digits, word, said = started_timer(look, left=1, total=600)

    assert digits in {"+00:01", "+00:02"}
    assert (word, said) == ("انتهى الوقت", "انتهى الوقت")


def test_a_paused_timer_stands_still(look: Look) -> None:
    page = look("/phone?lang=ar")
    paused = page.locator(".timer").nth(1)

    page.wait_for_timeout(1200)

    assert paused.locator(".timer__digits").inner_text() == "00:15"
    assert paused.locator(".timer__word").inner_text() == "متوقف مؤقتا"
