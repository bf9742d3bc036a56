"""Work that takes milliseconds of processor time, kept off the server's loop.

Each kind has threads of its own: a room that joins holds up no count, and neither
holds up the commits, which have gevent's own pool.
"""

import os
from collections.abc import Callable
from functools import lru_cache
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar, cast

from gevent.monkey import is_module_patched
from gevent.threadpool import ThreadPool

from facilitator.errors import N_, RuleBroken

Result = TypeVar("Result")

# One processor is left for the loop, on which everybody waits.
DERIVING = max(1, (os.cpu_count() or 1) - 1)
LONG = 2


class TooManyAtOnce(RuleBroken):
    """The queue for work that costs the processor much is full."""

    message = N_(
        "Very many people are coming in at this moment. Please try again in a few "
        "seconds."
    )
    status = 503


def off_loop(work: Callable[..., Result], *arguments: object) -> Result:
    """Return ``work(*arguments)``, computed in a thread when gevent runs the server.

    For work of some tens of milliseconds. Everywhere else (tests, commands) it is
    simply called.
    """
    return _computed("deriving", work, arguments)


def long_off_loop(work: Callable[..., Result], *arguments: object) -> Result:
    """Likewise, for work of seconds: a count, a copy of the database."""
    return _computed("long", work, arguments)


def _computed(
    kind: str, work: Callable[..., Result], arguments: tuple[object, ...]
) -> Result:
    if not is_module_patched("threading"):
        return work(*arguments)
    return cast(Result, _pool(kind).apply(work, arguments))


@lru_cache
def _pool(kind: str) -> Any:
    return ThreadPool(DERIVING if kind == "deriving" else LONG)


class Queue:
    """Lets `at_once` pieces of slow work run; `most` more wait, the next is refused.

    So a flood of them takes neither all processors nor all memory from the room.
    """

    def __init__(self, *, at_once: int, most: int) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._mutex = Lock()
        self._room = at_once + most

    def off_loop(self, work: Callable[..., Result], *arguments: object) -> Result:
        """Return ``work(*arguments)``, computed off the loop when its turn comes.

        Raises:
            TooManyAtOnce: the queue is full.
        """
        with self._mutex:
            if self._room == 0:
                raise TooManyAtOnce()
            self._room -= 1
        try:
            with self._turns:
                return off_loop(work, *arguments)
        finally:
            with self._mutex:
                self._room += 1
