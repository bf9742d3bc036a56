"""The recount comes to what the application counted, for votes of every kind."""

import ast
import json
import sys
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from facilitator.verifying import recount, source
from facilitator.voting.methods import COUNTINGS
from facilitator.voting.rules import BLANK, Method, Outcome
from facilitator.voting.spec import read_spec
from facilitator.voting.terms import Terms
from tests.verifying.votes import (
    KINDS,
    closed,
    some_ballots,
    some_spec,
    some_vote,
    told,
    verified,
    wrong,
)

FEW = 40  # votes of each kind; 15 kinds
STANDARD = "__future__ argparse csv fractions hashlib io json os re sys time"


@pytest.mark.parametrize(("method", "outcome"), KINDS)
def test_a_small_vote_is_counted_the_same(method: Method, outcome: Outcome) -> None:
    """Too small for a published list: counted without the bundle."""
    for seed in range(FEW):
        vote = some_vote(str(seed), method, outcome)
        report = recount.Report()
        order = recount.tie_order(
            [option.id for option in read_spec(vote.spec).options],
            vote.closing_hash,
            vote.dice,
        )
        contents = [content for _, content in vote.ballots]
        tokens = vote.result["tokens"]
        asked = recount.Vote(json.loads(vote.spec), contents, tokens, order)

        assert all(recount.is_allowed(asked, content) for content in contents)
        recount.check_result(report, asked, dict(vote.result))

        assert wrong(report) == [], (seed, report.lines)
        assert "result" in told(report)


@pytest.mark.parametrize(("method", "outcome"), KINDS)
def test_a_published_vote_is_verified(
    tmp_path: Path, method: Method, outcome: Outcome
) -> None:
    vote = some_vote("published", method, outcome, number=60)

    report = verified(
        tmp_path, vote, opening=vote.opening_hash, closing=vote.closing_hash
    )

    assert wrong(report) == [], report.lines
    for line in ("files", "opening", "opening_typed", "closing", "closing_typed"):
        assert line in told(report)
    assert told(report)[-2:] in (["method", "result"], ["result", "untold"])


def test_every_method_can_be_recounted() -> None:
    """A method that is added here fails the tests above until it is there too."""
    assert {method for method, _ in KINDS} == set(COUNTINGS) == set(Method)


def test_a_large_vote_by_equal_shares_is_counted_the_same(tmp_path: Path) -> None:
    """500 ballots, 60 options: as large as the rooms that it is made for."""
    random = Random(7)  # noqa: S311 -- not a secret
    spec = some_spec(random, Method.STICKERS, Outcome.FAIR, _fair(10))
    vote = closed(spec, some_ballots(random, spec, 500))

    assert wrong(verified(tmp_path, vote)) == []


def _fair(seats: int) -> Terms:
    return Terms(outcome=Outcome.FAIR, seats=seats)


def test_without_ballots_there_is_nothing_to_win() -> None:
    for method, outcome in KINDS:
        vote = some_vote("nobody", method, outcome, number=0)
        spec = json.loads(vote.spec)
        ids = [option["id"] for option in spec["options"]]

        _, facts = recount.recount(recount.Vote(spec, [], 0, ids))

        assert facts.get("winners", []) == [], (method, outcome)


def test_blank_ballots_change_the_quorum_alone(tmp_path: Path) -> None:
    random = Random(1)  # noqa: S311 -- not a secret
    spec = some_spec(random, Method.CONSENT, Outcome.ONE, Terms(quorum=50))
    contents = ["yes"] * 20 + [BLANK] * 10

    for tokens, adopted in ((60, True), (61, False)):
        vote = closed(spec, contents, tokens=tokens)
        assert vote.result["facts"]["adopted"] is adopted
        assert wrong(verified(tmp_path, vote)) == []


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([1, 2, 3], [2, 1, 3]),
        ([1, 2, 3, 4], [2, 3, 1, 4]),  # of an even number the lower middle one
        ([0, 5, 5, 5], [5, 5, 0, 5]),
    ],
)
def test_medians_are_removed_one_by_one(grades: list[int], expected: list[int]) -> None:
    counts = [grades.count(grade) for grade in range(6)]

    assert recount.medians(counts) == expected


def test_a_project_that_costs_all_there_is_is_bought_by_all() -> None:
    """Fractions: n times a share is the whole. Source: VOTING, traps, exactness."""
    for voters in (3, 7, 49, 199):
        option = {"axis": 1, "cost": 100_000}
        spec = {
            "method": "budget",
            "most": 1,
            "terms": {"outcome": "shares", "budget": 100_000, "seats": None},
            "options": [{"id": "P1", **option}, {"id": "P2", **option}],
        }
        ballots = [["P1"]] * voters
        vote = recount.Vote(spec, ballots, voters, ["P2", "P1"])
        shares = recount.Shares(vote, vote.cost, 100_000)

        purchases, left = shares.run(Fraction(100_000, voters))

        assert [purchase[0] for purchase in purchases] == ["P1"]
        assert set(left.values()) == {Fraction(0)}


def test_the_recount_needs_only_python() -> None:
    """Nothing of the project, nothing installed; and no newer grammar than 3.9."""
    tree = ast.parse(source(), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or "."]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
        )
    }

    assert imported <= set(sys.stdlib_module_names)
    assert "facilitator" not in imported
    assert set(STANDARD.split()) <= imported


def test_every_sentence_is_there_in_every_language() -> None:
    for key, sentences in recount.WORDS.items():
        assert len(sentences) == len(recount.LANGUAGES), key
        places = [
            sorted({part for part in ("{0}", "{1}", "{2}", "{3}") if part in sentence})
            for sentence in sentences
        ]
        assert places.count(places[0]) == len(places), key
    used = set(_keys_used())
    assert used <= set(recount.WORDS)
    assert set(recount.WORDS) - used - _SAID_OTHERWISE == set()


_SAID_OTHERWISE = {
    "ok",
    "wrong",
    "note",
    "all_right",
    "not_all_right",
    *(f"{no}{which}_typed" for which in ("opening", "closing") for no in ("", "no_")),
    *(f"not_{which}_typed" for which in ("opening", "closing")),
    "dice",
    "no_dice",
}


def _keys_used() -> list[str]:
    """The sentences that the source names in calls of check, wrong, note, BadBundle."""
    keys: list[str] = []
    for node in ast.walk(ast.parse(source())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        place = 1 if name == "check" else 0
        if name in {"check", "wrong", "note", "BadBundle"} and len(node.args) > place:
            key = node.args[place]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                keys.append(key.value)
                if name == "check":
                    keys.append(f"not_{key.value}")
    return [key for key in keys if key not in {"not_files", "not_result"}]
