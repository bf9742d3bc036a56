"""What fits on a screen, and how a list is cut into pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.screen.rules import lines, paged, portions


@pytest.mark.parametrize(
    ("text", "width", "needed"),
    [
        ("", 10, 1),
        ("one", 10, 1),
        ("one two three", 7, 2),
        ("one two three", 5, 3),
        ("a" * 25, 10, 3),  # a word longer than a line is broken
    ],
)
def test_a_text_takes_lines(text: str, width: int, needed: int) -> None:
    assert lines(text, width) == needed


def test_a_page_holds_what_fits() -> None:
    assert paged([2, 3, 1, 6, 9, 1], float, room=6) == [[2, 3, 1], [6], [9], [1]]


def test_a_page_holds_no_more_items_than_allowed() -> None:
    assert paged([1, 1, 1, 1, 1], float, room=6, most=2) == [[1, 1], [1, 1], [1]]


def test_nothing_makes_no_page() -> None:
    assert paged([], float, room=6) == []


@given(st.lists(st.integers(1, 9), max_size=40))
def test_every_item_stands_on_one_page_in_order(costs: list[int]) -> None:
    pages = paged(costs, float, room=6)

    assert [cost for page in pages for cost in page] == costs
    assert all(len(page) == 1 or sum(page) <= 6 for page in pages)


@given(st.text(alphabet="اب cd", max_size=300))
def test_a_long_text_loses_no_word(text: str) -> None:
    pieces = portions(text, 20, 3)

    assert " ".join(pieces).split() == text.split()
