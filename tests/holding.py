"""A network that keeps back what the server answered, so that people can be faster."""

from time import monotonic

from playwright.sync_api import APIResponse, Page, Route

from tests.browsing import HOST

PATIENCE = 60  # seconds until something is sent; the machine may be busy
WATCH = """(element) => {
  window.said = [];
  const look = () => window.said.push(element.className);
  new MutationObserver(look).observe(element, {
    attributes: true, childList: true, characterData: true, subtree: true,
  });
}"""


class Answers:
    """The answers to what a page sends to an address: each waits to be let go.

    The server has taken what is sent when `wait` returns.
    """

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._held: list[tuple[Route, APIResponse]] = []
        self._is_open = self._is_cut = False
        self.sent: list[str] = []
        page.route(address, self._hold)

    def _hold(self, route: Route) -> None:
        if route.request.method != "POST" or self._is_open:
            route.fallback()
            return
        if self._is_cut:
            route.abort()
            return
        self.sent.append(route.request.post_data or "")
        at = route.request.url.replace(HOST, "127.0.0.1")  # a name for Chromium alone
        self._held.append((route, route.fetch(url=at, max_redirects=0)))

    def wait(self) -> None:
        """Wait until an answer is held."""
        end = monotonic() + PATIENCE
        while not self._held:
            assert monotonic() < end, "nothing was sent"
            self._page.wait_for_timeout(20)  # lets the page's requests come through

    def let_go(self) -> None:
        """Let the page have the answer that is held."""
        self.wait()
        route, answer = self._held.pop(0)
        route.fulfill(response=answer)

    def lose(self) -> None:
        """Let the answer that is held get lost, as without a network."""
        self.wait()
        route, _answer = self._held.pop(0)
        route.abort()

    def cut(self) -> None:
        """Let the held answer get lost; then nothing gets through until `open`."""
        self._is_cut = True
        self.lose()

    def open(self) -> None:
        """Hold nothing back from now on."""
        self._is_open = True

    @property
    def is_one_at_a_time(self) -> bool:
        """Whether nothing was sent beside what waits for its answer."""
        return len(self._held) <= 1


def watch(page: Page, selector: str) -> None:
    """Note from now on how an element looks each time that it changes."""
    page.locator(selector).evaluate(WATCH)


def said(page: Page) -> list[str]:
    """Return the classes that the watched element had, in their order."""
    seen: list[str] = page.evaluate("window.said")
    return seen
