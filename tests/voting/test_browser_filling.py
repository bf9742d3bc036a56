"""What a ballot says back while it is filled in, in Chromium."""

import pytest
from playwright.sync_api import Locator, Page, expect

from facilitator.voting.rules import Method
from tests.voting.hall import Hall

pytestmark = pytest.mark.browser


def _row(page: Page, option: str) -> Locator:
    """The row of buttons that a script made for an option."""
    return page.locator(".points", has=page.locator(f"#value-{option}"))


def test_a_plus_that_cannot_be_says_why(hall: Hall) -> None:
    page = hall.hold(Method.POINTS, "en").open()
    left = page.locator("#ballot-left")
    expect(left).to_have_text("Left: 10 of 10")
    first, second, third = (_row(page, option) for option in ("P1", "P2", "P3"))

    for _ in range(5):
        first.locator("button[value='1']").tap()
    expect(left).to_have_text("Left: 5 of 10")
    first.locator("button[value='1']").tap(force=True)  # it only looks disabled
    expect(left).to_have_text("At most 5 on one proposal.")
    for _ in range(5):
        second.locator("button[value='1']").tap()
    expect(left).to_have_text("None left: take one back to give it to another.")
    third.locator("button[value='1']").tap(force=True)

    expect(third.locator("output")).to_have_text("0")
    expect(third.locator("button[value='1']")).to_have_attribute(
        "aria-disabled", "true"
    )
    first.locator("button[value='-1']").tap()
    expect(left).to_have_text("Left: 1 of 10")


def test_each_axis_has_its_own_choices(hall: Hall) -> None:
    page = hall.hold(hall.apart, "en").open()
    axes = page.locator("fieldset[data-most]")
    expect(axes.nth(0).locator("[data-left]")).to_have_text(
        "Left under this axis: 3 of 3"
    )

    for box in axes.nth(0).locator("input").all():
        box.tap()

    none = "None left under this axis: untick one to choose another."
    expect(axes.nth(0).locator("[data-left]")).to_have_text(none)
    expect(page.locator("#ballot-left")).to_have_text(none)
    assert all(box.is_enabled() for box in axes.nth(1).locator("input").all())


def test_what_is_not_rated_yet_is_counted(hall: Hall) -> None:
    page = hall.hold(Method.MATRIX, "en").open()
    left = page.locator("#ballot-left")

    expect(left).to_have_text("Not rated yet: 6")
    page.locator('[name="value-P1.impact"][value="3"]').tap()
    expect(left).to_have_text("Not rated yet: 6")  # the other side is missing
    page.locator('[name="value-P1.feasibility"][value="3"]').tap()
    expect(left).to_have_text("Not rated yet: 5")
    page.locator('[name="value-P1.impact"][value=""]').tap()

    expect(left).to_have_text("Not rated yet: 6")


def test_a_refusal_keeps_what_was_filled_in(hall: Hall) -> None:
    hand = hall.hold(Method.MATRIX, "en")
    page = hand.open()
    page.locator('[name="value-P1.impact"][value="3"]').tap()

    page.locator("button[form=ballot]").tap()

    expect(page.locator("#ballot-errors")).to_be_focused()
    expect(page.locator("#option-P1-half")).to_be_visible()
    expect(page.locator('[name="value-P1.impact"][value="3"]')).to_be_checked()
    page.locator('[name="value-P1.feasibility"][value="4"]').tap()
    expect(page.locator("#ballot-left")).to_have_text("Not rated yet: 5")
    hand.send()
    assert hand.says() == {"P1.feasibility": 4, "P1.impact": 3}


def test_a_reason_is_asked_where_it_is_kept(hall: Hall) -> None:
    hand = hall.hold(Method.CONSENT, "en")
    page = hand.open()
    reason = page.locator("#reason")
    expect(reason).to_be_hidden()

    for answer, is_asked in (("no", True), ("yes", False), ("reservations", True)):
        page.locator(f'[name="answer"][value="{answer}"]').tap()
        expect(reason).to_be_visible(visible=is_asked)
    reason.fill("لا ميزانية للصيانة")
    hand.send()
    page.locator("#own-choice summary").tap()

    expect(page.get_by_text("لا ميزانية للصيانة")).to_be_visible()


def test_places_move_without_dragging(hall: Hall) -> None:
    hand = hall.hold(Method.RANKING, "en")
    page = hand.open()

    def tap(option: str, button: str) -> None:
        _row(page, option).locator(f"button[value='{button}']").tap()

    def places() -> dict[str, str]:
        lists = page.locator("select[name^=value-]").all()
        return {str(one.get_attribute("id"))[6:]: one.input_value() for one in lists}

    for option in ("P1", "P2", "P3", "P4"):
        tap(option, "place")
    assert places() == {**dict.fromkeys(places(), ""), **_order("P1 P2 P3 P4")}
    tap("P3", "same")
    assert places()["P3"] == places()["P2"] == "2"
    tap("P2", "up")
    assert places() == {**dict.fromkeys(places(), ""), **_order("P1 P2 P3 P4")}
    tap("P4", "up")
    tap("P4", "up")
    assert places() == {**dict.fromkeys(places(), ""), **_order("P1 P4 P2 P3")}
    tap("P1", "down")
    tap("P4", "place")

    assert places() == {**dict.fromkeys(places(), ""), **_order("P1 P2 P3")}
    expect(page.locator("#ballot-left")).to_have_text("Without a place: 3")


def _order(options: str) -> dict[str, str]:
    return {option: str(n) for n, option in enumerate(options.split(), 1)}


def test_a_closed_vote_leaves_nothing_on_the_phone(hall: Hall) -> None:
    hand = hall.hold(Method.JUDGMENT, "en")
    page = hand.open()
    page.locator('[name="value-P1"][value="5"]').tap()
    assert page.evaluate("Object.keys(localStorage).length") == 1

    hall.close(Method.JUDGMENT)
    hand.open()

    expect(page.locator("[data-vote-state=closed]")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []
