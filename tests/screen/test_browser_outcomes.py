"""Each method's result in Chromium: large and whole, and readable by everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from facilitator.accounts.actions import link_for
from facilitator.accounts.passwords import hash_password
from facilitator.config import read_settings
from facilitator.participants.access import cookie_name
from facilitator.running import opened
from facilitator.voting.stages import Stage
from facilitator.workshops.models import Workshop
from tests import browsing
from tests.browsing import press, ready, settle
from tests.factories import make_account
from tests.screen.conftest import Hall
from tests.screen.test_browser_screen import LEAST, look_at_all_pages
from tests.voting.everywhere import CASES, hold
from tests.voting.rooms import token_for

pytestmark = pytest.mark.browser

VOTER = 9
UNFOLD = "document.querySelectorAll('details').forEach((f) => { f.open = true; })"
SHOWN = {name: (name, Stage.ALL) for name in CASES} | {
    "turnout": ("fair", Stage.TURNOUT),
    "others": ("stars", Stage.OTHERS),
    "begun": ("top", Stage.HIDDEN),
}


class Theatre(Hall):
    """A hall in which every kind of vote is over; `codes` are by name in `SHOWN`."""

    codes: dict[str, str]
    language: str


def _prepare(folder: Path, language: str) -> tuple[str, dict[str, str]]:
    """Store the votes; return a sign-in token and the workshops' codes."""
    with opened(read_settings({}, data=folder)) as units, units.writing() as session:
        account = make_account(
            session, password_hash=hash_password("nobody types this one")
        )
        codes = {}
        for shown, (name, stage) in SHOWN.items():
            vote = hold(session, name, account, language, stage)
            codes[shown] = session.get_one(Workshop, vote.workshop_id).code
        return link_for(session, account.id), codes


@pytest.fixture(scope="module", params=["ar", "fr"])
def theatre(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    chromium: Browser,
) -> Iterator[Theatre]:
    folder = tmp_path_factory.mktemp(f"theatre-{request.param}")
    token, codes = _prepare(folder, request.param)
    server = browsing.Server("serve", folder)
    context = browsing.laptop(chromium, request.param)
    page = context.new_page()
    page.goto(f"{server.address}/accounts/invitations/{token}")
    page.click("main form .button >> nth=-1")
    page.wait_for_url(f"{server.address}/desk/")
    page.close()
    found = Theatre(server, context, folder)
    found.codes, found.language = codes, request.param
    yield found
    context.close()
    server.stop()


def _screen(theatre: Theatre, name: str) -> Page:
    page = theatre.open(f"/screen/{theatre.codes[name]}/")
    ready(page)
    settle(page)
    return page


@pytest.mark.parametrize("name", [name for name in SHOWN if name != "begun"])
def test_every_slide_of_a_result_is_large_and_whole(
    theatre: Theatre, name: str
) -> None:
    page = _screen(theatre, name)

    found = look_at_all_pages(page, LEAST[theatre.language])

    page.close()
    assert "\n".join(found) == ""


@pytest.mark.parametrize("dark", [False, True])
def test_phones_show_each_result_to_everybody(
    theatre: Theatre, chromium: Browser, dark: bool
) -> None:
    phone = browsing.phone(chromium, theatre.language, dark=dark)
    page = phone.new_page()
    faults = []

    for name in CASES:
        code = theatre.codes[name]
        named = {"name": cookie_name(code), "value": token_for(VOTER)}
        phone.add_cookies([{**named, "url": theatre.server.address}])
        page.goto(f"{theatre.server.address}/w/{code}/votes/1/")
        ready(page)
        page.evaluate(UNFOLD)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        faults += [f"{name}: wider than the phone"] if wide else []
        broken = Axe().run(page).response["violations"]
        faults += [f"{name}: {one['id']}" for one in broken]

    phone.close()
    assert faults == []


def test_one_key_leads_through_the_stages_and_one_button_skips_them(
    theatre: Theatre,
) -> None:
    page = _screen(theatre, "begun")
    desk = theatre.open(f"/desk/{theatre.codes['begun']}/")
    ready(desk)

    expect(page.locator(".screen__main--closed")).to_be_visible()
    press(page, "PageDown")
    expect(page.locator(".slide--turnout")).to_be_visible()
    press(page, "PageDown")
    expect(page.locator(".slide--bars:visible")).to_be_visible()
    expect(page.locator(".bar--won")).to_have_count(0)
    desk.locator("[formaction$='/votes/1/result/']").click()

    expect(page.locator(".bar--won").first).to_be_visible()
    expect(page.locator("[data-slides$='-4']")).to_be_attached()
    page.close()
    desk.close()
