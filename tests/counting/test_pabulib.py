"""Reading and writing .pb files."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabutools.election import parse_pabulib

from facilitator.counting.pabulib import Poll, Project, read_pb
from facilitator.counting.pabulib_writing import write_pb
from facilitator.counting.reading import BadFile

HEAD = {
    "description": "Budget; first round",
    "country": "Morocco",
    "unit": "Oued Zitoun",
    "instance": "2026",
    "rule": "equalshares/add1",
    "vote_type": "approval",
    "date_begin": "01.03.2026",
    "date_end": "01.03.2026",
    "currency": "MAD",
}
FILE = """META
key;value
budget;1000.50
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name;category;target;selected
1;500;"A ""well""; deep";water,youth;all;1
two;0.05;Trees;;;0
VOTES
voter_id;vote
1;1,two
2;two
3;
4; 1 , two
"""


def _changed(old: str, new: str) -> bytes:
    assert old in FILE
    return FILE.replace(old, new).encode()


def test_a_file_is_read() -> None:
    poll = read_pb(FILE.encode())

    assert poll.projects == (
        Project("1", 50_000, 'A "well"; deep', ("water", "youth"), ("all",), 1),
        Project("two", 5, "Trees", selected=0),
    )
    assert (poll.budget, poll.unit, poll.blank, poll.repeated) == (100_050, 100, 1, 0)
    assert [set(ballot) for ballot in poll.ballots] == [
        {"1", "two"},
        {"two"},
        {"1", "two"},
    ]
    assert poll.selected == {"1"}


def test_both_names_of_beneficiaries_line_ends_and_a_mark_of_order_are_taken() -> None:
    other = "\ufeff" + FILE.replace("target", "beneficiaries").replace("\n", "\r\n")

    assert read_pb(other.encode()) == read_pb(FILE.encode())


def test_points_and_places_are_values() -> None:
    points = FILE.replace("approval", "cumulative").replace("id;vote", "id;vote;points")
    points = points.replace("1,two", "1,two;3,0").replace("2;two", "2;two;4")
    points = points.replace("1 , two", "1 , two; 1, 2 ")

    assert list(read_pb(points.encode()).ballots) == [
        {"1": 3},
        {"two": 4},
        {"1": 1, "two": 2},
    ]
    places = _changed("approval", "ordinal\nmax_length;3")
    assert list(read_pb(places).ballots) == [
        {"1": 3, "two": 2},
        {"two": 3},
        {"1": 3, "two": 2},
    ]


def test_a_project_named_twice_counts_once_and_is_told() -> None:
    poll = read_pb(_changed("2;two", "2;two,two"))

    assert list(poll.ballots)[1] == {"two": 1}
    assert poll.repeated == 1


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("META\n", "", "Line 1: a .pb file begins with a line that says META."),
        ("VOTES", "PROJECTS", "Line 10: the section PROJECTS begins a second time."),
        ("PROJECTS\n", "", "The file has no section PROJECTS."),
        ("cost;name", "price;name", "Line 7: the heading of PROJECTS lacks “cost”."),
        ("cost;name", "cost;cost", "Line 7: the heading of PROJECTS names a column"),
        ("1;500", "1;five", "Line 8: The cost is “five”, not a number like 1200.50."),
        ("1;500", "1;-5", "Line 8: The cost is “-5”, not a number like 1200.50."),
        ("1;500", "1;NaN", "Line 8: The cost is “NaN”, not a number like 1200.50."),
        (
            "1;500",
            "1;1e900000000",
            "Line 8: The cost is “1e900000000”, not a number like 1200.50.",
        ),
        (
            "1;500",
            "1;0.00001",
            "Line 8: The cost is “0.00001”, not a number like 1200.50.",
        ),
        ("1000.50", "", "Line 3: The budget is “”, not a number like 1200.50."),
        ("two;0.05", "1;0.05", "Line 9: the project “1” stands there twice."),
        ("two;0.05", "2,2;0.05", "Line 9: “2,2” cannot name a project on ballots."),
        ("Trees;;;0", "Trees; oaks;;;0", "Line 9: there are 7 fields where the"),
        ("Trees;;;0", "Trees;;;yes", "Line 9: “selected” is “yes”, not a whole"),
        ("2;two", "2;three", "Line 13: there is no project “three”."),
        ("approval", "applause", "Line 4: the type of votes “applause” is not known."),
        ("approval", "scoring", "Line 12: 2 projects are named, but 0 numbers of"),
        ("approval", "ordinal\nmax_length;x", "Line 5: max_length is “x”, not a"),
    ],
)
def test_a_bad_file_is_refused_by_its_line(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_pb(_changed(old, new))

    assert str(refused.value).startswith(sentence)


def test_what_is_not_text_is_refused_by_its_line() -> None:
    with pytest.raises(BadFile, match=r"^Line 3: this is not UTF-8 text\.$"):
        read_pb(b"META\nkey;value\nunit;\xff\n")


CELL = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
LINES = st.sampled_from([*FILE.splitlines(), ";", '"', "1;2;3;4;5;6;7;8", "VOTES;;"])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(LINES, CELL), max_size=25))
def test_no_file_ends_in_an_accident(lines: list[str]) -> None:
    try:
        assert isinstance(read_pb("\n".join(lines).encode()), Poll)
    except BadFile as refused:
        assert "\n" not in str(refused)  # noqa: PT017 -- most files are read


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(FILE)), st.integers(0, 9), st.binary(max_size=4))
def test_no_damage_ends_in_an_accident(start: int, size: int, bytes_: bytes) -> None:
    content = FILE.encode()
    try:
        read_pb(content[:start] + bytes_ + content[start + size :])
    except BadFile as refused:
        assert "\n" not in str(refused)  # noqa: PT017 -- most files are read


NAME = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8
)
ID = NAME.filter(lambda name: "," not in name)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ID, min_size=1, max_size=5, unique=True),
    st.lists(st.integers(0, 10**9), min_size=5, max_size=5),
    st.lists(st.sets(st.integers(0, 4)), max_size=6),
    NAME,
    st.booleans(),
)
def test_what_was_written_is_read_again(
    ids: list[str],
    costs: list[int],
    chosen: list[set[int]],
    name: str,
    has_points: bool,
) -> None:
    projects = [
        Project(one, cost, f"{name}; “{name}”", ("a1",), (), 1)
        for one, cost in zip(ids, costs, strict=False)
    ]
    ballots = [
        {ids[n]: n + 1 if has_points else 1 for n in one if n < len(ids)}
        for one in chosen
    ]
    kind = "cumulative" if has_points else "approval"
    text = write_pb(
        HEAD | {"vote_type": kind, "description": name}, projects, ballots, budget=99
    )

    poll = read_pb(text.encode())

    scale = 100 // poll.unit
    assert [(p.id, p.cost * scale, p.name) for p in poll.projects] == [
        (p.id, p.cost, p.name) for p in projects
    ]
    assert poll.budget * scale == 99
    assert list(poll.ballots) == [ballot for ballot in ballots if ballot]
    assert poll.meta["description"] == name


def test_pabutools_reads_what_we_write(tmp_path: Path) -> None:
    """It does not quote ";" itself, and takes blanks in lists as parts of names."""
    projects = [
        Project("p;1", 12_345, 'A "well"; deep', ("water", "youth")),
        Project("p2", 500, "Line\nbreak"),
    ]
    ballots = [{"p2": 1, "p;1": 1}, {}, {"p2": 1}]
    file = tmp_path / "vote.pb"

    text = write_pb(HEAD, projects, ballots, budget=100_000)
    file.write_text(text, "utf-8")
    instance, profile = parse_pabulib(str(file))

    assert {project.name: float(project.cost) for project in instance} == {
        "p;1": 123.45,
        "p2": 5.0,
    }
    assert [{project.name for project in ballot} for ballot in profile] == [
        {"p;1", "p2"},
        {"p2"},
    ]
    assert "num_votes;2\n" in text
    assert "comment;#1: 1 blank ballots are left out.\n" in text
    assert text.endswith('VOTES\nvoter_id;vote\n1;"p;1,p2"\n2;p2\n')


def test_points_are_written_the_most_first() -> None:
    text = write_pb(
        HEAD | {"vote_type": "cumulative"},
        [Project("a", 1), Project("b", 1), Project("c", 1)],
        [{"a": 2, "c": 5, "b": 2}],
        budget=5,
    )

    assert text.endswith("VOTES\nvoter_id;vote;points\n1;c,a,b;5,2,2\n")


@pytest.mark.parametrize(
    ("meta", "project", "ballot", "sentence"),
    [
        ({"country": ""}, Project("a", 1), {}, "the file needs country"),
        ({"vote_type": "ordinal"}, Project("a", 1), {}, "cannot be written"),
        ({}, Project("a,b", 1), {}, "“a,b” cannot stand"),
        ({}, Project("a", 1, "", ("x,y",)), {}, "“x,y” cannot stand"),
        ({}, Project("a", 1), {"b": 1}, "b is not an option"),
    ],
)
def test_what_would_break_the_file_is_not_written(
    meta: dict[str, str], project: Project, ballot: dict[str, int], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        write_pb(HEAD | meta, [project], [ballot], budget=5)
