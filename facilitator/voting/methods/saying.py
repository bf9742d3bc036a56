"""The sentences about who wins and what becomes of ties, as the room reads them."""

from facilitator.errors import N_, NN_
from facilitator.texts import Sentence
from facilitator.voting.rules import Method, Outcome
from facilitator.voting.spec import Spec

_FIRST = {
    Method.STICKERS: N_("The proposals chosen on the most ballots come first."),
    Method.POINTS: N_("The proposals with the most points come first."),
    Method.STARS: N_("The proposals with the most stars come first."),
}
_KEPT = NN_(
    "The first %(num)d proposal is kept.", "The first %(num)d proposals are kept."
)
_KEPT_IN_EACH = NN_(
    "In each axis, the first %(num)d proposal is kept.",
    "In each axis, the first %(num)d proposals are kept.",
)
_FAIR = NN_(
    "%(num)d proposal is kept. Every ballot has the same share in choosing it.",
    "%(num)d proposals are kept. Every ballot has the same share in choosing them, "
    "so that a group of people that agrees gets its part of the list.",
)
_ONE_EACH = N_(
    "Each axis keeps at least its first proposal, if enough ballots support it."
)
_SHARED = N_("Proposals that are equal share their rank.")
_ALL_TIED = N_("Proposals that are tied for the last place are all kept.")
_LOWER_COST = N_("A tie for the last place goes to the lower cost.")
DRAWN = N_(
    "The last ties are broken by an order drawn from the seal of the ballots, "
    "which nobody knows before the vote is closed."
)
DICE = N_("Digits rolled in the room after the close go into that order.")


def shortlist_rule(spec: Spec) -> tuple[Sentence, ...]:
    """Return who comes first and how many are kept."""
    terms = spec.terms
    first = Sentence(_FIRST[spec.method])
    if not terms.seats or terms.outcome is Outcome.ORDER:
        return (first,)
    number = {"num": terms.seats}
    if terms.outcome is Outcome.FAIR:
        kept: tuple[Sentence, ...] = (Sentence(*_FAIR, number),)
    elif terms.per_axis:
        return first, Sentence(*_KEPT_IN_EACH, number)
    else:
        kept = (first, Sentence(*_KEPT, number))
    return (*kept, Sentence(_ONE_EACH)) if terms.one_per_axis else kept


def shortlist_ties(spec: Spec) -> tuple[Sentence, ...]:
    """Return what becomes of ties in a shortlist."""
    terms = spec.terms
    if terms.outcome is Outcome.ORDER or not terms.seats:
        return (Sentence(_SHARED),)
    if terms.outcome is Outcome.TOP and not terms.hard:
        kept = Sentence(_ALL_TIED)
        return (kept, *drawn(spec)) if terms.one_per_axis else (kept,)
    if terms.outcome is Outcome.TOP:
        return (Sentence(_LOWER_COST), *drawn(spec))
    return drawn(spec)


def drawn(spec: Spec) -> tuple[Sentence, ...]:
    """Return how the last ties are broken."""
    if spec.terms.dice:
        return Sentence(DRAWN), Sentence(DICE)
    return (Sentence(DRAWN),)
