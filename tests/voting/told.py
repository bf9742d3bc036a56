"""Results counted from ballots that a test writes down, without a database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from facilitator.texts import Sentence, Text
from facilitator.voting.methods import COUNTINGS, Content, check_ballot, count
from facilitator.voting.results import Count, Result, standings
from facilitator.voting.rules import BLANK, Level, Method
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.voting.telling import Told
from facilitator.voting.terms import Terms

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)


def make_spec(
    method: Method,
    *,
    options: int = 6,
    axes: int = 3,
    costs: Sequence[int | None] = (),
    terms: Terms | None = None,
    level: Level = Level.OPEN,
    most: int | None = None,
) -> Spec:
    """What an opening fixes; options P1, P2… go round the axes."""
    given = tuple(
        Option(
            f"P{n}",
            n,
            (n - 1) % axes + 1,
            "fr",
            f"Projet {n}",
            cost=costs[n - 1] if costs else None,
        )
        for n in range(1, options + 1)
    )
    counting = COUNTINGS[method]
    filled = counting.fill(terms or Terms(), given)
    return Spec(
        vote="v" * 32,
        workshop="w" * 32,
        number=1,
        method=method,
        level=level,
        question={},
        mandate={},
        languages=("ar", "fr", "en"),
        main_language="fr",
        scope=None,
        axes=tuple(AxisOnBallot(n, n, {"fr": f"Axe {n}"}) for n in range(1, axes + 1)),
        options=given,
        most=most or counting.marks(given, filled),
        terms=filled,
        rule=(),
        tie_rule=(),
        tokens=0,
        previous="",
    )


def make_result(
    spec: Spec,
    ballots: Sequence[Content],
    *,
    tokens: int | None = None,
    counted: Count | None = None,
    **fields: Any,
) -> Result:
    """Count ballots; the public order is that of the numbers."""
    for content in ballots:
        check_ballot(spec, content)
    given = len(ballots) if tokens is None else tokens
    order = [option.id for option in spec.options]
    found = counted or count(spec, list(ballots), given, order)
    return Result(
        spec=spec,
        present=given,
        tokens=given,
        ballots=len(ballots),
        blank=list(ballots).count(BLANK),
        standings=standings(spec, found.tallies),
        opening_hash="0" * 64,
        closing_hash="f" * 64,
        opened_at=NINE,
        closed_at=NINE,
        facts=found.facts,
        **fields,
    )


def told_of(method: Method, ballots: Sequence[Content], **spec: Any) -> Told:
    """A result as it is told."""
    return Told(make_result(make_spec(method, **spec), ballots))


def plainly(cell: object) -> str:
    """What a sentence or a cell says in English."""
    if isinstance(cell, Sentence):
        return cell.said(
            lambda message, **values: message % values if values else message,
            lambda one, many, **values: (one if values["num"] == 1 else many) % values,
        )
    if isinstance(cell, Text):
        return cell.value
    return "–" if cell is None else str(cell)
