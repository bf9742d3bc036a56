"""How long a count may take."""

import time
from collections.abc import Callable

from facilitator.errors import N_, RuleBroken


class CountTooLong(RuleBroken):
    """The count was given up: it took longer than it may."""

    message = N_(
        "Counting takes longer than it may, and was stopped. "
        "The ballots are safe; count again, or export them and count elsewhere."
    )


class Deadline:
    """A time limit that loops ask; `seconds` run from its making.

    `clock` returns seconds that never go back; tests bring their own.
    """

    def __init__(
        self, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self._clock() >= self._end

    def check(self) -> None:
        """Go on while there is time.

        Raises:
            CountTooLong: the time is up.
        """
        if self.is_over:
            raise CountTooLong()
