"""Stars: none to five for each option, then a runoff of the first two. Pure.

Source: VOTING, "Exact definitions", T.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from facilitator.counting.equal_shares import Utility
from facilitator.counting.star import Star, star
from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.methods.checking import checked_values
from facilitator.voting.methods.counting import (
    Box,
    Content,
    Counting,
    Shape,
    no_marks,
)
from facilitator.voting.methods.saying import drawn, shortlist_rule, shortlist_ties
from facilitator.voting.methods.shortlisting import fill_shortlist, shortlist
from facilitator.voting.methods.tallying import spreads, tallies
from facilitator.voting.results import Count
from facilitator.voting.rules import Outcome
from facilitator.voting.spec import Option, Spec
from facilitator.voting.terms import Terms

MOST: Final = 5

_RATE = N_("Each person gives each proposal none to five stars; not rated is none.")
_RUNOFF = N_(
    "The two proposals with the most stars go into a runoff: "
    "the one rated higher on more ballots wins."
)
_RUNOFF_TIES = N_(
    "A tie in the runoff goes to more stars, then to more ballots with five; a tie "
    "for the runoff to the one preferred on more ballots, then to more with five."
)


def _fill(terms: Terms, options: Sequence[Option]) -> Terms:
    if terms.outcome is Outcome.TOP:
        return fill_shortlist(terms, options)
    return replace(terms, outcome=Outcome.ONE, seats=None)


def _rule(spec: Spec) -> tuple[Sentence, ...]:
    if spec.terms.outcome is Outcome.TOP:
        return (Sentence(_RATE), *shortlist_rule(spec))
    return Sentence(_RATE), Sentence(_RUNOFF)


def _tie_rule(spec: Spec) -> tuple[Sentence, ...]:
    if spec.terms.outcome is Outcome.TOP:
        return shortlist_ties(spec)
    return (Sentence(_RUNOFF_TIES), *drawn(spec))


def _check(spec: Spec, content: Content) -> Content:
    ids = [option.id for option in spec.options]
    return checked_values(content, ids, 1, MOST)


def _count(spec: Spec, box: Box) -> Count:
    """Add the stars up, and hold the runoff."""
    ids = [option.id for option in spec.options]
    spread = spreads(ids, box.values, MOST)
    if spec.terms.outcome is Outcome.TOP:
        return shortlist(spec, box, box.values, utility=Utility.POINTS, spread=spread)
    found = star(ids, box.values, box.order)
    winners = [found.winner] if found.winner else []
    facts: dict[str, Any] = {
        "outcome": str(Outcome.ONE),
        "winners": winners,
        "drawn": [list(group) for group in found.drawn],
        "finalists": list(found.finalists) if winners else [],
        "preferences": {**found.preferred, "equal": found.equal} if winners else {},
        "how": _how(found, spread) if winners else None,
    }
    return Count(tallies(spec, found.totals, winners, spread), facts)


def _how(found: Star, spread: dict[str, tuple[int, ...]]) -> str:
    """Return what decided the runoff: "runoff", "total", "fives" or "order"."""
    first, second = found.finalists
    for name, measure in (
        ("runoff", found.preferred),
        ("total", found.totals),
        ("fives", {option: spread[option][MOST] for option in found.finalists}),
    ):
        if measure[first] != measure[second]:
            return name
    return "order"


COUNTING = Counting(
    shape=Shape.VALUES,
    outcomes=(Outcome.ONE, Outcome.TOP),
    least=2,
    most=40,
    marks=no_marks,
    fill=_fill,
    rule=_rule,
    tie_rule=_tie_rule,
    check=_check,
    count=_count,
)
