"""Work that takes milliseconds of processor time, kept off the server's loop."""

from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from typing import TypeVar, cast

from gevent import get_hub
from gevent.monkey import is_module_patched

from facilitator.errors import N_, RuleBroken

Result = TypeVar("Result")


class TooManyAtOnce(RuleBroken):
    """The queue for work that costs the processor much is full."""

    message = N_(
        "Very many people are coming in at this moment. Please try again in a few "
        "seconds."
    )
    status = 503


def off_loop(work: Callable[..., Result], *arguments: object) -> Result:
    """Return ``work(*arguments)``, computed in a thread when gevent runs the server.

    Everywhere else (tests, commands) it is simply called.
    """
    if not is_module_patched("threading"):
        return work(*arguments)
    return cast(Result, get_hub().threadpool.apply(work, arguments))


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
