"""Carry announcements from committed units of work to those who listen.

A room of phones voting at once makes one row and one event, not a thousand.
"""

import logging
import threading
from collections.abc import Callable, Set
from time import perf_counter

from facilitator.live.actions import announced, be_quiet, raise_version
from facilitator.live.queries import versions_of
from facilitator.moments import Noted, told_with
from facilitator.serving.hub import Hub
from facilitator.units import Units

BEAT = 0.25  # seconds between two events of the same topic
# Rare, and a whole room waits for them: told at once.
URGENT = frozenset({"step", "result"})
LOOK = 0.25  # seconds between two looks for what other processes wrote
REST = 2.0  # seconds after a failure: a full disk is not emptied faster

log = logging.getLogger(__name__)


class Feed:
    """The feed of one process: hears its units of work, tells its hub."""

    def __init__(self, units: Units, hub: Hub) -> None:
        self._units = units
        self._hub = hub
        self._mutex = threading.Lock()
        self._changed: set[tuple[int, str]] = set()
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._news = threading.Event()
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        units.after_commit(self._hear)

    def start(self) -> None:
        """Flush from now on, in the background, and look for others' changes."""
        self._run(self._keep_flushing, "feed")
        if self._units.are_shared:
            self._run(self._keep_looking, "feed of others")

    def stop(self) -> None:
        """Flush a last time."""
        self._stopped.set()
        for waiting in (self._hurry, self._wake, self._news):
            waiting.set()
        for thread in self._threads:
            thread.join()
        _try(self.flush)
        if self._units.are_shared:
            _try(self.look)

    def flush(self) -> None:
        """Store and tell what was announced since the last flush."""
        with self._mutex:
            changed, self._changed = self._changed, set()
        if not changed:
            return
        started, forgotten = perf_counter(), self._hub.forgotten
        try:
            raised = self._raise_versions(changed)
        except Exception:
            self._keep(changed)
            raise
        if self._hub.forgotten != forgotten:  # its versions are not for the next one
            self._keep(changed)
            return
        for workshop_id, topic, version in raised:
            self._hub.publish(workshop_id, topic, version)
        self._units.measures.flushes.observe(perf_counter() - started)

    def _keep(self, changed: set[tuple[int, str]]) -> None:
        """Leave it to the next flush."""
        with self._mutex:
            self._changed |= changed
        self._wake.set()

    def look(self) -> None:
        """Tell what is stored of the workshops listened to here.

        Others stored it, or a unit of ours with its change.
        """
        listened_to = self._hub.workshops()
        if not listened_to:
            return
        with self._units.reading() as session:
            found = versions_of(session, listened_to)
        for workshop_id, topic, version in found:
            self._hub.publish(workshop_id, topic, version)

    def _hear(self, unit: Noted) -> None:
        stored = told_with(unit) if self._units.are_shared else frozenset()
        if _is_urgent(stored):
            self._news.set()
        if changed := announced(unit) - stored:
            with self._mutex:
                self._changed |= changed
            if _is_urgent(changed):
                self._hurry.set()
            self._wake.set()

    def _raise_versions(
        self, changed: set[tuple[int, str]]
    ) -> list[tuple[int, str, int]]:
        raised = []
        with self._units.writing() as session:
            be_quiet(session)
            for workshop_id, topic in sorted(changed):  # one order: no deadlocks
                version = raise_version(session, workshop_id, topic)
                if version is not None:
                    raised.append((workshop_id, topic, version))
        return raised

    def _keep_flushing(self) -> None:
        is_well = True
        while not self._stopped.is_set():
            # Asked first, as in batches: gevent's wait() can lose its limit.
            if not self._hurry.is_set():
                self._hurry.wait(BEAT if is_well else REST)
            self._hurry.clear()
            while not (self._wake.is_set() or self._wake.wait(LOOK)):
                pass
            self._wake.clear()
            is_well = _try(self.flush, is_news=is_well)

    def _keep_looking(self) -> None:
        is_well = True
        while not self._stopped.is_set():
            if not self._news.is_set():  # asked first, likewise
                self._news.wait(LOOK if is_well else REST)
            self._news.clear()
            is_well = _try(self.look, is_news=is_well)

    def _run(self, target: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=target, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()


def _is_urgent(changed: Set[tuple[int, str]]) -> bool:
    return any(topic in URGENT for _workshop_id, topic in changed)


def _try(action: Callable[[], None], *, is_news: bool = True) -> bool:
    """Call `action`, and say whether it went well: a failure must not end the feed.

    The second failure in a row is no news, and fills no log.
    """
    try:
        action()
    except Exception:
        if is_news:
            log.exception("the change feed stumbled")
        return False
    return True
