"""Each way to change a bundle, and the name of the sentence that notices it."""

from collections.abc import Callable

from facilitator.voting.rules import Level, Method, Outcome
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.voting.terms import Terms
from tests.verifying.forging import Forged

Change = Callable[[Forged], object]


def budget_spec(**fields: object) -> Spec:
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
