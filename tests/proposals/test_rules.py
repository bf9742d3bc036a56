"""What a proposal may be, and where it stands after its author sent it."""

import pytest

from facilitator.proposals.rules import (
    NeedsAxis,
    NeedsReason,
    NeedsTitle,
    ReasonTooLong,
    State,
    Words,
    check_complete,
    check_reason,
    is_key,
    read_number,
    state_after_writing,
)


@pytest.mark.parametrize(
    ("state", "reviewed", "after"),
    [
        (State.DRAFT, False, State.SHOWN),
        (State.DRAFT, True, State.HELD),
        (State.SHOWN, False, State.SHOWN),
        (State.SHOWN, True, State.HELD),
        (State.HELD, False, State.HELD),
        (State.HIDDEN, False, State.HELD),
        (State.HIDDEN, True, State.HELD),
    ],
)
def test_new_text_is_shown_only_where_nobody_has_to_read_it_first(
    state: State, reviewed: bool, after: State
) -> None:
    assert state_after_writing(state, reviewed=reviewed) is after


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (Words(title="متحف رياضي"), "ar"),
        (Words(title="Un musée du sport"), "fr"),
        (Words(title="42", objectives=("ⴰⵙⵏⴼⴰⵕ",)), "zgh"),
        (Words(title="42 %"), "ar"),
        (Words(title="متحف رياضي", language="fr"), "fr"),
        (Words(title="متحف رياضي", language="xx"), "ar"),
    ],
)
def test_the_language_is_found_unless_it_was_told(words: Words, language: str) -> None:
    assert words.in_a_language("ar").language == language


def test_words_are_complete_with_a_title_and_an_axis() -> None:
    check_complete(Words(title="متحف", axis_id=1))

    with pytest.raises(NeedsTitle):
        check_complete(Words(axis_id=1))
    with pytest.raises(NeedsAxis):
        check_complete(Words(title="متحف"))


def test_hiding_needs_a_reason_of_a_bearable_length() -> None:
    check_reason("خارج الموضوع")

    with pytest.raises(NeedsReason):
        check_reason("")
    with pytest.raises(ReasonTooLong):
        check_reason("ا" * 301)


@pytest.mark.parametrize("key", ["", "a" * 31, "A" * 32, "g" * 32, "a" * 33, "٠" * 32])
def test_what_cannot_be_a_key(key: str) -> None:
    assert is_key("0123456789abcdef" * 2)
    assert not is_key(key)


@pytest.mark.parametrize("typed", [None, "", "-1", "1" * 10, "٣", "1.5", "x"])
def test_what_is_no_number_is_zero(typed: str | None) -> None:
    assert read_number("7") == 7
    assert read_number(typed) == 0


def test_an_axis_alone_is_not_yet_a_text() -> None:
    assert Words(axis_id=3, language="ar").is_blank
    assert not Words(objectives=("هدف",)).is_blank
