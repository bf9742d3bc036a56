"""Whatever is changed in a bundle is noticed."""

from pathlib import Path
from random import Random

import pytest

from facilitator.verifying import recount
from facilitator.voting.publishing import Closed, bundle
from facilitator.voting.rules import Method, Outcome
from facilitator.voting.spec import Option
from facilitator.voting.terms import Terms
from tests.verifying.forgeries import FORGERIES, budget_spec
from tests.verifying.forging import made_anew, opened, packed, unpacked, zipped
from tests.verifying.votes import closed, some_vote, told, verified, write, wrong


@pytest.fixture(scope="module")
def vote() -> Closed:
    """60 ballots on which every project has supporters."""
    random = Random(3)  # noqa: S311 -- not a secret
    ids = [f"P{n}" for n in range(1, 6)]
    ballots = [sorted(random.sample(ids, random.randint(1, 3))) for _ in range(57)]
    return closed(budget_spec(), [*ballots, "blank", "blank", "blank"], tokens=64)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_change_is_noticed(tmp_path: Path, vote: Closed, name: str) -> None:
    change, sentence = FORGERIES[name]
    forged = opened(vote)
    assert _checked(tmp_path, packed(vote, forged)) == []

    change(forged)

    assert sentence in _checked(tmp_path, packed(vote, forged))


def _checked(folder: Path, content: bytes) -> list[str]:
    return wrong(recount.verify(write(folder, content), recount.Seen()))


@pytest.mark.parametrize("name", ["README.txt", "recount.py", "result.json"])
def test_a_file_that_was_changed_is_named(
    tmp_path: Path, vote: Closed, name: str
) -> None:
    files = unpacked(bundle(vote))
    files[name] += b"\n"

    report = recount.verify(write(tmp_path, zipped(files)), recount.Seen())

    assert (recount.WRONG, "other_file", (name,)) in report.lines


def test_a_file_left_out_or_put_in_is_named(tmp_path: Path, vote: Closed) -> None:
    files = unpacked(bundle(vote))
    del files["README.txt"]
    files["extra.txt"] = b"?"

    report = recount.verify(write(tmp_path, zipped(files)), recount.Seen())

    assert (recount.WRONG, "no_file", ("README.txt",)) in report.lines
    assert (recount.WRONG, "unlisted", ("extra.txt",)) in report.lines


def test_another_recount_that_the_manifest_names_is_pointed_out(
    tmp_path: Path, vote: Closed
) -> None:
    files = unpacked(bundle(vote))
    forged = opened(vote)
    assert "other_recount" not in told(verified(tmp_path, vote))

    files["recount.py"] = b"print('all is right')\n"
    anew = unpacked(packed(vote, forged))
    manifest = anew["manifest.json"].replace(
        _sha(anew["recount.py"]), _sha(files["recount.py"])
    )
    content = zipped({**anew, **files, "manifest.json": manifest})

    report = recount.verify(write(tmp_path, content), recount.Seen())
    assert "other_recount" in told(report)


def _sha(content: bytes) -> bytes:
    return recount.hashlib.sha256(content).hexdigest().encode()


def test_without_the_list_that_is_due_something_is_wrong(
    tmp_path: Path, vote: Closed
) -> None:
    files = unpacked(packed(vote, opened(vote)))
    del files["ballots.csv"]

    report = recount.verify(write(tmp_path, zipped(files)), recount.Seen())

    assert "list_missing" in wrong(report)


ANEW = {
    "a ballot": {"contents": [["P5"]] * 60},
    "a ballot more": {"contents": [["P5"]] * 61},
    "a rule": {"terms": {"outcome": "greedy", "budget": 1_000}},
    "a question": {"question": {"fr": "Autre ?"}},
    "the codes": {"tokens": 99},
}


@pytest.mark.parametrize("name", ANEW)
def test_who_makes_everything_anew_is_caught_by_the_photographs_alone(
    tmp_path: Path, vote: Closed, name: str
) -> None:
    forged = made_anew(vote, **ANEW[name])
    room = {"opening": vote.opening_hash, "closing": vote.closing_hash}

    assert wrong(verified(tmp_path, forged)) == []
    caught = wrong(verified(tmp_path, forged, **room))

    assert caught in (
        ["not_closing_typed"],
        ["not_opening_typed", "not_closing_typed"],
    )
    assert wrong(verified(tmp_path, vote, **room)) == []


def test_photographs_are_compared_as_people_type_them(
    tmp_path: Path, vote: Closed
) -> None:
    seal = vote.opening_hash.upper()
    groups = " ".join(seal[n : n + 8] for n in range(0, 64, 8))

    assert "opening_typed" in told(verified(tmp_path, vote, opening=groups))
    assert "opening_typed" in told(verified(tmp_path, vote, opening=seal[:16]))
    for typed in (seal[:15], "x" * 64, "é"):
        assert wrong(verified(tmp_path, vote, opening=typed)) == ["bad_hash"]
    other = "0" if seal[0] != "0" else "1"
    assert wrong(verified(tmp_path, vote, opening=other + seal[1:])) == [
        "not_opening_typed"
    ]


def test_dice_decide_and_are_compared_with_what_was_noted(tmp_path: Path) -> None:
    """All proposals have the same votes and one can win: the dice say which."""
    terms = Terms(outcome=Outcome.TOP, seats=1, hard=True, dice=True)
    ids = [f"P{n}" for n in range(1, 6)]
    options = tuple(Option(one, int(one[1]), 1, "fr", "Projet") for one in ids)
    spec = budget_spec(method=Method.STICKERS, terms=terms, most=5, options=options)
    vote = closed(spec, [ids] * 50, dice="4415", tokens=64)
    assert wrong(verified(tmp_path, vote, dice="4415")) == []
    assert wrong(verified(tmp_path, vote, dice="4416")) == ["not_dice_typed"]

    won = {}
    for dice in map(str, range(1, 7)):
        forged = opened(vote)
        forged["manifest"]["dice"] = dice
        won[dice] = _checked(tmp_path, packed(vote, forged))

    assert {name for found in won.values() for name in found} == {"tally", "fact"}


def test_a_receipt_is_found_as_people_type_it(tmp_path: Path, vote: Closed) -> None:
    receipt, content = vote.ballots[7]
    typed = f"{receipt[:4]}-{receipt[4:8]} {receipt[8:]}".lower().replace("0", "o")

    report = verified(tmp_path, vote, receipt=typed)

    assert wrong(report) == []
    line = (typed, 9, recount.canonical(content))
    assert (recount.OK, "receipt", line) in report.lines
    for unknown in ("0000-0000-0000", receipt[:11], "", "é"):
        report = verified(tmp_path, vote, receipt=unknown)
        assert wrong(report) == (["not_receipt"] if unknown else [])


@pytest.mark.parametrize(
    ("method", "outcome"),
    [
        (Method.CONSENT, Outcome.ONE),
        (Method.POINTS, Outcome.FAIR),
        (Method.STARS, Outcome.ONE),
        (Method.TRIAGE, Outcome.ORDER),
        (Method.RANKING, Outcome.ONE),
        (Method.JUDGMENT, Outcome.ONE),
        (Method.MATRIX, Outcome.ORDER),
    ],
)
def test_a_ballot_that_the_method_does_not_know_is_refused(
    tmp_path: Path, method: Method, outcome: Outcome
) -> None:
    """Each a kind of content that is right for some method, and never for this."""
    vote = some_vote("refused", method, outcome, number=60)
    contents: list[object] = [
        [],
        {},
        None,
        True,
        7,
        "perhaps",
        ["P1"],
        {"P1": 9},
        {"P1": -1},
        {"P1": True},
        {"P1": "1"},
        {"P99": 1},
        {"P1.impact": 3},
    ]
    for content in contents:
        forged = opened(vote)
        forged["ballots"][0][1] = content

        found = _checked(tmp_path, packed(vote, forged))

        assert "not_allowed" in found, content
