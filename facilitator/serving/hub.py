"""The hub: tells whoever listens to a workshop which topic changed.

It writes one small frame to each listener, without waiting: a listener that does
not take it whole is dropped, and comes back by itself (EventSource reconnects).
"""

import random
import threading
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from time import sleep
from typing import Protocol

from facilitator.measures import Measures

PING = b"event: ping\ndata: 0\n\n"  # an event: scripts do not see comments
PING_EVERY = 15.0  # seconds; finds dead connections, keeps proxies from closing
SOONEST, LATEST = 500, 3000  # milliseconds before a browser comes back
AT_ONCE = 100  # listeners written to before others get the processor


class Listener(Protocol):
    """A socket that does not block, or what behaves like one."""

    def send(self, frame: bytes, /) -> int:
        """Take `frame`, and say how much of it."""

    def close(self) -> None:
        """Take nothing more."""


def frame(topic: str, version: int) -> bytes:
    """Return the event that tells that `topic` reached `version`."""
    if not topic.isprintable():
        raise ValueError(f"a topic is one word: {topic!r}")
    return f"id: {topic}-{version}\nevent: {topic}\ndata: {version}\n\n".encode()


def come_back() -> bytes:
    """Return the frame that says when to come back once the stream ends.

    Each listener is told another time: a whole country must not come at once when
    a server stops, or dies.
    """
    pause = random.randint(SOONEST, LATEST)  # noqa: S311 -- no secret
    return f"retry: {pause}\n\n".encode()


class Hub:
    """The listeners of this process, by workshop."""

    def __init__(self, measures: Measures | None = None) -> None:
        self._measures = measures or Measures()
        self._measures.follow(
            "facilitator_streams",
            "Streams that are open.",
            lambda: sum(map(len, list(self._listeners.values()))),
        )
        self._mutex = threading.Lock()
        self._listeners: dict[int, set[Listener]] = {}
        self._newest: defaultdict[int, dict[str, int]] = defaultdict(dict)
        self._closed = threading.Event()
        self.forgotten = 0  # workshops

    def add(
        self, workshop_id: int, listener: Listener, versions: Mapping[str, int] = {}
    ) -> None:
        """Let `listener` hear of the workshop, starting with where its topics are.

        `versions` is what the caller read from the database; what was published
        since then wins. It may be news to those who came before: another server
        stored it, or our own feed has not told it yet.
        """
        for topic, version in versions.items():
            self.publish(workshop_id, topic, version)
        with self._mutex:
            newest = self._newest[workshop_id]
            greeting = b"".join(frame(*item) for item in newest.items())
            if not self._closed.is_set() and _took(listener, greeting or PING):
                self._listeners.setdefault(workshop_id, set()).add(listener)
                return
        _close(listener)

    def remove(self, workshop_id: int, listener: Listener) -> None:
        """Close `listener`. Nothing happens when it left before."""
        with self._mutex:
            others = self._listeners.get(workshop_id, set())
            others.discard(listener)
            if not others:
                self._listeners.pop(workshop_id, None)
        _close(listener)

    def publish(self, workshop_id: int, topic: str, version: int) -> None:
        """Tell all listeners of the workshop, unless they know this version.

        It is remembered for those who are about to come with what they read before.
        """
        event = frame(topic, version)
        with self._mutex:
            newest = self._newest[workshop_id]
            if newest.get(topic, -1) >= version:
                return
            newest[topic] = version
        self._deliver(workshop_id, event)

    def forget(self, workshop_id: int) -> None:
        """Let go of a workshop that is no more: SQLite gives its number again."""
        for listener in self._listening(workshop_id):
            self.remove(workshop_id, listener)
        with self._mutex:
            self._newest.pop(workshop_id, None)
            self.forgotten += 1

    def publish_everywhere(self, topic: str) -> None:
        """Tell all listeners of this process of a change that is in no database."""
        for workshop_id in self.workshops():
            version = self._newest[workshop_id].get(topic, 0) + 1
            self.publish(workshop_id, topic, version)

    def ping(self) -> None:
        """Write to every listener, so that those that are gone are dropped."""
        for workshop_id in self.workshops():
            self._deliver(workshop_id, PING)

    def count(self, workshop_id: int) -> int:
        """Return how many listen to the workshop in this process."""
        return len(self._listeners.get(workshop_id, ()))

    def workshops(self) -> list[int]:
        """Return the workshops that somebody listens to in this process."""
        with self._mutex:
            return list(self._listeners)

    def start(self) -> None:
        """Ping from now on, in the background, until `close()`."""
        threading.Thread(target=self._keep_pinging, name="hub", daemon=True).start()

    def close(self) -> None:
        """Send all listeners elsewhere and close them, and each that comes later."""
        self._closed.set()
        for workshop_id in self.workshops():
            for number, listener in enumerate(self._listening(workshop_id), start=1):
                _took(listener, come_back())
                self.remove(workshop_id, listener)
                _let_others_in(number)

    def _keep_pinging(self) -> None:
        while not self._closed.wait(PING_EVERY):
            self.ping()

    def _listening(self, workshop_id: int) -> list[Listener]:
        with self._mutex:
            return list(self._listeners.get(workshop_id, ()))

    def _deliver(self, workshop_id: int, event: bytes) -> None:
        number = dropped = 0
        for number, listener in enumerate(self._listening(workshop_id), start=1):
            if not _took(listener, event):
                self.remove(workshop_id, listener)
                dropped += 1
            _let_others_in(number)
        self._measures.frames.inc(number - dropped)
        self._measures.dropped.inc(dropped)


def _let_others_in(number: int) -> None:
    if number % AT_ONCE == 0:
        sleep(0)


def _took(listener: Listener, event: bytes) -> bool:
    try:
        return listener.send(event) == len(event)
    except OSError:
        return False


def _close(listener: Listener) -> None:
    with suppress(OSError):
        listener.close()
