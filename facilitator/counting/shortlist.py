"""Shortlists: the most voted options, and one of each group first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.counting.ties import Drawn, decided, places

LEAST_VOTES = 2  # what the most voted option of an axis needs, and
LEAST_PERCENT = 5  # of the ballots


@dataclass(frozen=True)
class Shortlist:
    """The winners, the most voted first; `drawn` are the ties that `order` decided."""

    winners: tuple[str, ...]
    drawn: Drawn


def top(
    scores: Mapping[str, int],
    seats: int,
    order: Sequence[str],
    *,
    hard: bool = False,
    costs: Mapping[str, int] | None = None,
) -> Shortlist:
    """Return the `seats` options with the highest scores.

    All that are tied across the last seat advance, so that there may be more;
    with `hard` there never are: the lower of `costs` wins, then `order`. An option
    with score 0 never wins. Winners stand by score, then cost (`hard` only), then
    `order`.
    Source: VOTING, "Exact definitions", S.

    Raises:
        ValueError: `order` is no order of the options.
    """
    at = places(order, scores)
    price = costs if hard and costs is not None else dict.fromkeys(scores, 0)

    def key(option: str) -> tuple[int, int]:
        return -scores[option], price[option]

    ordered = sorted(
        (option for option in scores if scores[option] > 0),
        key=lambda option: (*key(option), at[option]),
    )
    if seats <= 0 or len(ordered) <= seats:
        return Shortlist(tuple(ordered[: max(seats, 0)]), ())
    if hard:
        last = key(ordered[seats - 1])
        edge = [option for option in ordered if key(option) == last]
        winners = tuple(ordered[:seats])
        return Shortlist(winners, decided([edge], winners, at))
    least = scores[ordered[seats - 1]]
    return Shortlist(tuple(o for o in ordered if scores[o] >= least), ())


def one_per_group(
    scores: Mapping[str, int],
    groups: Mapping[str, int],
    ballots: int,
    seats: int,
    order: Sequence[str],
    *,
    hard: bool = False,
    costs: Mapping[str, int] | None = None,
    support: Mapping[str, int] | None = None,
) -> Shortlist:
    """Return the most voted option of each group, then the most voted of the others.

    `groups` gives each option's group (its axis). A group's first wins a seat: the
    highest score of those that at least 2 of the non-blank `ballots`, and 5 % of
    them, name; a tie for it goes to `order`. `support` is on how many ballots each
    option is named, where `scores` are not that. With fewer seats than such firsts
    the highest scores among them win. The rest of the seats go to the other options
    as in `top`, which says what `hard` and `costs` do. Winners stand by score, then
    `order`.
    Source: VOTING, "Exact definitions", S, "at least one per axis".

    Raises:
        ValueError: `order` is no order of the options.
    """
    at = places(order, scores)
    named = scores if support is None else support
    firsts, ties = _firsts(scores, groups, named, ballots, at)
    chosen = top({o: scores[o] for o in firsts}, seats, order, hard=hard, costs=costs)
    free = seats - len(chosen.winners)
    others = {o: score for o, score in scores.items() if o not in firsts}
    rest = top(others, free, order, hard=hard, costs=costs)
    winners = sorted(
        chosen.winners + rest.winners, key=lambda option: (-scores[option], at[option])
    )
    groups_tied = [*ties, *chosen.drawn, *rest.drawn]
    return Shortlist(tuple(winners), decided(groups_tied, winners, at))


def firsts_of_groups(
    scores: Mapping[str, int],
    groups: Mapping[str, int],
    ballots: int,
    order: Sequence[str],
    *,
    support: Mapping[str, int] | None = None,
) -> tuple[str, ...]:
    """Return the option of each group that wins a seat before all others.

    As in `one_per_group`; the groups in the order of their numbers.

    Raises:
        ValueError: `order` is no order of the options.
    """
    named = scores if support is None else support
    return tuple(_firsts(scores, groups, named, ballots, places(order, scores))[0])


def _firsts(
    scores: Mapping[str, int],
    groups: Mapping[str, int],
    named: Mapping[str, int],
    ballots: int,
    at: dict[str, int],
) -> tuple[list[str], list[list[str]]]:
    """Return the first option of each group, and those it was tied with."""
    firsts, ties = [], []
    least = max(LEAST_VOTES, -(-LEAST_PERCENT * ballots // 100))
    for group in sorted({groups[option] for option in scores}):
        members = [o for o in scores if groups[o] == group and named[o] >= least]
        most = max((scores[option] for option in members), default=0)
        tied = sorted((o for o in members if scores[o] == most), key=at.__getitem__)
        if tied:
            firsts.append(tied[0])
            ties.append(tied)
    return firsts, ties
