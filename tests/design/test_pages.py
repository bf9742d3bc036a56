"""What a page of the gallery is like in a browser: phones and the desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.design.conftest import Look

pytestmark = pytest.mark.browser

LANGUAGES = ["ar", "fr"]
OUTSIDE = """() => [...document.body.querySelectorAll("*")]
  .filter((e) => !e.closest(".visually-hidden, .table-wrap, .screen__keys, svg"))
  .filter((e) => { const r = e.getBoundingClientRect();
    return r.width > 0 && (r.left < -0.5 || r.right > innerWidth + 0.5); })
  .map((e) => e.className || e.tagName)"""
CONTROLS = """() => [...document.querySelectorAll(
    ".button, .choice, .stepper button, .languages button, summary, input:not([type=hidden]), textarea")]
  .filter((e) => !e.closest(".choice") || e.matches(".choice"))
  .map((e) => ({ name: e.className || e.tagName, box: e.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0)"""  # noqa: E501


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("skin", ["phone", "desk"])
def test_axe_finds_nothing(look: Look, skin: str, lang: str, scheme: str) -> None:
    width, height = (360, 740) if skin == "phone" else (1366, 768)
    page = look(f"/{skin}?lang={lang}", width=width, height=height, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")

    found = Axe().run(page).response["violations"]

    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/phone?open=1&lang=", "/phone?lang=", "/desk?lang="])
def test_nothing_scrolls_sideways_at_320(look: Look, path: str, lang: str) -> None:
    page = look(path + lang, width=320, height=640)

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(OUTSIDE) == []


def test_nothing_scrolls_sideways_with_text_of_twice_the_size(look: Look) -> None:
    page = look("/phone?lang=ar", width=360)

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("lang", LANGUAGES)
def test_spaced_out_text_is_neither_cut_nor_too_wide(look: Look, lang: str) -> None:
    """Source: WCAG 2.2, 1.4.12."""
    page = look(f"/phone?open=1&lang={lang}", width=320, height=640)

    page.evaluate(
        """document.querySelectorAll("body *").forEach((e) => Object.assign(e.style, {
          lineHeight: "1.8", letterSpacing: "0.12em", wordSpacing: "0.16em" }))"""
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_control_of_a_phone_is_a_thumb_wide(look: Look, lang: str) -> None:
    page = look(f"/phone?open=1&lang={lang}")

    controls = page.evaluate(CONTROLS)

    assert len(controls) > 20
    assert [
        control["name"]
        for control in controls
        if control["box"]["width"] < 47.9 or control["box"]["height"] < 47.9
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_controls_of_a_phone_are_8_pixels_apart(look: Look, lang: str) -> None:
    page = look(f"/phone?open=1&lang={lang}")
    page.evaluate("document.querySelector('.actionbar').remove()")  # floats over all
    boxes = [(control["name"], control["box"]) for control in page.evaluate(CONTROLS)]

    close = [
        (one, other)
        for index, (one, a) in enumerate(boxes)
        for other, b in boxes[index + 1 :]
        if max(a["left"], b["left"]) - min(a["right"], b["right"]) < 7.9
        and max(a["top"], b["top"]) - min(a["bottom"], b["bottom"]) < 7.9
    ]

    assert close == []


def test_arabic_text_is_large_and_open(look: Look) -> None:
    page = look("/phone?lang=ar")

    size, leading = page.evaluate(
        "[...['fontSize', 'lineHeight']].map((n) => parseFloat(getComputedStyle(document.body)[n]))"  # noqa: E501
    )

    assert size >= 18
    assert leading / size >= 1.6


def test_the_bar_of_a_phone_stays_at_the_bottom(look: Look) -> None:
    page = look("/phone?lang=ar")

    bar = page.locator(".actionbar").bounding_box()

    assert bar is not None
    assert bar["y"] + bar["height"] == pytest.approx(740, abs=1)


def test_a_focused_field_is_never_under_the_bar(look: Look) -> None:
    page = look("/phone?lang=ar")
    bar = page.locator(".actionbar").bounding_box()

    hidden = page.evaluate(
        """(top) => [...document.querySelectorAll("main input, main textarea")]
          .filter((field) => { field.focus();
            return field.getBoundingClientRect().bottom > top; })
          .map((field) => field.id)""",
        bar["y"] if bar else 0,
    )

    assert hidden == []


@pytest.mark.parametrize(("lang", "from_left"), [("ar", False), ("fr", True)])
def test_bars_grow_from_the_reading_side(
    look: Look, lang: str, from_left: bool
) -> None:
    page = look(f"/phone?lang={lang}")
    track = page.locator(".bar__track").first.bounding_box()
    fill = page.locator(".bar__track rect").first.bounding_box()

    assert track is not None
    assert fill is not None
    assert fill["width"] == pytest.approx(track["width"] * 41 / 84, abs=1)
    end = fill["x"] if from_left else fill["x"] + fill["width"]
    side = track["x"] if from_left else track["x"] + track["width"]
    assert end == pytest.approx(side, abs=1)


def test_words_of_another_direction_line_up_with_the_list(look: Look) -> None:
    page = look("/phone?lang=ar")
    name = page.locator(".bar__name[lang=fr]")

    assert name.get_attribute("dir") == "ltr"
    assert name.evaluate("(e) => getComputedStyle(e).textAlign") == "right"


def test_errors_and_help_are_tied_to_their_field(look: Look) -> None:
    page = look("/phone?lang=ar")
    title = page.locator("#title")

    described = (title.get_attribute("aria-describedby") or "").split()
    spoken = [page.locator(f"#{name}").inner_text().strip() for name in described]

    assert title.get_attribute("aria-invalid") == "true"
    assert spoken == ["جملة قصيرة يفهمها الجميع.", "اكتب عنوانا للاقتراح."]
