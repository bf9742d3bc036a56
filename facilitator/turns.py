"""A fair lock: whoever came first is next. Holders are objects, not threads.

Built on `threading`, so that it serves plain threads and, in a process patched by
gevent, greenlets.
"""

import threading
import weakref
from collections import deque
from dataclasses import dataclass, field
from time import monotonic

from facilitator.errors import N_, RuleBroken

LOOK = 0.5  # seconds between two looks for a holder that is gone


class TooBusy(RuleBroken):
    """The turn did not come in time."""

    message = N_("Too many people are writing at this moment. Please try again.")
    status = 503


@dataclass(eq=False)
class _Place:
    """A place in the queue."""

    holder: object
    thread: int = field(default_factory=threading.get_ident)
    reached: threading.Event = field(default_factory=threading.Event)


class Turns:
    """Gives the turn to one holder at a time, in order of arrival.

    A holder that is garbage-collected without giving its turn back (its thread
    died) loses it to the next.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._queue: deque[_Place] = deque()
        self._holder: weakref.ref[object] | None = None
        self._thread = 0

    @property
    def waiting(self) -> int:
        """The number of holders in the queue."""
        return len(self._queue)

    def take(self, holder: object, patience: float) -> None:
        """Wait at most `patience` seconds for the turn of `holder`.

        When this raises, `held_by` still says whether the turn came meanwhile.

        Raises:
            TooBusy: the turn did not come in time.
            RuntimeError: this thread has the turn already, and would wait for itself.
        """
        place = _Place(holder)
        with self._mutex:
            if self._is_free():
                self._give(place)
                return
            if self._thread == place.thread:
                raise RuntimeError("this thread is already inside a unit of work")
            self._queue.append(place)
        try:
            self._wait(place, monotonic() + patience)
        except BaseException:
            with self._mutex:
                if place in self._queue:
                    self._queue.remove(place)
            raise

    def held_by(self, holder: object) -> bool:
        """Say whether `holder` has the turn."""
        return self._holder is not None and self._holder() is holder

    def hand_over(self) -> bool:
        """Give the turn to the next in the queue; keep it when there is none."""
        with self._mutex:
            if self._queue:
                self._give(self._queue.popleft())
                return True
            return False

    def release(self) -> None:
        """Give the turn to the next in the queue, or to whoever comes."""
        with self._mutex:
            if self._queue:
                self._give(self._queue.popleft())
            else:
                self._holder = None

    def is_abandoned(self) -> bool:
        """Say whether the holder is gone and nobody is there to take over."""
        return self._holder is not None and self._is_free() and not self._queue

    def _wait(self, place: _Place, deadline: float) -> None:
        # Asked first: gevent's wait() has no limit on an event that is just set.
        while not (place.reached.is_set() or place.reached.wait(LOOK)):
            with self._mutex:
                if self._is_free() and self._queue:
                    self._give(self._queue.popleft())
            if monotonic() > deadline and not place.reached.is_set():
                raise TooBusy

    def _is_free(self) -> bool:
        return self._holder is None or self._holder() is None

    def _give(self, place: _Place) -> None:
        self._holder, self._thread = weakref.ref(place.holder), place.thread
        place.reached.set()
