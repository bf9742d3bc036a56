"""The set-up page in Chromium: it saves as people type, and loses nothing."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from facilitator.axes.queries import axes_of
from facilitator.workshops.models import Workshop
from tests.browsing import HOST, chromium, laptop, phone

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from chromium()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application of this test is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{HOST}:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(
    browser: Browser, address: str, client: FlaskClient, workshop: Workshop
) -> Iterator[Page]:
    """The set-up page of the workshop, in Arabic."""
    context = laptop(browser)
    cookie = client.get_cookie("desk")
    assert cookie
    context.add_cookies(
        [
            {"name": "desk", "value": cookie.value, "url": address},
            {"name": "language", "value": "ar", "url": address},
        ]
    )
    page = context.new_page()
    page.goto(f"{address}/desk/{workshop.code}/setup")
    yield page
    context.close()


def state(page: Page) -> Locator:
    return page.locator("#about [data-autosave='state']")


def test_what_is_typed_is_saved_and_said(
    page: Page, store: Session, workshop: Workshop
) -> None:
    page.fill("#about-venue-ar", "القصر البلدي")
    expect(state(page)).to_have_class("answer answer--unsent")
    expect(state(page)).to_have_class("answer answer--saved")

    store.rollback()
    assert workshop.venue == {"ar": "القصر البلدي"}


def test_what_is_typed_without_network_is_saved_later(
    page: Page, store: Session, workshop: Workshop
) -> None:
    page.context.set_offline(True)
    page.fill("#about-venue-fr", "Palais")
    expect(state(page)).to_contain_text("no connection")
    page.fill("#about-venue-fr", "Palais municipal")
    page.context.set_offline(False)
    expect(state(page)).to_have_class("answer answer--saved", timeout=15_000)

    store.rollback()
    assert workshop.venue == {"fr": "Palais municipal"}


def test_a_refusal_stands_by_its_field_until_it_is_mended(page: Page) -> None:
    page.fill("#about-starts", "noon")
    expect(page.locator("#about-starts-errors")).to_contain_text("9:30")
    expect(page.locator("#about-starts")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#about-starts")).to_have_value("noon")

    page.fill("#about-starts", "٩:٣٠")
    expect(state(page)).to_have_class("answer answer--saved")
    expect(page.locator("#about-starts-errors")).to_be_empty()


def test_a_date_is_refused_only_once_it_is_left(page: Page) -> None:
    page.fill("#about-held_on-day", "6")
    page.wait_for_timeout(1500)
    expect(page.locator("#about-held_on-month-errors")).to_be_empty()

    page.focus("#about-starts")
    expect(page.locator("#about-held_on-month-errors")).not_to_be_empty()


def test_another_button_waits_for_what_was_typed(
    page: Page, store: Session, workshop: Workshop
) -> None:
    page.fill("#about-organiser-ar", "جماعة فاس")
    page.fill("#new-axis-title-ar", "محور ثالث")
    page.keyboard.press("Enter")
    expect(page.locator("#axes .row")).to_have_count(3)

    store.rollback()
    assert workshop.organiser == {"ar": "جماعة فاس"}
    assert len(axes_of(store, workshop.id)) == 3
    expect(page.locator("#new-axis-title-ar")).to_be_focused()


def test_another_language_brings_its_fields(page: Page) -> None:
    expect(page.locator("#about-title-en")).to_have_count(0)

    page.fill("#about-organiser-fr", "Commune de Fès")
    page.check("#languages-languages-2")

    expect(page.locator("#about-title-en")).to_be_visible()
    expect(page.locator("#about-organiser-fr")).to_have_value("Commune de Fès")


def test_after_signing_in_again_elsewhere_it_is_saved(
    page: Page, client: FlaskClient, store: Session, workshop: Workshop
) -> None:
    cookies = page.context.cookies()
    page.context.clear_cookies(name="desk")
    page.fill("#about-venue-ar", "القصر البلدي")
    expect(state(page)).to_contain_text("signed out")

    page.context.add_cookies(cookies)

    expect(state(page)).to_have_class("answer answer--saved", timeout=15_000)
    store.rollback()
    assert workshop.venue == {"ar": "القصر البلدي"}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_pages_are_open_to_everybody(
    browser: Browser, page: Page, address: str, language: str, dark: bool
) -> None:
    setup = page.url
    for make in (laptop, phone):
        context = make(browser, language, dark=dark)
        context.add_cookies(page.context.cookies(address))
        context.add_cookies([{"name": "language", "value": language, "url": address}])
        look = context.new_page()
        for where in (f"{address}/desk/", f"{address}/desk/new", setup):
            look.goto(where)
            look.evaluate(
                "document.querySelectorAll('details').forEach(d => { d.open = true })"
            )
            wide = look.evaluate("document.documentElement.scrollWidth > innerWidth")
            found = Axe().run(look).response["violations"]

            assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
            assert not wide
        context.close()
