"""Searching for a number by trying."""

from collections.abc import Callable


def least(suffices: Callable[[int], bool], most: int) -> int | None:
    """Return a number from 1 to `most` that suffices while one fewer does not.

    0 is taken not to. None where doubling from 1 up to `most` finds none.
    """
    if most < 1:
        return None
    low, high = 0, 1
    while not suffices(high):
        if high == most:
            return None
        low, high = high, min(2 * high, most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle, high)
    return high
