"""Ranking: put a few options in order; counted by Schulze's method. Pure.

Source: VOTING, "Second wave": at most 7 options, equal ranks allowed and stored.
"""

from typing import Any, Final

from facilitator.counting.schulze import Schulze, schulze
from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.methods.checking import checked_values
from facilitator.voting.methods.counting import (
    Box,
    Content,
    Counting,
    Shape,
    ending_in,
    no_marks,
)
from facilitator.voting.methods.saying import drawn
from facilitator.voting.methods.tallying import placed
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Spec

MOST: Final = 7  # options; more cannot be put in order on a phone

_ORDER = N_(
    "Each person puts the proposals in order; equal places are allowed, and what is "
    "left out comes last."
)
_DUELS = N_(
    "Every two proposals are compared: the one that more people put first wins the "
    "comparison. Who wins all comparisons wins; else the strongest chain of "
    "comparisons decides (Schulze's method)."
)


def _rule(_spec: Spec) -> tuple[Sentence, ...]:
    return Sentence(_ORDER), Sentence(_DUELS)


def _check(spec: Spec, content: Content) -> Content:
    """Return the places of a ballot without gaps: 1, 1, 3 becomes 1, 1, 2.

    Raises:
        BallotRefused: a subclass that says why.
    """
    ids = [option.id for option in spec.options]
    places = checked_values(content, ids, 1, len(ids))
    used = sorted(set(places.values()))
    return {option: used.index(place) + 1 for option, place in places.items()}


def _count(spec: Spec, box: Box) -> Count:
    """Compare every two options and follow the strongest paths."""
    ids = [option.id for option in spec.options]
    found = schulze(ids, box.values, box.order)
    beaten = {a: sum(_beats(found, a, b) for b in ids if a != b) for a in ids}
    winners = [found.single[0]] if box.values else []
    facts: dict[str, Any] = {
        "outcome": str(Outcome.ONE),
        "winners": winners,
        "drawn": [list(found.places[0])] if winners and len(found.winners) > 1 else [],
        "pairs": {a: {b: found.pairwise[a, b] for b in ids if a != b} for a in ids},
        "places": [list(group) for group in found.places],
        "condorcet": next((a for a in ids if beaten[a] == len(ids) - 1), None),
    }
    spread = {
        option: tuple(
            sum(ballot.get(option) == place for ballot in box.values)
            for place in range(1, len(ids) + 1)
        )
        for option in ids
    }
    return Count(placed(found.places, beaten, winners, spread), facts)


def _beats(found: Schulze, a: str, b: str) -> bool:
    return found.pairwise[a, b] > found.pairwise[b, a]


COUNTING = Counting(
    shape=Shape.VALUES,
    outcomes=(Outcome.ONE,),
    least=2,
    most=MOST,
    marks=no_marks,
    fill=ending_in(Outcome.ONE),
    rule=_rule,
    tie_rule=drawn,
    check=_check,
    count=_count,
)
