"""What is renewed on a phone, and what is not; a press at that moment counts."""

import pytest
from playwright.sync_api import Page, Response, expect

from facilitator.workshops.rules import StepKind
from tests.join.conftest import Phone, Stage

pytestmark = pytest.mark.browser

PROPOSE = "#now a[href$='/proposals/new']"
TITLE = "#now h1"
NOTE = """addEventListener("swapped",
    ({ target }) => (window.renewed ??= []).push(target.id));"""


def _is_fetched(answer: Response) -> bool:
    return answer.request.headers.get("x-part") == "now"


def _is_content(answer: Response) -> bool:
    return answer.status == 200 and _is_fetched(answer)


def _following(page: Page) -> Page:
    """Load the page again, until it has caught up with the workshop."""
    with page.expect_response(_is_content):
        page.reload()
    return page


def _press(page: Page, what: str) -> None:
    """Put the pointer down on something, and leave it there."""
    box = page.locator(what).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def _renew(page: Page, stage: Stage, kind: StepKind) -> None:
    """Move on, until the new content is on the phone and could be shown."""
    with page.expect_response(_is_content) as renewed:
        stage.move_to(kind)
    renewed.value.finished()
    page.evaluate("new Promise((done) => setTimeout(done, 300))")


def test_a_link_renewed_under_the_finger_is_followed(
    stage: Stage, joined: Phone
) -> None:
    stage.move_to(StepKind.WRITING)
    page = _following(joined())
    _press(page, PROPOSE)
    _renew(page, stage, StepKind.TABLES)

    page.mouse.up()

    page.wait_for_url("**/proposals/own/*")


def test_what_came_during_a_press_is_shown_after_it(
    stage: Stage, joined: Phone
) -> None:
    page = _following(joined())
    _press(page, TITLE)
    _renew(page, stage, StepKind.WRITING)
    expect(page.locator(PROPOSE)).to_be_hidden()

    page.mouse.up()

    expect(page.locator(PROPOSE)).to_be_visible()


def test_a_press_that_never_ends_holds_nothing_back(
    stage: Stage, joined: Phone
) -> None:
    page = _following(joined())
    _press(page, TITLE)

    _renew(page, stage, StepKind.WRITING)

    expect(page.locator(PROPOSE)).to_be_visible()


def test_what_has_not_changed_is_not_put_anew(stage: Stage, joined: Phone) -> None:
    """Or every tap in the first second of a page would be in danger."""
    page = joined()
    page.add_init_script(NOTE)
    renewed = {}

    for kind in StepKind:
        stage.move_to(kind)
        with page.expect_response(_is_fetched):
            page.reload()
        page.evaluate("new Promise((done) => setTimeout(done, 300))")
        renewed[kind] = page.evaluate("window.renewed ?? []")

    assert renewed == {kind: [] for kind in StepKind}
