"""Plurality, Borda and instant runoff, for comparison with Schulze. Exact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.counting.schulze import pairwise
from facilitator.counting.ties import Drawn, listed, places

MOST_STATES = 2_000
Weighted = Sequence[tuple[Mapping[str, int], int]]


@dataclass(frozen=True)
class Round:
    """One round of an instant runoff: what each option had, and who went out."""

    votes: Mapping[str, int]
    out: str


@dataclass(frozen=True)
class Runoff:
    """An instant runoff; `drawn` are the ties that decided who won."""

    winner: str | None
    rounds: tuple[Round, ...]
    drawn: Drawn


def plurality(options: Iterable[str], ballots: Weighted) -> dict[str, int]:
    """Return on how many ballots each option stands first, alone.

    `ballots` are (places, how often), here and below.
    """
    return _firsts(list(options), ballots)


def borda(options: Sequence[str], ballots: Weighted) -> dict[str, int]:
    """Return the symmetric Borda score of each option.

    On each ballot, how many options stand behind it less how many stand before it:
    those not ranked share the last place. For full rankings that orders options as
    m - 1, m - 2, ... 0 points do.
    Source: Black, "Partial justification of the Borda count" (1976).
    """
    counts = pairwise(options, ballots)
    return {
        a: sum(counts[a, b] - counts[b, a] for b in options if b != a) for a in options
    }


def runoff(options: Iterable[str], ballots: Weighted, order: Sequence[str]) -> Runoff:
    """Return who is left when whoever has the fewest first places goes out.

    It ends when one option has more than half of the ballots that still rank one.
    A tie for the fewest first places: the last in `order` goes out. `drawn` names
    such ties when other orders would have another winner. A ballot that ranks
    two options that are left equal first counts for neither.
    Source: instant-runoff voting as in Burlington, Vermont (2009).

    Raises:
        ValueError: `order` is no order of the options.
    """
    named = list(options)
    at = places(order, named)
    found, ties = _eliminated(named, ballots, order)
    if ties and len(_possible(frozenset(named), ballots, {})) != 1:
        return Runoff(found.winner, found.rounds, listed(ties, at))
    return found


def _possible(
    left: frozenset[str], ballots: Weighted, known: dict[frozenset[str], set[str]]
) -> set[str]:
    """Return who can win among those left, whatever the order; none if too many can.

    `known` holds what was found already, for up to `MOST_STATES` sets of options.
    """
    if left in known or len(known) > MOST_STATES:
        return known.get(left, set())
    votes = _firsts(sorted(left), ballots)
    best = max(votes.values(), default=0)
    if best == 0:  # nobody
        known[left] = {""}
        return known[left]
    if len(left) == 1 or 2 * best > sum(votes.values()):
        known[left] = {option for option in left if votes[option] == best}
        return known[left]
    fewest = min(votes.values(), default=0)
    winners: set[str] = set()
    for option in sorted(left):
        if votes[option] == fewest:
            winners |= _possible(left - {option}, ballots, known)
    known[left] = winners
    return set() if len(known) > MOST_STATES else winners


def _eliminated(
    options: Sequence[str], ballots: Weighted, order: Sequence[str]
) -> tuple[Runoff, list[tuple[str, ...]]]:
    """Return the runoff, and the ties that `order` broke."""
    left = [option for option in order if option in set(options)]
    rounds: list[Round] = []
    ties: list[tuple[str, ...]] = []
    while left:
        votes = _firsts(left, ballots)
        best = max(left, key=votes.__getitem__)
        total = sum(votes.values())
        if total == 0:
            break
        if len(left) == 1 or 2 * votes[best] > total:
            return Runoff(best, tuple(rounds), ()), ties
        fewest = min(votes.values())
        tied = tuple(option for option in left if votes[option] == fewest)
        if len(tied) > 1:
            ties.append(tied)
        rounds.append(Round(votes, tied[-1]))
        left.remove(tied[-1])
    return Runoff(None, tuple(rounds), ()), ties


def _firsts(left: Sequence[str], ballots: Weighted) -> dict[str, int]:
    votes: Counter[str] = Counter()
    for places_, number in ballots:
        ranked = [(places_[o], o) for o in left if o in places_]
        if not ranked:
            continue
        first = min(ranked)[0]
        firsts = [option for place, option in ranked if place == first]
        if len(firsts) == 1:
            votes[firsts[0]] += number
    return {option: votes[option] for option in left}
