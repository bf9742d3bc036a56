"""How much fits on the projector at the sizes that the last row can read. Pure.

Measured on a 4:3 screen, the narrowest: what fits there fits everywhere.
Source: UX requirement 75 (5 % of the height, Arabic 5.5 %, at most 7 lines or
6 bars a screen).
"""

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import TypeVar

LINE = 41  # characters of a line beside its number
WHOLE = 45  # characters of a line over the whole width
LARGE = 0.76  # of them fit in large type
HEADING = 24  # characters of a line of a heading
HEADING_LINES = 2
BAR_LINE = 33  # characters of a bar's name, beside its rank, number and result
LINES = 6.0  # under a heading of one line
LARGE_LINES = 4
BAR_ROOM = 8.2  # lines
BAR = 0.35  # of a line: the bar itself
BARS = 6

Item = TypeVar("Item")


def lines(text: str, width: int) -> int:
    """Return how many lines `text` takes where one holds `width` characters."""
    return max(1, len(wrap(text, width)))


def paged(
    items: Sequence[Item],
    cost: Callable[[Item], float],
    room: float,
    most: int | None = None,
) -> list[list[Item]]:
    """Return `items` in pages that hold no more than `room`; one at least on each.

    `most` limits the number of items of a page.
    """
    pages: list[list[Item]] = []
    left = 0.0
    for item in items:
        needed = cost(item)
        full = most is not None and pages and len(pages[-1]) >= most
        if not pages or needed > left or full:
            pages.append([])
            left = room
        pages[-1].append(item)
        left -= needed
    return pages


def portions(text: str, width: int, room: int) -> list[str]:
    """Return a long text in pieces of at most `room` lines, cut between words."""
    rows = wrap(text, width, break_long_words=False)
    return [" ".join(rows[i : i + room]) for i in range(0, len(rows), room)]
