"""An open page: its live parts follow the stream, as live.js and stream.js do."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from time import perf_counter

import gevent

from facilitator.rehearsing.browser import Browser
from facilitator.rehearsing.ledger import Act
from facilitator.rehearsing.pages import LivePart, live_parts
from facilitator.rehearsing.wire import Wire

PAUSE = 1.0  # seconds between two fetches of one part
RECONNECT = 2.0  # what the server tells browsers
LONGEST = 4.0  # the longest wait between two tries
UNCHANGED = 304

Heard = Callable[[str, int], None]
Swapped = Callable[[str, str], None]


class LivePage:
    """One page with its stream. `heard(topic, version)` tells of each frame.

    `swapped(part, html)` tells of each part that was put in; html is empty where
    the part was as before.
    """

    def __init__(
        self,
        browser: Browser,
        path: str,
        html: str,
        dice: Random,
        act: Act | None = None,
    ) -> None:
        self.browser = browser
        self.path = path
        self.heard: Heard = lambda _topic, _version: None
        self.swapped: Swapped = lambda _part, _html: None
        self.is_connected = False
        self._dice = dice
        self._act = act
        self._parts = {part.id: part for part in live_parts(html)}
        self._etags: dict[str, str] = {}
        self._busy: set[str] = set()
        self._stale: set[str] = set()
        self._wire: Wire | None = None
        self._greenlets: list[gevent.Greenlet] = []

    def is_current(self, part: str) -> bool:
        """Whether it listens, and a part is as new as what was heard."""
        return self.is_connected and part not in self._busy

    def open(self) -> None:
        """Begin to listen, in the background."""
        urls = sorted({part.url for part in self._parts.values()})
        self._greenlets += [gevent.spawn(self._keep_listening, url) for url in urls]

    def close(self) -> None:
        """Leave the page."""
        own = gevent.getcurrent()
        gevent.killall([one for one in self._greenlets if one is not own], block=False)
        self._greenlets.clear()
        self.drop()

    def drop(self) -> None:
        """Lose the stream, as behind a wall; it comes back by itself."""
        self.is_connected = False
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _keep_listening(self, url: str) -> None:
        failures = 0
        while True:
            failures = 0 if self._listened(url) else failures + 1
            waits = min(0.5 * 2**failures, LONGEST) if failures else RECONNECT
            gevent.sleep(waits * (0.5 + self._dice.random() / 2))

    def _listened(self, url: str) -> bool:
        """Follow the stream until it ends; return whether there was one."""
        began, ledger = perf_counter(), self.browser.ledger
        try:
            wire, answer, rest = self.browser.listen(url)
        except OSError as error:
            ledger.fail(Act.CONNECT, type(error).__name__)
            return False
        try:
            if not answer.is_good:
                ledger.fail(Act.CONNECT, str(answer.status))
                return False
            ledger.note(Act.CONNECT, perf_counter() - began)
            self._follow(wire, rest)
            return True
        finally:
            wire.close()

    def _follow(self, wire: Wire, data: bytes) -> None:
        """Read frames until the stream ends."""
        self._wire, self.is_connected = wire, True
        for part in list(self._parts.values()):
            self._refresh(part, announced=False)
        with suppress(OSError):  # it comes back by itself
            self._read(wire, data)
        if self._wire is wire:
            self._wire, self.is_connected = None, False

    def _read(self, wire: Wire, data: bytes) -> None:
        topic = ""
        while True:
            *lines, data = data.split(b"\n")
            for line in lines:
                name, _, value = line.decode().strip().partition(": ")
                if name == "event":
                    topic = value
                elif name == "data" and topic:
                    self._hear(topic, int(value))
                    topic = ""
            piece = wire.more()
            if not piece:
                return
            data += piece

    def _hear(self, topic: str, version: int) -> None:
        self.heard(topic, version)
        for part in list(self._parts.values()):
            if topic in part.topics:
                self._refresh(part, announced=True)

    def _refresh(self, part: LivePart, *, announced: bool) -> None:
        self._stale.add(part.id)
        if part.id not in self._busy:
            self._busy.add(part.id)
            self._greenlets = [one for one in self._greenlets if not one.dead]
            self._greenlets.append(gevent.spawn(self._renew, part, announced))

    def _renew(self, part: LivePart, announced: bool) -> None:
        """Fetch a part until it is as new as what was heard."""
        if announced:
            gevent.sleep(self._dice.random() * part.spread)
        while part.id in self._stale and self._parts.get(part.id) is part:
            self._stale.discard(part.id)
            self._fetch(part)
            gevent.sleep(PAUSE)
        self._busy.discard(part.id)

    def _fetch(self, part: LivePart) -> None:
        headers = {"Accept": "text/html", "X-Part": part.id}
        if etag := self._etags.get(part.id):
            headers["If-None-Match"] = etag
        act = self._act or Act.CHANGED
        browser = self.browser
        try:
            answer = browser.get(self.path, act, headers)
        except OSError:
            return
        if answer.status == UNCHANGED:
            self.swapped(part.id, "")
        elif answer.is_good and not answer.header("location"):
            self._etags[part.id] = answer.header("etag")
            html = answer.text
            self._put_in(part, html)
            self.swapped(part.id, html)

    def _put_in(self, part: LivePart, html: str) -> None:
        """Let the live parts inside a part be those of its new content."""
        fresh = {one.id: one for one in live_parts(html)}
        for gone in part.within:
            if gone not in fresh:
                self._parts.pop(gone, None)
        for name, one in fresh.items():
            if name not in self._parts:
                self._parts[name] = one
        part.within = list(fresh)
