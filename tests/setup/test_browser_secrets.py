"""Passwords on the set-up page in Chromium: no device keeps them."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.setup.saving import SAVED, kept

pytestmark = pytest.mark.browser

PASSWORD = "bienvenue-2026"
WIFI_STATE = "#wifi [data-autosave='state']"


def test_no_device_keeps_a_password(desk: BrowserContext, page: Page) -> None:
    address = page.url
    desk.set_offline(True)
    page.fill("#wifi-wifi_name", "شبكة القصر")
    page.fill("#wifi-wifi_password", PASSWORD)
    words = page.locator("[data-autosave='words']").get_attribute("data-open")
    expect(page.locator(WIFI_STATE)).to_have_text(words or "")
    page.goto("about:blank")
    desk.set_offline(False)

    stored = json.dumps(desk.storage_state(indexed_db=True), ensure_ascii=False)
    assert "شبكة القصر" in stored
    assert "/setup/wifi" in stored
    assert PASSWORD not in stored

    page.goto(address)
    expect(page.locator("#wifi-wifi_name")).to_have_value("شبكة القصر")
    note = page.locator("#wifi .field .answer")
    expect(note).to_have_count(1)
    page.fill("#wifi-wifi_password", PASSWORD)
    expect(note).to_have_count(0)
    expect(page.locator(WIFI_STATE)).to_have_class(SAVED)
    assert kept(page, "#wifi-wifi_password") == PASSWORD
    expect(note).to_have_count(0)


def test_who_leaves_an_unsent_password_is_warned(page: Page) -> None:
    warned: list[str] = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    page.context.set_offline(True)
    page.click("#wifi-wifi_password")  # only who touched the page is warned
    page.keyboard.type(PASSWORD)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    expect(page.locator("#wifi-wifi_password")).to_have_value(PASSWORD)
    assert warned == ["beforeunload"]

    page.context.set_offline(False)
    expect(page.locator(WIFI_STATE)).to_have_class(SAVED)
    page.context.set_offline(True)
    page.click("#wifi-wifi_name")
    page.keyboard.type("Palais")
    with page.expect_event("close"):
        page.close(run_before_unload=True)

    assert warned == ["beforeunload"]
