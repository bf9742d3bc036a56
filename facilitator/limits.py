"""How often something may be done. Pure: the time is passed in.

A whole room stands behind one address, so nothing here is ever counted by address:
keys are seats, workshops and codes. Each process counts for itself: with several
workers every bound is that many times higher, and so are the figures in the docstrings.
"""

from collections import OrderedDict
from dataclasses import dataclass

from facilitator.errors import N_, RuleBroken

DAY = 86_400  # seconds
MOST_KEYS = 20_000  # of one allowance; some 3 MB


class TooFast(RuleBroken):
    """More than anybody types or taps."""

    message = N_("That was too fast. Please wait a little and try again.")
    status = 429


@dataclass(slots=True)
class _Bucket:
    left: float
    filled_at: float


class Allowance:
    """For each key `burst` at once, then one every `each` seconds.

    Remembers `most` keys, and forgets the one that was not used for longest: it has
    had the most time to fill again.
    """

    def __init__(
        self,
        burst: int,
        each: float,
        refusal: type[RuleBroken] = TooFast,
        most: int = MOST_KEYS,
    ) -> None:
        self.burst, self.each, self._refusal, self._most = burst, each, refusal, most
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        """Return how many keys are remembered."""
        return len(self._buckets)

    def a_day(self) -> int:
        """Return how often at most something is done with one key in a day."""
        return int(self.burst + DAY / self.each)

    def take(self, key: str, at: float) -> None:
        """Count one time at the moment `at`, in seconds of any steady clock.

        Raises:
            RuleBroken: none is left; TooFast, or the refusal given.
        """
        bucket = self._bucket(key, at)
        gained = max(at - bucket.filled_at, 0) / self.each
        bucket.left = min(bucket.left + gained, self.burst)
        bucket.filled_at = at
        if bucket.left < 1:
            raise self._refusal()
        bucket.left -= 1

    def give_back(self, key: str) -> None:
        """Forget the last time: it was harmless."""
        bucket = self._buckets.get(key)
        if bucket is not None:
            bucket.left = min(bucket.left + 1, self.burst)

    def _bucket(self, key: str, at: float) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self.burst, at)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        return bucket
