"""Axes get different colours by themselves."""

import pytest

from facilitator.axes.rules import next_colour


@pytest.mark.parametrize(
    ("used", "colour"),
    [
        ([], 1),
        ([1, 2], 3),
        ([2, 3], 1),
        ([1, 2, 3, 4, 5, 6, 7, 8], 1),
        ([1, 1, 2, 3, 4, 5, 6, 7, 8], 2),
    ],
)
def test_the_next_colour_is_one_used_least(used: list[int], colour: int) -> None:
    assert next_colour(used) == colour
