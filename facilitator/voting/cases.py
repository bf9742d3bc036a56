"""What a vote is for, in the words of those who prepare it. Pure.

A case chooses the method, how it ends, who may vote and which further choices
there are. Source: VOTING, "Defaults by case" and "Which method for which question".
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from facilitator.voting.rules import Level, Method, Outcome
from facilitator.voting.settings import VoteSettings
from facilitator.voting.terms import Terms

FAIR_FROM = 3  # axes from which a shortlist is a fair one
MOST_RAW = 60  # proposals above which duplicates are better brought together first


class Case(StrEnum):
    """What a vote is for."""

    SHORTLIST = "shortlist"
    ORDER = "order"
    MONEY = "money"
    ADOPT = "adopt"
    ONE = "one"
    PRIORITIES = "priorities"
    WORDS = "words"
    TRIAGE = "triage"
    MATRIX = "matrix"
    POINTS = "points"


class Asked(StrEnum):
    """A further choice of a case. The names are those of the form's fields."""

    APART = "apart"  # each axis with marks and winners of its own
    SEATS = "seats"
    BUDGET = "budget"
    OUTCOME = "outcome"
    MOST = "most"
    HARD = "hard"
    ONE_PER_AXIS = "one_per_axis"
    MAJORITY = "majority"
    QUORUM = "quorum"
    DICE = "dice"
    GROUPS = "groups"


@dataclass(frozen=True)
class Recipe:
    """How a case is voted on. `outcomes` are those it can end in, the usual first.

    `example` is a usual number of proposals, to show the vote before there are any.
    """

    method: Method
    level: Level
    outcomes: tuple[Outcome, ...]
    asks: frozenset[Asked]
    example: int


_LISTS = (Outcome.FAIR, Outcome.TOP)
_SEATS = frozenset(
    {Asked.SEATS, Asked.OUTCOME, Asked.HARD, Asked.ONE_PER_AXIS, Asked.DICE}
)
_MARKS = frozenset({Asked.MOST, Asked.GROUPS})
_ONE = frozenset({Asked.DICE, Asked.GROUPS})

RECIPES: dict[Case, Recipe] = {
    Case.SHORTLIST: Recipe(
        Method.STICKERS, Level.SLIPS, _LISTS, _SEATS | _MARKS | {Asked.APART}, 24
    ),
    Case.ORDER: Recipe(
        Method.STICKERS, Level.OPEN, (Outcome.ORDER,), _MARKS | {Asked.APART}, 12
    ),
    Case.MONEY: Recipe(
        Method.BUDGET,
        Level.SLIPS,
        (Outcome.SHARES, Outcome.GREEDY),
        _MARKS | {Asked.BUDGET, Asked.OUTCOME, Asked.DICE},
        12,
    ),
    Case.ADOPT: Recipe(
        Method.CONSENT,
        Level.SLIPS,
        (Outcome.ONE,),
        frozenset({Asked.MAJORITY, Asked.QUORUM, Asked.GROUPS}),
        1,
    ),
    Case.ONE: Recipe(
        Method.STARS,
        Level.SLIPS,
        (Outcome.ONE, Outcome.TOP),
        _ONE | {Asked.OUTCOME, Asked.SEATS},
        4,
    ),
    Case.PRIORITIES: Recipe(Method.RANKING, Level.SLIPS, (Outcome.ONE,), _ONE, 5),
    Case.WORDS: Recipe(Method.JUDGMENT, Level.SLIPS, (Outcome.ONE,), _ONE, 6),
    Case.TRIAGE: Recipe(
        Method.TRIAGE, Level.OPEN, (Outcome.ORDER,), frozenset({Asked.GROUPS}), 12
    ),
    Case.MATRIX: Recipe(
        Method.MATRIX, Level.OPEN, (Outcome.ORDER,), frozenset({Asked.GROUPS}), 12
    ),
    Case.POINTS: Recipe(
        Method.POINTS,
        Level.SLIPS,
        (*_LISTS, Outcome.ORDER),
        _SEATS | _MARKS,
        12,
    ),
}
_OF_METHOD = {recipe.method: case for case, recipe in RECIPES.items()}


def case_of(settings: VoteSettings) -> Case:
    """Return the case whose settings these are."""
    if settings.method is Method.STICKERS:
        outcome = settings.terms.outcome
        return Case.SHORTLIST if outcome in _LISTS else Case.ORDER
    return _OF_METHOD[settings.method]


def asked(settings: VoteSettings) -> frozenset[Asked]:
    """Return the further choices that these settings leave open.

    How many win is no question where nobody or only one does.
    """
    asks = RECIPES[case_of(settings)].asks
    outcome = settings.terms.outcome
    if outcome not in _LISTS:
        asks -= {Asked.SEATS, Asked.HARD, Asked.ONE_PER_AXIS}
    if outcome is Outcome.FAIR:
        asks -= {Asked.HARD}
    if settings.terms.per_axis:
        asks -= {Asked.ONE_PER_AXIS, Asked.OUTCOME}
    return asks


def chosen(case: Case, was: VoteSettings, *, axes: int) -> VoteSettings:
    """Return what a vote is set to when somebody says what it is for.

    What was said of it before and fits the new case stays: its question, over which
    proposals it is, the card and the dice, and who may vote unless that was only
    the usual answer of the case before.
    """
    recipe, before = RECIPES[case], RECIPES[case_of(was)]
    terms = Terms(
        outcome=usual_outcome(case, axes),
        dice=was.terms.dice and Asked.DICE in recipe.asks,
        groups=was.terms.groups,
        budget=was.terms.budget if case is Case.MONEY else None,
    )
    return replace(
        was,
        method=recipe.method,
        level=recipe.level if was.level is before.level else was.level,
        most=None,
        axis_id=None if case is Case.ADOPT else was.axis_id,
        picked=_picked(case, was.picked),
        terms=terms,
    )


def usual_outcome(case: Case, axes: int) -> Outcome:
    """Return how a case ends when nobody says otherwise.

    Source: VOTING, S: fair N if there are 3 axes or more, else top N.
    """
    outcomes = RECIPES[case].outcomes
    return Outcome.TOP if outcomes[:2] == _LISTS and axes < FAIR_FROM else outcomes[0]


def _picked(case: Case, numbers: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Of a list, one text alone can be adopted; which one is asked again."""
    return None if case is Case.ADOPT and len(numbers or ()) > 1 else numbers
