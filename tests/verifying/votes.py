"""Votes of every kind with ballots at random, closed as the application closes them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

from facilitator import keys
from facilitator.counting.order import public_order
from facilitator.texts import Sentence
from facilitator.verifying import recount
from facilitator.voting.methods import COUNTINGS, Content, check_ballot, count
from facilitator.voting.publishing import Closed, bundle
from facilitator.voting.results import stored
from facilitator.voting.rules import BLANK, Level, Method, Outcome
from facilitator.voting.sealing import canonical, closing_hash, opening_hash
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.voting.terms import Terms

KINDS: Final = [
    (method, outcome)
    for method, counting in COUNTINGS.items()
    for outcome in counting.outcomes
]
SCALES: Final = {
    Method.STARS: (1, 5),
    Method.TRIAGE: (0, 2),
    Method.JUDGMENT: (0, 5),
}
COSTS: Final = (0, 1, 100, 100, 250, 999, 5_000, 10_000)


def some_spec(
    random: Random, method: Method, outcome: Outcome, terms: Terms | None = None
) -> Spec:
    """What an opening could have fixed, with a few options and terms of all sorts."""
    counting = COUNTINGS[method]
    number = random.randint(counting.least, min(counting.most, 10))
    has_costs = method is Method.BUDGET or random.random() < 0.5
    options = tuple(
        Option(
            f"P{n}",
            n,
            random.randint(1, 3),
            "ar",
            f"اقتراح {n}",
            cost=random.choice(COSTS) if has_costs else None,
        )
        for n in range(1, number + 1)
    )
    terms = counting.fill(terms or _some_terms(random, outcome), options)
    spec = Spec(
        vote="vote-key",
        workshop="246810",
        number=1,
        method=method,
        level=Level.SLIPS,
        question={"ar": "ما الأهم؟", "fr": "Le plus important ?"},
        mandate={},
        languages=("ar", "fr"),
        main_language="ar",
        scope=None,
        axes=tuple(
            AxisOnBallot(axis, axis, {"ar": f"محور {axis}"})
            for axis in sorted({option.axis for option in options})
        ),
        options=options,
        most=counting.marks(options, terms),
        terms=terms,
        rule=(Sentence("The first %(num)s win.", values={"num": 3}),),
        tie_rule=(),
        tokens=200,
        previous="",
    )
    return replace(spec, tie_rule=counting.tie_rule(spec))


def _some_terms(random: Random, outcome: Outcome) -> Terms:
    return Terms(
        outcome=outcome,
        seats=random.choice([None, 1, 2, 3, 5]),
        hard=random.random() < 0.5,
        per_axis=outcome is Outcome.TOP and random.random() < 0.3,
        one_per_axis=random.random() < 0.4,
        budget=random.choice([1, 300, 1_000, 5_000, 20_000]),
        majority=random.choice([50, 67, 80]),
        quorum=random.choice([0, 50]),
    )


def some_ballots(random: Random, spec: Spec, number: int) -> list[Content]:
    """As many ballots, one in ten of them blank, few enough to be often tied."""
    return [
        BLANK
        if random.random() < 0.1
        else check_ballot(spec, _some_content(random, spec))
        for _ in range(number)
    ]


def _some_content(random: Random, spec: Spec) -> Content:
    ids = [option.id for option in spec.options]
    some = random.sample(ids, random.randint(1, len(ids)))
    match spec.method:
        case Method.CONSENT:
            return random.choice(["yes", "yes", "reservations", "no"])
        case Method.STICKERS | Method.BUDGET:
            return _some_marks(random, spec)
        case Method.POINTS:
            points = {option: random.randint(1, 5) for option in some[: spec.most]}
            while sum(points.values()) > spec.most:
                points.popitem()
            return points
        case Method.MATRIX:
            return {
                f"{option}.{side}": random.randint(1, 5)
                for option in some
                for side in ("impact", "feasibility")
            }
    lowest, highest = SCALES.get(spec.method, (1, len(ids)))
    return {option: random.randint(lowest, highest) for option in some}


def _some_marks(random: Random, spec: Spec) -> list[str]:
    """Marks that the first options get more often."""
    by_axis: dict[int, list[str]] = {}
    for option in spec.options:
        by_axis.setdefault(option.axis if spec.terms.per_axis else 0, []).append(
            option.id
        )
    marks: set[str] = set()
    for ids in by_axis.values():
        weights = [1 / place for place in range(1, len(ids) + 1)]
        number = random.randint(1, min(spec.most, len(ids)))
        marks |= set(random.choices(ids, weights, k=number))
    return sorted(marks)


def closed(
    spec: Spec,
    contents: Sequence[Content],
    *,
    tokens: int | None = None,
    dice: str = "",
    extra: str = "",
) -> Closed:
    """Close a vote as `voting.actions.close_vote` does; `extra` varies the receipts."""
    text = spec.to_text()
    ballots = sorted(
        (keys.receipt(f"{n} {extra}", spec.vote), content)
        for n, content in enumerate(contents)
    )
    figures: dict[str, Any] = {
        "present": len(contents) + 3,
        "tokens": len(contents) + 2 if tokens is None else tokens,
        "ballots": len(contents),
        "blank": list(contents).count(BLANK),
        "channels": {"phone": len(contents), "tablet": 0, "paper": 0},
        "slips": {"printed": 10, "handed": 200, "used": len(contents), "out": 200},
    }
    opening = opening_hash(text)
    kept = [(receipt, canonical(content)) for receipt, content in ballots]
    closing = closing_hash(opening, kept, figures=figures)
    order = public_order((option.id for option in spec.options), closing, dice)
    counted = count(spec, [c for _, c in ballots], figures["tokens"], order)
    result = json.loads(json.dumps(stored(counted, **figures, groups={})))
    opened_at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    closed_at = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
    return Closed(
        text, opening, closing, dice, opened_at, closed_at, result, ballots, "1.2.3"
    )


def some_vote(
    seed: str, method: Method, outcome: Outcome, *, number: int | None = None
) -> Closed:
    """A closed vote that depends on `seed` alone."""
    random = Random(f"{seed} {method} {outcome}")  # noqa: S311 -- not a secret
    spec = some_spec(random, method, outcome)
    size = random.randint(0, 25) if number is None else number
    return closed(spec, some_ballots(random, spec, size), extra=seed)


def write(folder: Path, content: bytes, name: str = "bundle.zip") -> str:
    """Write a bundle and return its path."""
    path = folder / name
    path.write_bytes(content)
    return str(path)


def verified(folder: Path, vote: Closed, **seen: str) -> recount.Report:
    """Publish a vote, and verify what was published."""
    path = write(folder, bundle(vote))
    return recount.verify(path, recount.Seen(**seen))


def wrong(report: recount.Report) -> list[str]:
    """The names of what is wrong."""
    return [key for state, key, _ in report.lines if state == recount.WRONG]


def told(report: recount.Report) -> list[str]:
    """The names of all lines."""
    return [key for _, key, _ in report.lines]
