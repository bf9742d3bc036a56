"""Whatever is changed in a bundle is noticed."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from facilitator.verifying import recount
from facilitator.voting.publishing import Closed, bundle
from facilitator.voting.rules import Level, Method, Outcome
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.voting.terms import Terms
from tests.verifying.forging import Forged, made_anew, opened, packed, unpacked, zipped
from tests.verifying.votes import closed, some_vote, told, verified, write, wrong

Change = Callable[[Forged], object]


def _spec(**fields: object) -> Spec:
    """A budget of 1,000 for five projects."""
    costs = (400, 400, 300, 300, 250)
    plain = {
        "vote": "vote-key",
        "workshop": "246810",
        "number": 2,
        "method": Method.BUDGET,
        "level": Level.SLIPS,
        "question": {"fr": "Que financer ?"},
        "mandate": {},
        "languages": ("ar", "fr"),
        "main_language": "ar",
        "scope": None,
        "axes": (AxisOnBallot(1, 1, {"fr": "Axe"}),),
        "options": tuple(
            Option(f"P{n}", n, 1, "fr", f"Projet {n}", cost=cost)
            for n, cost in enumerate(costs, 1)
        ),
        "most": 3,
        "terms": Terms(outcome=Outcome.SHARES, budget=1_000),
        "rule": (),
        "tie_rule": (),
        "tokens": 70,
        "previous": "ab" * 32,
    }
    return Spec(**{**plain, **fields})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def vote() -> Closed:
    """60 ballots on which every project has supporters."""
    random = Random(3)  # noqa: S311 -- not a secret
    ids = [f"P{n}" for n in range(1, 6)]
    ballots = [sorted(random.sample(ids, random.randint(1, 3))) for _ in range(57)]
    return closed(_spec(), [*ballots, "blank", "blank", "blank"], tokens=64)


def _ballot(index: int, content: object) -> Change:
    return lambda forged: forged["ballots"][index].__setitem__(1, content)


def _swap(forged: Forged) -> None:
    """Give two people each other's ballot."""
    ballots = forged["ballots"]
    other = next(n for n, one in enumerate(ballots) if one[1] != ballots[0][1])
    ballots[0][1], ballots[other][1] = ballots[other][1], ballots[0][1]


def _spec_of(name: str, value: object) -> Change:
    return lambda forged: forged["manifest"]["spec"].__setitem__(name, value)


def _term(name: str, value: object) -> Change:
    return lambda forged: forged["manifest"]["spec"]["terms"].__setitem__(name, value)


def _option(name: str, value: object) -> Change:
    return lambda f: f["manifest"]["spec"]["options"][1].__setitem__(name, value)


def _figure(name: str, value: object) -> Change:
    """Change a figure wherever it is told."""

    def change(forged: Forged) -> None:
        forged["manifest"]["figures"][name] = forged["result"][name] = value

    return change


def _fact(name: str, value: object) -> Change:
    return lambda forged: forged["result"]["facts"].__setitem__(name, value)


def _tally(name: str, value: object) -> Change:
    return lambda forged: forged["result"]["tallies"][0].__setitem__(name, value)


FORGERIES: dict[str, tuple[Change, str]] = {
    "a ballot": (_ballot(5, ["P1"]), "not_closing"),
    "a ballot made blank": (_ballot(5, "blank"), "not_closing"),
    "a ballot with too many marks": (
        _ballot(5, ["P1", "P2", "P3", "P4"]),
        "not_allowed",
    ),
    "a mark for nothing": (_ballot(5, ["P9"]), "not_allowed"),
    "a mark twice": (_ballot(5, ["P1", "P1"]), "not_allowed"),
    "a ballot of another method": (_ballot(5, {"P1": 3}), "not_allowed"),
    "a ballot dropped": (lambda f: f["ballots"].pop(9), "not_closing"),
    "a ballot added": (
        lambda f: f["ballots"].append(["ZZZZ-ZZZZ-ZZZZ", ["P1"]]),
        "not_closing",
    ),
    "a ballot twice": (
        lambda f: f["ballots"].insert(1, f["ballots"][0]),
        "not_receipts",
    ),
    "a receipt": (
        lambda f: f["ballots"][0].__setitem__(0, "0000-0000-0000"),
        "not_closing",
    ),
    "no receipt at all": (
        lambda f: f["ballots"][0].__setitem__(0, "0000-0000"),
        "receipt_shape",
    ),
    "two receipts": (_swap, "not_closing"),
    "the order of the ballots": (lambda f: f["ballots"].reverse(), "unsorted"),
    "the question": (_spec_of("question", {"fr": "Autre ?"}), "not_opening"),
    "the method": (_spec_of("method", "stickers"), "not_opening"),
    "the level": (_spec_of("level", "open"), "not_opening"),
    "the number of marks": (_spec_of("most", 5), "not_opening"),
    "the codes at the opening": (_spec_of("tokens", 90), "not_opening"),
    "the vote before": (_spec_of("previous", "cd" * 32), "not_opening"),
    "the seal of the vote before": (
        lambda f: f["manifest"].__setitem__("previous_hash", "cd" * 32),
        "previous",
    ),
    "the rule": (_term("outcome", "greedy"), "not_opening"),
    "the seats": (_term("seats", 3), "not_opening"),
    "the budget": (_term("budget", 2_000), "not_opening"),
    "the quorum": (_term("quorum", 10), "not_opening"),
    "a cost": (_option("cost", 100), "not_opening"),
    "a title": (_option("title", "Autre projet"), "not_opening"),
    "an id": (_option("id", "P1"), "options_twice"),
    "the seal of the opening": (
        lambda f: f["manifest"].__setitem__("opening_hash", "0" * 64),
        "not_opening",
    ),
    "the seal of the close": (
        lambda f: f["manifest"].__setitem__("closing_hash", "0" * 64),
        "not_closing",
    ),
    "the codes at the close": (_figure("tokens", 61), "not_closing"),
    "fewer codes than ballots": (_figure("tokens", 59), "not_tokens"),
    "the slips": (_figure("slips", {"handed": 100}), "not_closing"),
    "the people present": (_figure("present", 61), "not_closing"),
    "the channels": (_figure("channels", {"phone": 60, "paper": 9}), "not_channels"),
    "the number of ballots": (_figure("ballots", 61), "not_number"),
    "the blank ones": (_figure("blank", 2), "not_number"),
    "a figure in one place": (
        lambda f: f["result"].__setitem__("tokens", 63),
        "figure",
    ),
    "dice": (lambda f: f["manifest"].__setitem__("dice", "66"), "dice_unsaid"),
    "dice of no digits": (lambda f: f["manifest"].__setitem__("dice", "x"), "bad_dice"),
    "the votes of an option": (_tally("votes", 99), "tally"),
    "who won": (_tally("won", False), "tally"),
    "a rank": (_tally("rank", 7), "tally"),
    "the order": (lambda f: f["result"]["tallies"].reverse(), "fact"),
    "an option left out": (lambda f: f["result"]["tallies"].pop(), "other_options"),
    "the winners": (_fact("winners", ["P5"]), "fact"),
    "the order of the winners": (
        lambda f: f["result"]["facts"]["winners"].reverse(),
        "fact",
    ),
    "what was spent": (_fact("spent", 1), "fact"),
    "what a loser reached": (_fact("reached", {}), "fact"),
    "the other rule's winners": (_fact("plain", ["P5"]), "fact"),
    "how close it was": (_fact("margin", None), "fact"),
    "something made up": (_fact("applause", 99), "fact"),
}


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
    spec = _spec(method=Method.STICKERS, terms=terms, most=5, options=options)
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
