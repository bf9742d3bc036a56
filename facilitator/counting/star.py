"""STAR: score, then automatic runoff, for one winner. Exact."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.counting.scores import of_values
from facilitator.counting.ties import Drawn, places

FINALISTS = 2
MOST_STARS = 5
Measure = Callable[[Sequence[str]], Mapping[str, int]]
Ballots = Sequence[Mapping[str, int]]


@dataclass(frozen=True)
class Star:
    """The winner of a STAR count, and how it came to it.

    `winner` is None when no option has a star. `preferred` is on how many ballots
    each finalist stands above the other; on `equal` ballots neither does. `drawn`
    are the ties that the tie order decided, for a place in the runoff or for it.
    """

    winner: str | None
    finalists: tuple[str, ...]
    totals: Mapping[str, int]
    preferred: Mapping[str, int]
    equal: int
    drawn: Drawn


def star(
    options: Iterable[str],
    ballots: Iterable[Mapping[str, int]],
    order: Sequence[str],
    *,
    most: int = MOST_STARS,
) -> Star:
    """Return the winner of a runoff between the two options with the most stars.

    Stars from 0 to `most`; what a ballot does not rate has 0. The finalist that
    stands higher on more ballots wins. Ties for the runoff: who is preferred on
    more ballots in all pairs of the tied, then who has more ballots with `most`
    stars, then `order`. A tie in the runoff: more stars, then more ballots with
    `most`, then `order`. Each rule sees only those that the rule before left tied.
    Source: VOTING, "Exact definitions", T; the Equal Vote Coalition's rules for
    breaking ties in STAR voting.

    Raises:
        ValueError: `order` is no order of `options`, or a ballot names another.
    """
    named, kept = list(options), list(ballots)
    at = places(order, named)
    totals = of_values(named, kept)
    stars, pairs, fives = _measures(totals, kept, most)
    listed = sorted(named, key=at.__getitem__)
    finalists, drawn = _best(listed, FINALISTS, (stars, pairs, fives))
    two = sorted(finalists, key=at.__getitem__)
    winners, drawn_last = _best(two, 1, (pairs, stars, fives))
    preferred = pairs(finalists)
    return Star(
        winner=winners[0] if any(totals.values()) else None,
        finalists=tuple(finalists),
        totals=totals,
        preferred=preferred,
        equal=len(kept) - sum(preferred.values()),
        drawn=(*drawn, *drawn_last) if any(totals.values()) else (),
    )


def _measures(
    totals: Mapping[str, int], ballots: Ballots, most: int
) -> tuple[Measure, Measure, Measure]:
    """Return what sorts tied options: stars, preferences in pairs, highest grades."""

    def stars(tied: Sequence[str]) -> Mapping[str, int]:
        return {option: totals[option] for option in tied}

    def pairs(tied: Sequence[str]) -> Mapping[str, int]:
        return _preferences(tied, ballots)

    def fives(tied: Sequence[str]) -> Mapping[str, int]:
        return {o: sum(ballot.get(o, 0) == most for ballot in ballots) for o in tied}

    return stars, pairs, fives


def _best(
    candidates: Sequence[str], seats: int, measures: Sequence[Measure]
) -> tuple[list[str], Drawn]:
    """Return the `seats` best by the first measure, the tied by the next, and so on.

    `candidates` stand in tie order, which decides last; also return those between
    whom it did.
    """
    if len(candidates) <= seats or seats == 0:
        return list(candidates[:seats]), ()
    if not measures:
        return list(candidates[:seats]), (tuple(candidates),)
    scores = measures[0](candidates)
    ranked = sorted(candidates, key=lambda option: -scores[option])
    edge = scores[ranked[seats - 1]]
    above = [option for option in ranked if scores[option] > edge]
    tied = [option for option in candidates if scores[option] == edge]
    chosen, drawn = _best(tied, seats - len(above), measures[1:])
    return [*above, *chosen], drawn


def _preferences(tied: Sequence[str], ballots: Ballots) -> dict[str, int]:
    """Return for each option how often a ballot prefers it to another of `tied`."""
    won = dict.fromkeys(tied, 0)
    for ballot in ballots:
        stars = [(option, ballot.get(option, 0)) for option in tied]
        for option, mine in stars:
            won[option] += sum(mine > other for _, other in stars)
    return won
