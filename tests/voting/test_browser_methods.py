"""The ballot of each method in Chromium: one thumb, keys alone, no network."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from facilitator.voting.methods import Content
from facilitator.voting.rules import Method
from tests.browsing import ready
from tests.holding import Answers
from tests.voting.hall import IN, Hall
from tests.voting.ways import SAYS

pytestmark = pytest.mark.browser

Act = Callable[[Page], None]
SMALL = """() => [...document.querySelectorAll("main .choice, main button, main a.button, main summary, .scale__input, .stars__input, main select")]
  .map((e) => [e.outerHTML, e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 48 || box.height < 48))
  .map(([name]) => name)"""  # noqa: E501
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
KEPT = "() => Object.keys(localStorage)"


def pick(name: str, value: object) -> Act:
    """Tap a radio or a checkbox."""
    return lambda page: page.locator(f'[name="{name}"][value="{value}"]').tap()


def press(option: str, button: str, times: int = 1) -> Act:
    """Tap a button that a script made for an option."""

    def act(page: Page) -> None:
        row = page.locator(".points", has=page.locator(f"#value-{option}"))
        for _ in range(times):
            row.locator(f"button[value='{button}']").tap()

    return act


# For each: how SAYS is filled in; one act more; and what the ballot says then.
TAPS: dict[Method, tuple[list[Act], Act, Content]] = {
    Method.STICKERS: (
        [pick("marks", "P1"), pick("marks", "P3")],
        pick("marks", "P6"),
        ["P1", "P3", "P6"],
    ),
    Method.BUDGET: (
        [pick("marks", "P1"), pick("marks", "P3")],
        pick("marks", "P1"),
        ["P3"],
    ),
    Method.CONSENT: ([pick("answer", "reservations")], pick("answer", "yes"), "yes"),
    Method.POINTS: (
        [press("P1", "1", 4), press("P1", "-1"), press("P3", "1", 5), press("P4", "1")],
        press("P3", "-1", 5),
        {"P1": 3, "P4": 1},
    ),
    Method.STARS: (
        [pick("value-P1", 4), pick("value-P3", 5), pick("value-P6", 1)],
        pick("value-P3", ""),
        {"P1": 4, "P6": 1},
    ),
    Method.TRIAGE: (
        [pick("value-P1", 2), pick("value-P3", 0), pick("value-P4", 1)],
        pick("value-P1", 0),
        {"P1": 0, "P3": 0, "P4": 1},
    ),
    Method.RANKING: (
        [
            *(press(option, "place") for option in ("P4", "P1", "P3")),
            press("P3", "same"),
        ],
        press("P4", "down"),
        {"P1": 1, "P3": 1, "P4": 2},
    ),
    Method.JUDGMENT: (
        [pick("value-P1", 5), pick("value-P2", 0), pick("value-P3", 2)],
        pick("value-P2", ""),
        {"P1": 5, "P3": 2},
    ),
    Method.MATRIX: (
        [
            *(pick("value-P1.impact", 4), pick("value-P1.feasibility", 2)),
            *(pick("value-P3.impact", 1), pick("value-P3.feasibility", 5)),
        ],
        pick("value-P3.impact", 2),
        {"P1.feasibility": 2, "P1.impact": 4, "P3.feasibility": 5, "P3.impact": 2},
    ),
}
every_method = pytest.mark.parametrize("method", list(Method))


@every_method
def test_one_thumb_votes_changes_and_abstains(hall: Hall, method: Method) -> None:
    hand = hall.hold(method)
    fill, more, then = TAPS[method]
    page = hand.open()

    for act in fill:
        act(page)
    hand.send()
    assert hand.says() == SAYS[method]
    page.locator("a[href$='/change']").tap()
    page.wait_for_url("**/change")
    ready(page)
    more(page)
    hand.send()
    assert hand.says() == then
    hand.open("change").locator("#blank-ballot button").tap()
    expect(page.locator(IN)).to_be_visible()

    assert hand.says() == "blank"
    assert page.evaluate(KEPT) == []


@every_method
def test_what_is_not_sent_is_still_there_later(hall: Hall, method: Method) -> None:
    hand = hall.hold(method)
    page = hand.open()
    for act in TAPS[method][0]:
        act(page)

    page.close()
    hand.page = hand.context.new_page()
    hand.open()
    hand.send()

    assert hand.says() == SAYS[method]


@pytest.mark.parametrize("method", [Method.MATRIX, Method.RANKING, Method.CONSENT])
def test_a_ballot_sent_without_network_arrives_later(
    hall: Hall, method: Method
) -> None:
    hand = hall.hold(method)
    page = hand.open()
    for act in TAPS[method][0]:
        act(page)

    hand.context.set_offline(True)
    page.locator("button[form=ballot]").tap()
    expect(page.locator("[data-outbox-of=ballot]")).to_be_visible()
    assert hand.says() is None
    hand.context.set_offline(False)

    expect(page.locator(IN)).to_be_visible()
    assert hand.says() == SAYS[method]


@every_method
def test_a_ballot_changed_while_it_is_sent_counts_as_changed(
    hall: Hall, method: Method
) -> None:
    fill, more, then = TAPS[method]
    hand = hall.hold(method)
    page = hand.open()
    for act in fill:
        act(page)
    answers = Answers(page, hand.url)
    page.locator("button[form=ballot]").tap()
    answers.wait()
    assert hand.says() == SAYS[method]

    more(page)
    answers.let_go()
    answers.wait()

    expect(page.locator(IN)).to_have_count(0)
    assert len(answers.sent) == 2
    answers.let_go()
    expect(page.locator(IN)).to_be_visible()
    assert hand.says() == then
    assert page.evaluate(KEPT) == []


def test_a_ballot_changed_after_a_lost_answer_counts_as_changed(hall: Hall) -> None:
    fill, more, then = TAPS[Method.STICKERS]
    hand = hall.hold(Method.STICKERS)
    page = hand.open()
    for act in fill:
        act(page)
    answers = Answers(page, hand.url)
    page.locator("button[form=ballot]").tap()
    answers.cut()
    expect(page.locator("[data-outbox-of=ballot]")).to_have_class(
        "answer answer--unsent"
    )

    more(page)
    answers.open()

    expect(page.locator(IN)).to_be_visible()
    assert hand.says() == then


@every_method
def test_without_scripts_the_same_ballot_is_sent(hall: Hall, method: Method) -> None:
    hand = hall.hold(method, scripts=False)
    page = hand.page
    page.goto(hand.url)

    says = SAYS[method]
    if method in {Method.POINTS, Method.RANKING} and isinstance(says, dict):
        for option, value in says.items():
            page.locator(f"#value-{option}").select_option(str(value))
    else:
        for act in TAPS[method][0]:
            act(page)
    page.locator("button[form=ballot]").tap()

    expect(page.locator(IN)).to_be_visible()
    assert hand.says() == says


@every_method
@pytest.mark.parametrize(("language", "dark"), [("ar", False), ("fr", True)])
def test_every_ballot_is_accessible_and_fits(
    hall: Hall, method: Method, language: str, dark: bool
) -> None:
    hand = hall.hold(method, language, dark=dark)
    for path in ("", "change", ""):
        page = hand.open(path)
        page.evaluate(
            "document.querySelectorAll('main details').forEach(d => d.open = true)"
        )
        found = Axe().run(page).response["violations"]
        assert [(path, v["id"], v["nodes"][0]["html"]) for v in found] == []
        assert page.evaluate(SMALL) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert (path, page.evaluate(TOO_WIDE)) == (path, 0)
        assert page.evaluate(SMALL) == []
        page.set_viewport_size({"width": 360, "height": 740})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert (path, page.evaluate(TOO_WIDE)) == (path, 0)
        if not path and hand.says() is None:
            hand.cast(SAYS[method])


def test_keys_alone_give_stars(hall: Hall) -> None:
    hand = hall.hold(Method.STARS)
    page = hand.open()

    page.locator("#P1-0").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#P1-4")).to_be_focused()
    _tab_to(page, "button[form=ballot]")
    page.keyboard.press("Enter")
    expect(page.locator(IN)).to_be_visible()

    assert hand.says() == {"P1": 4}


def test_keys_alone_put_options_in_order(hall: Hall) -> None:
    hand = hall.hold(Method.RANKING)
    page = hand.open()

    for option in ("P2", "P5"):
        row = page.locator(".points", has=page.locator(f"#value-{option}"))
        row.locator("button[value=place]").focus()
        page.keyboard.press("Enter")
    expect(row.locator("button[value=place]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(row.locator("button[value=up]")).to_be_focused()
    page.keyboard.press("Space")
    expect(row.locator("button[value=up]")).to_be_focused()
    expect(row.locator("button[value=up]")).to_have_attribute("aria-disabled", "true")
    _tab_to(page, "button[form=ballot]")
    page.keyboard.press("Enter")
    expect(page.locator(IN)).to_be_visible()

    assert hand.says() == {"P2": 2, "P5": 1}


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the one thing that `selector` finds has the focus."""
    for _ in range(80):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")
