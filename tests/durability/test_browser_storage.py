"""A phone whose ballot cannot be stored at the moment, in Chromium."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from facilitator.voting.rules import Method
from tests.voting.hall import IN, open_hall

pytestmark = pytest.mark.browser
PATIENT = 30_000  # milliseconds: the server itself waits for 5 seconds


def test_a_ballot_stays_on_the_phone_until_it_can_be_stored(
    chromium: Browser, tmp_path: Path
) -> None:
    with open_hall(chromium, tmp_path) as hall:
        hand = hall.hold(Method.CONSENT, "en")
        page = hand.open()
        page.locator("input[value=yes]").check()
        database = tmp_path / "facilitator.db"
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with page.expect_response(
                lambda answer: answer.request.method == "POST", timeout=PATIENT
            ) as answered:
                page.locator("button[form=ballot]").tap()
            told = page.get_by_text("not sent yet").first
            expect(told).to_be_visible()
            other.execute("ROLLBACK")

        expect(page.locator(IN)).to_be_visible(timeout=PATIENT)

        assert answered.value.status == 503
        assert hand.says() == "yes"
