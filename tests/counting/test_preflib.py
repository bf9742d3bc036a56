"""Reading files of rankings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.counting.preflib import Rankings, read_preflib
from facilitator.counting.reading import BadFile

FILE = """# FILE NAME: 1.toi
# TITLE: A vote: with a colon
# ALTERNATIVE NAME 1: Well
# ALTERNATIVE NAME 2: Trees; oaks
# ALTERNATIVE NAME 3: شجر
# ALTERNATIVE NAME 10:

3: 1,2
2: {1, 3},10 , 2
1: 2,{1,3}
1: {10}
"""


def test_a_file_is_read() -> None:
    found = read_preflib(FILE.encode())

    assert dict(found.names) == {"1": "Well", "2": "Trees; oaks", "3": "شجر", "10": ""}
    assert found.meta["title"] == "A vote: with a colon"
    assert found.ballots == (
        ({"1": 1, "2": 2}, 3),
        ({"1": 1, "3": 1, "10": 2, "2": 3}, 2),
        ({"2": 1, "1": 2, "3": 2}, 1),
        ({"10": 1}, 1),
    )
    assert found.voters == 7


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("5", "Line 12: “5” is no ballot: it lacks “number:”."),
        ("x: 1", "Line 12: The number of ballots is “x”, not a whole number."),
        ("1: 1,9", "Line 12: there is no option 9."),
        ("1: 1,1", "Line 12: a ballot ranks the option 1 twice."),
        ("1: 1 2", "Line 12: An option is “1 2”, not a whole number."),
        ("1: {1,2", "Line 12: “{1,2” is no ranking."),
        ("1: 1}{2", "Line 12: “1}{2” is no ranking."),
        ("1: 1,,2", "Line 12: “1,,2” is no ranking."),
        ("1: {1}{2}", "Line 12: “{1}{2}” is no ranking."),
        ("99999999: 1", "The file has more than ten million ballots."),
        ("# ALTERNATIVE NAME 2: x", "Line 12: the option 2 is named a second time."),
    ],
)
def test_a_bad_file_is_refused_by_its_line(line: str, sentence: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_preflib(f"{FILE}{line}\n".encode())

    assert str(refused.value) == sentence


def test_the_format_before_2022_is_refused() -> None:
    with pytest.raises(BadFile, match="names no options"):
        read_preflib(b"")
    with pytest.raises(BadFile, match="“3” is no ballot"):
        read_preflib(b"3\n1,Well\n2,Trees\n3,Road\n5,5,2\n3,1,2\n")


LINE = st.one_of(
    st.sampled_from(FILE.splitlines()),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    st.text("123{},:# ", max_size=12),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(LINE, max_size=20))
def test_no_file_ends_in_an_accident(lines: list[str]) -> None:
    try:
        assert isinstance(read_preflib("\n".join(lines).encode()), Rankings)
    except BadFile as refused:
        assert "\n" not in str(refused)  # noqa: PT017 -- most files are read
