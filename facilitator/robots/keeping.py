"""Keep the robots that were let in: bring them, look after them, see them off.

Which sets there are is in the database, so whoever is asked may send them away, also
another server. Each server keeps the processes of the sets that it was asked for.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from sqlalchemy.orm import Session

from facilitator.robots import actions
from facilitator.robots.models import Robots
from facilitator.robots.process import Process
from facilitator.robots.rules import BEAT
from facilitator.units import Units
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status

LOOK = 1.0  # seconds between two looks at what the desk wants

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """What the database says of a set. `status` is its workshop's."""

    code: str
    number: int
    status: Status


class Keeper:
    """The sets of robots that this server keeps. `url` is the server's own."""

    def __init__(self, units: Units, url: str) -> None:
        self._units = units
        self._url = url
        self._stopped = threading.Event()
        self._kept: list[_Set] = []

    def start(self) -> None:
        """Nothing is kept yet."""

    def stop(self) -> None:
        """End every set, and wait for that."""
        self._stopped.set()
        self.look()
        for kept in self._kept:
            kept.thread.join()

    def keep(self, workshop_id: int, key: str) -> None:
        """Bring a set that was let in, and keep it until it is to leave."""
        self._kept = [kept for kept in self._kept if kept.thread.is_alive()]
        kept = _Set(self._units, self._url, workshop_id, key, self._stopped)
        self._kept.append(kept)
        kept.thread.start()

    def look(self) -> None:
        """Look at once at what the desk wants."""
        for kept in self._kept:
            kept.wake.set()


class _Set:
    """One set of robots, and the thread that looks after it."""

    def __init__(
        self, units: Units, url: str, workshop_id: int, key: str, stop: threading.Event
    ) -> None:
        self.wake = threading.Event()
        self.thread = threading.Thread(target=self._run, name="robots", daemon=True)
        self._process: Process | None = None
        self._units = units
        self._url = url
        self._id = (workshop_id, key)
        self._stopped = stop
        self._told = (0, monotonic())  # how many were inside, when that was noted

    def _run(self) -> None:
        """Look after the set until it is to leave, or has left."""
        failed = True
        try:
            failed = self._look_after()
        except Exception:
            log.exception("robots could not be kept")
        finally:
            if self._process is not None:
                self._process.end()
            with _logged():
                self._note_end(failed=failed)

    def _look_after(self) -> bool:
        """Return, once the set has to leave, whether something went wrong."""
        while (order := self._order()) is not None:
            if self._stopped.is_set():
                return True  # no fault of theirs, but they did not leave by themselves
            if self._process is None and order.status is Status.OPEN:
                self._process = Process(self._url, order.code, order.number)
            if self._process is not None and self._process.has_ended:
                return self._has_failed(self._process)
            with _logged():
                self._note_sign()
            # Asked first: gevent's wait() may lose its limit.
            if not self.wake.is_set():
                self.wake.wait(LOOK)
            self.wake.clear()
        return False

    def _has_failed(self, process: Process) -> bool:
        if process.has_failed:
            process.end()  # all that it said is read then
            log.warning("robots ended: %s", process.said)
            return True
        return False

    def _order(self) -> Order | None:
        """Return what is wanted of the set; None when it is to leave."""
        with self._units.reading() as session:
            robots = self._robots(session)
            if robots is None or robots.ended_at:
                return None
            workshop = session.get_one(Workshop, robots.workshop_id)
            if workshop.status is Status.ENDED:
                return None
            return Order(workshop.code, robots.number, workshop.status)

    def _note_sign(self) -> None:
        """Note that the set lives: when that is news, and now and then."""
        seated = self._process.seated if self._process else 0
        before, when = self._told
        if seated == before and monotonic() - when < BEAT.total_seconds():
            return
        with self._units.writing() as session:
            if robots := self._robots(session, is_changed=True):
                actions.note_sign(session, robots, seated)
        self._told = (seated, monotonic())

    def _note_end(self, *, failed: bool) -> None:
        with self._units.writing() as session:
            if robots := self._robots(session, is_changed=True):
                actions.note_end(session, robots, failed=failed)

    def _robots(self, session: Session, *, is_changed: bool = False) -> Robots | None:
        """Return the set, unless it is wiped or another has come since."""
        workshop_id, key = self._id
        robots = session.get(Robots, workshop_id, with_for_update=is_changed or None)
        return robots if robots and robots.key == key else None


@contextmanager
def _logged() -> Iterator[None]:
    """Log what the database refuses: a full disk sends no robots away."""
    try:
        yield
    except Exception:
        log.exception("a sign of robots could not be noted")
