"""A closed vote of every kind, each in a workshop of its own, with real texts."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from facilitator.accounts.models import Account
from facilitator.paths import PACKAGE
from facilitator.texts import language_of
from facilitator.voting.actions import close_vote, open_vote, prepare_vote, reveal
from facilitator.voting.ballots import cast
from facilitator.voting.methods import Content
from facilitator.voting.models import Vote
from facilitator.voting.rules import BLANK, Level, Method, Outcome
from facilitator.voting.stages import Stage
from facilitator.voting.terms import Terms
from facilitator.workshops.models import Progress, Workshop
from facilitator.workshops.rules import StepKind
from tests.factories import (
    make_axis,
    make_open_workshop,
    make_proposal,
    make_step,
)
from tests.voting.rooms import sit

PEOPLE = 48
Fill = Callable[[random.Random, list[str]], Content]


def _marks(most: int) -> Fill:
    def fill(dice: random.Random, ids: list[str]) -> Content:
        camp = dice.choice((ids[::2], ids[::2], ids[1::2], ids))
        return sorted(dice.sample(camp, min(most, len(camp))))

    return fill


def _values(low: int, high: int, part: float = 0.8) -> Fill:
    def fill(dice: random.Random, ids: list[str]) -> Content:
        return {
            one: min(
                high, max(low, round(dice.gauss(high - at * high / len(ids), 1.4)))
            )
            for at, one in enumerate(ids)
            if dice.random() < part or at == 0
        }

    return fill


def _points(dice: random.Random, ids: list[str]) -> Content:
    first, second, third = dice.sample(ids, 3)
    return {first: 5, second: 3, third: 2}


def _places(dice: random.Random, ids: list[str]) -> Content:
    order = sorted(ids, key=lambda one: ids.index(one) + dice.gauss(0, 3))
    return {one: place for place, one in enumerate(order, 1)}


def _both(dice: random.Random, ids: list[str]) -> Content:
    return {
        f"{one}.{side}": min(5, max(1, round(dice.gauss(mean, 1))))
        for at, one in enumerate(ids)
        for side, mean in (
            ("impact", 1 + at * 7 % 5),
            ("feasibility", 1 + at * 3 % 5),
        )
    }


def _answer(dice: random.Random, _ids: list[str]) -> Content:
    return dice.choices(("yes", "reservations", "no"), (12, 5, 3))[0]


@dataclass(frozen=True)
class Case:
    """A kind of vote: how people vote, and on how many of the demo's projects."""

    method: Method
    fill: Fill
    options: int = 12
    terms: Terms = field(default_factory=Terms)
    level: Level = Level.OPEN


CASES = {
    "order": Case(Method.STICKERS, _marks(3)),
    "top": Case(Method.STICKERS, _marks(4), 20, Terms(outcome=Outcome.TOP, seats=5)),
    "fair": Case(Method.STICKERS, _marks(4), 24, Terms(outcome=Outcome.FAIR, seats=6)),
    "points": Case(Method.POINTS, _points, 12, Terms(outcome=Outcome.FAIR, seats=4)),
    "stars": Case(Method.STARS, _values(1, 5), 8),
    "budget": Case(Method.BUDGET, _marks(3), 12, Terms(budget=250_000_00)),
    "consent": Case(Method.CONSENT, _answer, 1),
    "triage": Case(Method.TRIAGE, _values(0, 2), 9),
    "ranking": Case(Method.RANKING, _places, 7),
    "judgment": Case(Method.JUDGMENT, _values(0, 5), 7),
    "matrix": Case(Method.MATRIX, _both, 16),
}


@cache
def _projects() -> list[tuple[int, str]]:
    """The invented meeting's projects with the places of their axes, axis by axis."""
    path = PACKAGE / "demo" / "oued-zitoun.json"
    axes: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["axes"]
    rows = zip(*(axis["projects"] for axis in axes), strict=True)
    return [(at, one["title"]) for row in rows for at, one in enumerate(row)]


def hold(
    session: Session,
    name: str,
    account: Account,
    language: str = "ar",
    stage: Stage = Stage.ALL,
    people: int = PEOPLE,
) -> Vote:
    """Let a room vote by the case `name`, close, and show it up to a stage."""
    case = CASES[name]
    workshop = make_open_workshop(
        session, StepKind.VOTE, account, main_language=language
    )
    ids = _propose(session, workshop, case.options, name)
    vote = ask(session, workshop, account, case)
    _fill(session, vote, [sit(session, workshop, n) for n in range(people)], ids)
    finish(session, vote, account, stage)
    return vote


def ask(session: Session, workshop: Workshop, account: Account, case: Case) -> Vote:
    """Open a vote at the step where the workshop stands."""
    progress = session.get_one(Progress, workshop.id)
    vote = prepare_vote(session, workshop.id, progress.step_id)
    vote.method, vote.terms, vote.level = case.method, case.terms.plain(), case.level
    session.flush()
    open_vote(session, vote, account.id)
    return vote


def finish(session: Session, vote: Vote, account: Account, stage: Stage) -> None:
    """Close a vote, and go to a step for its results."""
    close_vote(session, vote, account.id)
    workshop = session.get_one(Workshop, vote.workshop_id)
    results = make_step(session, workshop, kind=StepKind.RESULTS)
    progress = session.get_one(Progress, vote.workshop_id)
    progress.step_id, progress.step = results.id, results
    session.flush()
    if stage:
        reveal(session, vote, account.id, stage)


def _propose(
    session: Session, workshop: Workshop, options: int, name: str
) -> list[str]:
    titles = {
        "ar": ("الإدارة الرقمية", "الثقافة والشباب", "المشاركة", "البيئة والماء"),
        "fr": ("Administration", "Culture et jeunesse", "Participation", "Eau"),
    }
    axes = [
        make_axis(
            session,
            workshop,
            position=n,
            colour=n,
            title={tag: names[n - 1] for tag, names in titles.items()},
        )
        for n in range(1, 5)
    ]
    found = []
    for number, (at, title) in enumerate(_projects()[:options], 1):
        proposal = make_proposal(
            session,
            axes[at],
            number=number,
            title=title,
            language=language_of(title, "ar"),
            cost=(20 + 7 * number) * 1_000_00 if name == "budget" else None,
        )
        found.append(f"P{proposal.number}")
    return found


def _fill(session: Session, vote: Vote, tokens: Sequence[str], ids: list[str]) -> None:
    """Let all but the last four people vote; two of them abstain."""
    dice = random.Random(vote.method)  # noqa: S311 -- always the same
    case = next(c for c in CASES.values() if c.method is vote.method)
    for place, token in enumerate(tokens[:-4]):
        says = BLANK if place < 2 else case.fill(dice, ids)
        cast(session, vote, token, says)
