"""What people do in a workshop, in a browser: the facilitator and participants."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from facilitator.voting.stages import Stage
from tests.browsing import Server

PASSWORD = "a long enough phrase"


def make_account(context: BrowserContext, server: Server) -> Page:
    """Follow the printed link, choose a password, and be at the desk."""
    page = context.new_page()
    page.goto(server.sign_in_link)
    page.fill("[name=name]", "أمينة")
    page.fill("[name=email]", "amina@example.ma")
    page.fill("[name=password]", PASSWORD)
    page.click("main form .button >> nth=-1")
    expect(page).to_have_url(f"{server.address}/desk/")
    return page


def enter_demo(context: BrowserContext, server: Server) -> Page:
    """Follow the demo's printed link to the desk."""
    page = context.new_page()
    page.goto(server.sign_in_link)
    page.click("main form .button >> nth=-1")
    expect(page).to_have_url(f"{server.address}/desk/")
    return page


def let_leave(context: BrowserContext, guest: Page, server: Server) -> str:
    """Let a guest come and go, with a link left over; return where they are erased."""
    admin = context.new_page()
    for _ in range(2):
        admin.goto(f"{server.address}/accounts/people")
        admin.click("#invite button")
        link = admin.input_value("#link")
    guest.goto(link)
    guest.fill("[name=name]", "سعاد")
    guest.fill("[name=email]", "souad@example.ma")
    guest.fill("[name=password]", PASSWORD)
    guest.click("main form .button >> nth=-1")
    expect(guest).to_have_url(f"{server.address}/desk/")
    admin.goto(f"{server.address}/accounts/people")
    admin.locator("tr", has_text="souad@example.ma").locator("a").click()
    admin.click("#closing .button--danger")
    expect(admin).to_have_url(f"{server.address}/accounts/people#closed")
    where = admin.get_attribute("#closed a", "href") or ""
    admin.close()
    return where


def create_workshop(desk: Page, title: str, organiser: str, axes: list[str]) -> str:
    """Create a workshop from the usual template; return its code."""
    desk.click("a[href='/desk/new']")
    desk.fill("[name=title]", title)
    desk.fill("[name=organiser]", organiser)
    desk.fill("[name=axes]", "\n".join(axes))
    desk.click("#new-workshop .button")
    return _code(desk)


def make_rehearsal(desk: Page, server: Server, source: str) -> str:
    """Make a rehearsal of a workshop, open it, and return its code."""
    desk.goto(f"{server.address}/desk/new")
    desk.click("#rehearse summary")
    desk.select_option("#rehearsal select", source)
    desk.click("#rehearsal .button")
    code = _code(desk)
    press_next(desk)
    return code


def _code(desk: Page) -> str:
    """Return the code of the workshop that the desk was led to."""
    desk.wait_for_url(re.compile(r"/desk/\d{6}/"))
    found = re.search(r"/desk/(\d{6})/", desk.url)
    assert found
    return found.group(1)


def press_next(desk: Page) -> None:
    """Press the one button, and wait until it names the next thing."""
    button = desk.locator("#next-button")
    before = button.inner_text()
    button.click()
    expect(button).not_to_have_text(before, use_inner_text=True)


def show_result(desk: Page) -> None:
    """Press the one button until everybody sees the result."""
    for _stage in range(Stage.ALL):
        press_next(desk)


def go_on_to(desk: Page, kind: str, steps: int = 12) -> None:
    """Press the one button until the room's screen shows a step of `kind`."""
    for _ in range(steps):
        if desk.locator(f"[data-step={kind}]").count():
            return
        press_next(desk)
    raise AssertionError(f"the agenda never came to {kind}")


def join(context: BrowserContext, server: Server, code: str) -> Page:
    """Join from a phone: the page of the QR, one tap."""
    page = context.new_page()
    sit_down(page, server, code)
    return page


def sit_down(page: Page, server: Server, code: str) -> None:
    """Join from a page that is open."""
    page.goto(f"{server.address}/J/{code}")
    page.click("button[form=join]")
    page.wait_for_url(f"{server.address}/w/{code}/")


def write(phone: Page, title: str, objective: str = "", axis: int = 0) -> None:
    """Open the form and fill it in; do not send it."""
    phone.click("a[href$='/proposals/new']")
    phone.check(f"#axis-{axis}", force=True)
    phone.fill("[name=title]", title)
    if objective:
        phone.fill("[name^=objectives] >> nth=0", objective)


def vote_for(phone: Page, *options: str) -> None:
    """Fill in the ballot that the room's page offers, and send it."""
    phone.click("a[href*='/votes/']")
    for option in options:
        phone.check(f"#mark-{option}", force=True)
    phone.click("button[form=ballot]")
    expect(phone.locator("[data-vote-state=open-in]")).to_be_visible()


def expect_bars(page: Page, wanted: list[tuple[str, int]]) -> None:
    """Wait until a page's bars say these names and numbers, in their order."""
    seen = page.locator(".bar").filter(visible=True)
    expect(seen.locator(".bar__name")).to_have_text([name for name, _ in wanted])
    expect(seen.locator(".bar__number")).to_have_text(
        [re.compile(rf"^\D*{number}\D*$") for _, number in wanted]
    )
