"""facilitator count."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from facilitator.cli import main

BUDGET = """META
key;value
num_votes;9
budget;100
vote_type;approval
rule;{rule}
currency;MAD
min_project_score_threshold;2
PROJECTS
project_id;cost;name;selected
a;60;Well;1
b;50;Trees;{trees}
c;40;Road\x1b[2J;1
d;40;Lamp;0
e;1;Bench;2
VOTES
voter_id;vote
1;a
2;a
3;a,b
4;b
5;b,c
6;c
7;d
8;d
"""
RANKINGS = """# ALTERNATIVE NAME 1: Bob
# ALTERNATIVE NAME 2: Andy
# ALTERNATIVE NAME 3: Kurt
37: 3,2
34: 1,2
29: 2,1
"""


@pytest.fixture
def write(tmp_path: Path) -> object:
    def write_(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path / name)

    return write_


def _count(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["count", *arguments])


def _budget(rule: str = "greedy", trees: int = 0) -> str:
    return BUDGET.format(rule=rule, trees=trees)


def test_a_budget_is_counted_by_its_own_rule_and_compared(write: object) -> None:
    result = _count(write("oued.pb", _budget()))

    assert result.output == (
        "oued.pb: 8 ballots, 5 options.\n"
        "Rule: greedy.\n"
        "Budget: 100\n"
        "Spent: 90\n"
        "Left: 10\n"
        "Currency: MAD\n"
        "Least score that can win: 2\n"
        "The file says 9 ballots, it holds 8.\n"
        "Funded outside the rule, as the file says: e.\n"
        "\n"
        "Winners: 2\n"
        "   1. b Trees (score 3, cost 50)\n"
        "   2. c Road�[2J (score 2, cost 40)\n"
        "\n"
        "Not chosen: 3\n"
        "   -  a Well (score 3, cost 60)\n"
        "   -  d Lamp (score 2, cost 40)\n"
        "   -  e Bench (score 0, cost 1)\n"
        "\n"
        "Tied, decided by the order of the file: c, d.\n"
        "Not the winners that the file names.\n"
        "Only here: b.\n"
        "Only in the file: a.\n"
    )
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("rule", "winners"),
    [
        ("greedy", ["b", "c"]),
        ("greedy-no-skip", ["b"]),
        ("greedy-threshold", ["b", "c"]),
        ("greedy-per-cost", ["b", "c"]),
        ("equal-shares", ["b", "d"]),  # who wants c has b already
        ("equal-shares/add1", ["b", "d"]),
        ("equal-shares/fill", ["b", "c"]),
        ("equal-shares/none", []),
    ],
)
def test_a_budget_is_counted_by_every_rule(
    write: object, rule: str, winners: list[str]
) -> None:
    result = _count(write("oued.pb", _budget()), "--rule", rule, "--json")

    found = json.loads(result.output)
    assert (found["rule"], found["published"], found["same"]) == (
        rule,
        ["a", "c"],
        False,
    )
    assert sorted(found["winners"]) == winners


def test_the_same_winners_are_said_to_be_the_same(write: object) -> None:
    text = _budget("equalshares/add1", trees=1).replace("Well;1", "Well;0")
    text = text.replace("[2J;1", "[2J;0").replace("Lamp;0", "Lamp;1")

    result = _count(write("oued.pb", text))

    assert "Rule: equal-shares/add1." in result.output
    assert "bought by shares" in result.output
    assert result.output.endswith("The same winners as the file says.\n")
    assert json.loads(_count(write("oued.pb", text), "--json").output)["same"] is True


@pytest.mark.parametrize(
    ("rule", "winner"),
    [("schulze", "2"), ("borda", "2"), ("plurality", "3"), ("irv", "1"), ("", "2")],
)
def test_rankings_are_counted_by_every_rule(
    write: object, rule: str, winner: str
) -> None:
    """As in Burlington in 2009, each rule has another winner."""
    asked = ["--rule", rule] if rule else []

    result = _count(write("burlington.TOI", RANKINGS), *asked, "--json")

    found = json.loads(result.output)
    assert (found["winners"], found["voters"]) == ([winner], 100)
    assert _count(write("burlington.toi", RANKINGS), *asked).exit_code == 0


@pytest.mark.parametrize(
    ("name", "text", "asked", "sentence"),
    [
        ("a.txt", "", [], "a.txt must end in .pb, or in .soc, .soi, .toc, .toi for"),
        ("a.pb", "META\nkey;value\n", [], "The file has no section PROJECTS."),
        ("a.pb", _budget("magic"), [], "The file's own rule is “magic”, which cannot"),
        ("a.pb", _budget(), ["--rule", "schulze"], "A .pb file is counted by greedy,"),
        ("a.soc", RANKINGS, ["--rule", "greedy"], "A .soc file is counted by schulze"),
        ("a.soc", "x", [], "Line 1: “x” is no ballot"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_sentence(
    write: object, name: str, text: str, asked: list[str], sentence: str
) -> None:
    result = _count(write(name, text), *asked)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(sentence)
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = _count(str(tmp_path / "none.pb"))

    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr
        == f"{tmp_path / 'none.pb'} cannot be read: No such file or directory.\n"
    )


def test_a_withdrawn_project_stands_in_nobodys_way(write: object) -> None:
    """Its cost is 999999999; without skipping it would end the count."""
    text = _budget("greedy-no-skip").replace("a;60;", "a;999999999;")

    result = _count(write("oued.pb", text))

    assert "Withdrawn, as the file says by its cost: a.\n" in result.output
    assert "   1. b Trees (score 3, cost 50)\n" in result.output


def test_the_threshold_can_be_given(write: object) -> None:
    result = _count(write("oued.pb", _budget()), "--threshold", "3", "--json")

    assert json.loads(result.output)["winners"] == ["b"]
