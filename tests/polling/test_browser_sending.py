"""A ballot on its way from the tablet: what came in is what it showed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from facilitator.voting.rules import Level
from tests.browsing import ready
from tests.holding import Answers
from tests.polling.scene import TABLET, playing

pytestmark = pytest.mark.browser


def test_nothing_is_changed_while_a_ballot_is_sent(
    tmp_path: Path, chromium: Browser
) -> None:
    with playing(tmp_path, Level.OPEN) as scene:
        page = scene.kiosk(chromium, TABLET)
        ready(page).locator(".kiosk__begin").tap()
        page.wait_for_url("**/kiosk/ballot")
        ready(page)
        answers = Answers(page, "**/kiosk/ballot")
        page.locator("#mark-P2").check(force=True)
        page.locator("button[form=ballot]").tap()
        answers.wait()

        box = page.locator("#mark-P2 + *").bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + 5, box["y"] + 5)

        expect(page.locator("#mark-P2")).to_be_checked()
        answers.let_go()
        expect(page.locator(".kiosk__receipt")).to_be_visible()
        assert scene.ballots == 1
