"""Every page of Facilitator, in every language and theme: for pictures and checks.

The tour drives the demo's Kenitra from the lobby to the report, and at each stop
opens what phones, desk and projector show then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import acting
from tests.browsing import Server, laptop, phone

KENITRA = "314159"
INVENTED = "161803"
LANGUAGES = ("ar", "fr", "en")
VOTE = f"/w/{KENITRA}/votes/1"
# (step of the agenda, what phones open there, what the desk opens)
STOPS: tuple[tuple[str, dict[str, str], dict[str, str]], ...] = (
    (
        "reception",
        {
            "reception": "",
            "seat": "seat",
            "notice": "notice",
            "mine": "mine/",
            "mine-erasing": "mine/erasing",
        },
        {
            "control": "",
            "setup": "setup",
            "log": "log/",
            "log-compared": f"log/?digest={0:016}",
            "privacy": "privacy/",
            "purge": "privacy/purge",
            "person": "privacy/person",
            "register": "privacy/register",
        },
    ),
    ("opening", {"opening": ""}, {}),
    ("presentation", {"presentation": ""}, {}),
    ("writing", {"writing": "", "write": "proposals/new"}, {"control-writing": ""}),
    ("tables", {"tables": "", "proposals": "proposals/"}, {}),
    ("report_back", {"report-back": ""}, {}),
    ("merging", {"merging": ""}, {}),
    (
        "vote",
        {
            "vote": "",
            "ballot": "votes/1/",
            "vote-about": "votes/1/about",
            "slip-enter": "slip",
        },
        {
            "slips": "slips",
            "paper": "votes/1/paper/",
            "hands": "votes/1/hands/",
            "tablet": "kiosk/",
        },
    ),
)


@dataclass
class Sight:
    """A page to look at. `kind` is phone, desk or screen."""

    name: str
    kind: str
    language: str
    theme: str
    page: Page


class Tour:
    """The visitors: in each language and theme a phone, a stranger and a desk."""

    def __init__(
        self, server: Server, chromium: Browser, languages: tuple[str, ...] = LANGUAGES
    ) -> None:
        self.server = server
        self.chromium = chromium
        self.languages = languages
        self.driver = acting.enter_demo(laptop(chromium), server)
        self.driver.goto(self._at(f"/desk/{KENITRA}/"))
        self.variants = list(product(languages, ("light", "dark")))
        self.phones: dict[tuple[str, str], Page] = {}
        self.strangers: dict[tuple[str, str], Page] = {}
        self.desks: dict[tuple[str, str], Page] = {}
        for variant in self.variants:
            language, theme = variant
            dark = theme == "dark"
            context = phone(chromium, language, dark=dark)
            self.phones[variant] = acting.join(context, server, KENITRA)
            self.strangers[variant] = phone(chromium, language, dark=dark).new_page()
            self.desks[variant] = self._desk(language, dark=dark).new_page()

    def _desk(self, language: str, *, dark: bool) -> BrowserContext:
        context = laptop(self.chromium, language, dark=dark)
        context.add_cookies(self.driver.context.cookies())
        context.add_cookies(
            [{"name": "language", "value": language, "url": self.server.address}]
        )
        return context

    def _at(self, path: str) -> str:
        return self.server.address + path

    def _look(self, kind: str, name: str, path: str) -> Iterator[Sight]:
        """Open a page for every variant of a kind of visitor."""
        visitors = {
            "phone": self.phones,
            "stranger": self.strangers,
            "desk": self.desks,
        }[kind]
        shown = "phone" if kind == "stranger" else kind
        for (language, theme), page in visitors.items():
            page.goto(self._at(path))
            page.evaluate("document.fonts.ready.then(() => true)")
            yield Sight(name, shown, language, theme, page)

    def _screen(self, name: str, code: str = KENITRA) -> Iterator[Sight]:
        """Open the projector, which speaks the workshop's language alone."""
        page = self.driver.context.new_page()
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(self._at(f"/screen/{code}/"))
        page.evaluate("document.fonts.ready.then(() => true)")
        yield Sight(f"screen-{name}", "screen", "ar", "light", page)
        page.close()

    def sights(self) -> Iterator[Sight]:
        """Yield every page, in the order of a workshop."""
        yield from self._doors()
        for kind, phones, desks in STOPS:
            acting.go_on_to(self.driver, kind)
            for name, path in phones.items():
                yield from self._look("phone", name, f"/w/{KENITRA}/{path}")
            for name, path in desks.items():
                yield from self._look("desk", name, f"/desk/{KENITRA}/{path}")
            yield from self._screen(kind)
            if kind == "reception":
                yield from self._prepared()
            if kind == "writing":
                yield from self._proposed()
        yield from self._voted()
        yield from self._afterwards()
        yield from self._rehearsed()

    def _doors(self) -> Iterator[Sight]:
        yield from self._look("stranger", "join", f"/J/{KENITRA}")
        yield from self._look("stranger", "come-back", f"/J/{KENITRA}/return")
        yield from self._look("stranger", "nothing-here", "/w/999999/")
        yield from self._look("stranger", "sign-in", "/accounts/sign-in")
        guest = laptop(self.chromium)
        erasing = acting.let_leave(self.driver.context, guest.new_page(), self.server)
        guest.close()
        for name, path in {
            "workshops": "/desk/",
            "new": "/desk/new",
            "account": "/accounts/",
            "people": "/accounts/people",
            "close-account": "/accounts/closing",
            "erase-account": erasing,
            "report-invented": f"/desk/{INVENTED}/report",
        }.items():
            yield from self._look("desk", name, path)

    def _prepared(self) -> Iterator[Sight]:
        page = self.driver.context.new_page()
        page.goto(self._at(f"/desk/{KENITRA}/setup"))
        path = page.get_attribute("#votes .row__link", "href") or ""
        page.close()
        yield from self._look("desk", "prepare-vote", path)

    def _proposed(self) -> Iterator[Sight]:
        for page in self.phones.values():
            self._propose(page, KENITRA)
        yield from self._look("phone", "written", f"/w/{KENITRA}/")

    def _propose(self, page: Page, code: str) -> None:
        page.goto(self._at(f"/w/{code}/"))
        acting.write(page, "WiFi مجاني في دار الشباب", "تقليص الفجوة الرقمية")
        page.click("button[form=proposal]")
        page.wait_for_url(self._at(f"/w/{code}/"))

    def _voted(self) -> Iterator[Sight]:
        for number, page in enumerate(self.phones.values()):
            page.goto(self._at(f"/w/{KENITRA}/"))
            acting.vote_for(page, "P1", f"P{2 + number % 2}")
        yield from self._look("phone", "voted", f"{VOTE}/")
        yield from self._look("desk", "control-vote", f"/desk/{KENITRA}/")
        yield from self._screen("voting")
        acting.press_next(self.driver)  # close
        yield from self._look("phone", "closed", f"/w/{KENITRA}/")
        yield from self._screen("closed")
        acting.show_result(self.driver)
        yield from self._look("phone", "results", f"/w/{KENITRA}/")
        yield from self._look("phone", "receipts", f"{VOTE}/receipts")
        yield from self._look("desk", "control-results", f"/desk/{KENITRA}/")
        yield from self._screen("results")

    def _afterwards(self) -> Iterator[Sight]:
        acting.go_on_to(self.driver, "closing")
        yield from self._look("phone", "closing", f"/w/{KENITRA}/")
        yield from self._screen("closing")
        acting.press_next(self.driver)  # end
        expect(self.driver.locator("a#next-button")).to_be_visible()
        yield from self._look("phone", "ended", f"/w/{KENITRA}/")
        yield from self._look("desk", "report", f"/desk/{KENITRA}/report")
        yield from self._look("stranger", "home", "/")

    def _rehearsed(self) -> Iterator[Sight]:
        """Show the band of a rehearsal on every kind of page."""
        code = acting.make_rehearsal(self.driver, self.server, KENITRA)
        for page in self.phones.values():
            acting.sit_down(page, self.server, code)
        yield from self._look("phone", "rehearsal-reception", f"/w/{code}/")
        yield from self._look("desk", "rehearsal-control", f"/desk/{code}/")
        yield from self._look("desk", "rehearsal-report", f"/desk/{code}/report")
        yield from self._look("desk", "rehearsal-wiping", f"/desk/{code}/wiping")
        yield from self._screen("rehearsal", code)
        acting.go_on_to(self.driver, "writing")
        for page in islice(self.phones.values(), 2):  # a vote asks for two
            self._propose(page, code)
        acting.go_on_to(self.driver, "vote")
        yield from self._look("phone", "rehearsal-ballot", f"/w/{code}/votes/1/")

    def close(self) -> None:
        for page in (
            *self.phones.values(),
            *self.strangers.values(),
            *self.desks.values(),
            self.driver,
        ):
            page.context.close()
