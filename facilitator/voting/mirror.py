"""What if the room had mirrored the town? A note beside a result, never a result.

Ballots are weighted by one question of the card at a time, and counted again. Pure.
Source: VOTING, "Group statistics", quotas (b).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, Final

from facilitator.counting.scores import of_values
from facilitator.counting.shortlist import top
from facilitator.errors import N_
from facilitator.voting.groups import OF_THE_TOWN, asked
from facilitator.voting.methods.counting import Box, Content
from facilitator.voting.methods.shortlisting import most_voted
from facilitator.voting.rules import BLANK, Method, Outcome
from facilitator.voting.spec import Spec

FEWEST: Final = 100  # ballots with an answer
LEAST: Final = 10  # ballots of each group
LIGHTEST, HEAVIEST = Fraction(1, 3), Fraction(3)
METHODS: Final = (Method.STICKERS, Method.POINTS)
OUTCOMES: Final = (Outcome.TOP, Outcome.ORDER)
WHY_NOT: Final[Mapping[str, str]] = {
    "census": N_("The organisers gave no figures of the town."),
    "method": N_("This way of counting has no such comparison."),
    "few": N_("Fewer than 100 ballots answered the question."),
    "small": N_("Of one group there are fewer than 10 ballots."),
    "dice": N_("The dice decide ties in this vote."),
}

Census = Mapping[str, Mapping[str, int]]  # per cent, by group and value
Cards = Sequence[tuple[Content, Mapping[str, str]]]


def mirrored(
    spec: Spec, cards: Cards, census: Census, order: Sequence[str]
) -> dict[str, Any]:
    """Return whether the same options would win if the room were like the town.

    `by` has an answer for each question that the card asks and a census knows, None
    where it is not computed and `why` (a key of `WHY_NOT`) instead. `same_winners`
    is true when it is in all that were computed, None when none was. In a vote that
    ends in an order, winning is being first.
    """
    by = {group: _why_not(spec, cards, census, group) for group in _asked(spec)}
    same = {
        group: _same(spec, cards, census[group], group, order)
        for group, why in by.items()
        if why is None
    }
    return {
        "same_winners": all(same.values()) if same else None,
        "by": {group: same.get(group) for group in by},
        "why": {group: why for group, why in by.items() if why},
    }


def weights(answers: Sequence[str | None], shares: Mapping[str, int]) -> list[Fraction]:
    """Return what each ballot would weigh, so that groups have the town's `shares`.

    Shares are per cent. Who did not answer weighs 1; nobody weighs less than a
    third or more than three.
    """
    sizes = Counter(answer for answer in answers if answer in shares)
    known = sum(sizes.values())
    by_value = {
        value: min(HEAVIEST, max(LIGHTEST, Fraction(share * known, 100 * sizes[value])))
        for value, share in shares.items()
        if sizes[value]
    }
    return [by_value.get(answer or "", Fraction(1)) for answer in answers]


def _asked(spec: Spec) -> list[str]:
    return [group for group in asked(spec.terms.groups) if group in OF_THE_TOWN]


def _why_not(spec: Spec, cards: Cards, census: Census, group: str) -> str | None:
    if spec.method not in METHODS or spec.terms.outcome not in OUTCOMES:
        return "method"
    if spec.terms.dice and spec.terms.hard:
        return "dice"
    if not census.get(group):
        return "census"
    sizes = Counter(card.get(group) for says, card in cards if says != BLANK)
    found = [sizes[value] for value in census[group]]
    if sum(found) < FEWEST:
        return "few"
    return "small" if min(found) < LEAST else None


def _same(
    spec: Spec,
    cards: Cards,
    shares: Mapping[str, int],
    group: str,
    order: Sequence[str],
) -> bool:
    given = [(says, card) for says, card in cards if says != BLANK]
    weighed = weights([card.get(group) for _, card in given], shares)
    unit = lcm(*(weight.denominator for weight in weighed))
    as_it_was = _winners(spec, [(says, unit) for says, _ in given], order)
    as_the_town = _winners(
        spec,
        [
            (says, int(weight * unit))
            for (says, _), weight in zip(given, weighed, strict=True)
        ],
        order,
    )
    return as_it_was == as_the_town


def _winners(
    spec: Spec, ballots: Sequence[tuple[Content, int]], order: Sequence[str]
) -> frozenset[str]:
    """Return who wins where each ballot weighs so much, a whole number."""
    ids = [option.id for option in spec.options]
    weighed = [(_values(says), weight) for says, weight in ballots]
    scores = of_values(ids, [{o: v * w for o, v in b.items()} for b, w in weighed])
    if spec.terms.outcome is Outcome.ORDER:
        return frozenset(top(scores, 1, order).winners)
    total = sum(weight for _, weight in ballots)
    box = Box((), 0, 0, tuple(order))
    support = of_values(ids, [dict.fromkeys(b, w) for b, w in weighed])
    return frozenset(most_voted(spec, box, scores, total, support).winners)


def _values(says: Content) -> Mapping[str, int]:
    return says if isinstance(says, dict) else dict.fromkeys(says, 1)
