"""Nothing that was typed or sent is lost, and nothing is there twice."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from facilitator.workshops.rules import StepKind
from tests.browsing import ready
from tests.holding import Answers, said, watch
from tests.join.conftest import CODE, Phone, Stage

pytestmark = pytest.mark.browser
ENGLISH = "en-GB"  # whose sentences the tests know
TITLE = "إحداث وتجهيز متحف رياضي بالملعب البلدي"
ROOM = f"**/w/{CODE}/"
ANSWER = "[data-outbox-of=proposal]"
SAVED = "answer answer--saved"


def stored(stage: Stage) -> list[list[object]]:
    rows: list[list[object]] = json.loads(stage.ask("/stage/proposals"))
    return rows


def begin_writing(stage: Stage, page: Page, title: str = TITLE) -> None:
    stage.move_to(StepKind.WRITING)
    page.goto(stage.url(f"/w/{CODE}/proposals/new"))
    ready(page)
    page.locator(".choice").nth(1).click()
    page.fill("#title", title)


def send(page: Page) -> None:
    page.click("button[form=proposal]")


def begin_sending(stage: Stage, page: Page) -> Answers:
    """Send a first title; its answer is held back."""
    begin_writing(stage, page, "متحف")
    answers = Answers(page, "**/own/*")
    send(page)
    return answers


def test_what_is_sent_without_a_network_goes_out_when_it_is_back(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)
    page.context.set_offline(True)

    send(page)

    expect(page.locator(ANSWER)).to_contain_text("saved on this phone")
    page.context.set_offline(False)
    page.wait_for_url(ROOM)
    assert stored(stage) == [[1, "shown", TITLE]]


def test_what_is_sent_to_a_killed_server_goes_out_when_it_is_back(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)
    stage.kill()

    send(page)

    expect(page.locator(ANSWER)).to_contain_text("saved on this phone")
    stage.start()
    page.wait_for_url(ROOM)
    assert stored(stage) == [[1, "shown", TITLE]]


def test_what_was_taken_without_an_answer_is_there_once(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)
    _lose_one_answer(page)

    send(page)

    page.wait_for_url(ROOM)
    assert stored(stage) == [[1, "shown", TITLE]]


def test_what_was_changed_after_a_lost_answer_is_one_proposal_with_the_change(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    answers = begin_sending(stage, page)
    answers.cut()
    expect(page.locator(ANSWER)).to_contain_text("saved on this phone")

    page.fill("#title", "متحف كبير")
    send(page)
    answers.open()

    page.wait_for_url(ROOM)
    assert stored(stage) == [[1, "shown", "متحف كبير"]]


def test_a_closed_page_is_sent_from_the_next_one(stage: Stage, joined: Phone) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)
    stage.kill()
    send(page)
    expect(page.locator(ANSWER)).to_contain_text("saved on this phone")
    context = page.context
    page.close()

    stage.start()
    again = context.new_page()
    again.goto(stage.url(f"/w/{CODE}/"))

    expect(again.locator(".proposal__title")).to_have_text(TITLE)
    assert stored(stage) == [[1, "shown", TITLE]]


def test_a_stale_token_is_renewed(stage: Stage, joined: Phone) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)
    page.context.clear_cookies(name="desk")

    send(page)

    page.wait_for_url(ROOM)
    assert stored(stage) == [[1, "shown", TITLE]]


def test_a_draft_comes_back_after_a_reload(stage: Stage, joined: Phone) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)
    page.fill("#objectives-0", "هدف أول")
    page.click("[data-one-more]")
    page.fill("#objectives-1", "هدف ثان")

    page.reload()

    expect(page.locator("#title")).to_have_value(TITLE)
    expect(page.locator("#objectives-1")).to_have_value("هدف ثان")
    expect(page.locator("input[name=axis]").nth(1)).to_be_checked()


def test_a_draft_is_kept_on_the_server_too(stage: Stage, joined: Phone) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)

    expect(page.locator(ANSWER)).to_contain_text("Draft saved at")

    assert stored(stage) == [[None, "draft", TITLE]]
    page.goto(stage.url(f"/w/{CODE}/"))
    expect(page.locator(".proposal__title")).to_have_text(TITLE)


def test_a_draft_is_saved_only_when_the_server_has_what_is_shown(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    answers = Answers(page, "**/own/*/draft")
    begin_writing(stage, page, "متحف")
    answers.wait()
    watch(page, ANSWER)

    page.fill("#title", TITLE)
    answers.let_go()
    answers.wait()

    assert SAVED not in said(page)
    answers.let_go()
    expect(page.locator(ANSWER)).to_contain_text("Draft saved at")
    assert len(answers.sent) == 2
    assert stored(stage) == [[None, "draft", TITLE]]
    page.locator("#title").press_sequentially("!")
    expect(page.locator(ANSWER)).to_have_text("Draft kept on this phone")


def test_a_draft_whose_answer_was_lost_is_sent_again(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    answers = Answers(page, "**/own/*/draft")
    begin_writing(stage, page, "متحف")
    answers.wait()
    page.fill("#title", TITLE)

    answers.cut()

    expect(page.locator(ANSWER)).to_have_text("Draft kept on this phone")
    answers.open()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.reload()
    expect(page.locator("#title")).to_have_value(TITLE)
    expect(page.locator(ANSWER)).to_contain_text("Draft saved at")
    assert stored(stage) == [[None, "draft", TITLE]]


def test_what_is_changed_while_it_is_sent_is_sent_after_it(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    answers = begin_sending(stage, page)
    answers.wait()

    page.fill("#title", TITLE)
    answers.let_go()
    answers.wait()

    assert not page.url.endswith(f"/w/{CODE}/")
    assert answers.is_one_at_a_time
    answers.let_go()
    page.wait_for_url(ROOM)
    expect(page.locator(".notice--success")).to_have_count(1)
    assert stored(stage) == [[1, "shown", TITLE]]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_is_changed_after_a_lost_answer_goes_out_by_itself(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    answers = begin_sending(stage, page)
    answers.cut()
    expect(page.locator(ANSWER)).to_contain_text("saved on this phone")

    page.fill("#title", TITLE)
    answers.open()

    page.wait_for_url(ROOM)
    assert stored(stage) == [[1, "shown", TITLE]]


def test_a_page_closed_while_sending_leaves_the_last_text(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    answers = begin_sending(stage, page)
    answers.wait()
    page.fill("#title", TITLE)
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(stage.url(f"/w/{CODE}/"))

    expect(again.locator(".proposal__title")).to_have_text(TITLE)
    assert stored(stage) == [[1, "shown", TITLE]]


def test_the_end_of_writing_leaves_the_text_alone_and_says_so(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page)

    stage.move_to(StepKind.VOTE)

    expect(page.locator("#stage")).to_contain_text("Proposing is closed now.")
    expect(page.locator("#title")).to_have_value(TITLE)
    send(page)
    page.wait_for_url(ROOM)
    assert stored(stage) == [[None, "draft", TITLE]]


def test_a_refusal_is_shown_with_all_that_was_typed(
    stage: Stage, joined: Phone
) -> None:
    page = joined(locale=ENGLISH)
    begin_writing(stage, page, title="")
    page.fill("#objectives-0", "هدف")

    send(page)

    expect(page.locator("#title-errors")).to_contain_text("Please fill this in.")
    expect(page.locator("#objectives-0")).to_have_value("هدف")
    page.fill("#title", TITLE)
    send(page)
    page.wait_for_url(ROOM)
    assert stored(stage) == [[1, "shown", TITLE]]


def _lose_one_answer(page: Page) -> None:
    """Let the server take what is sent next, and its answer get lost."""

    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    page.route("**/own/*", lose)
