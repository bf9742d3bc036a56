"""How firm a result is: margins, and how many ballots would change it.

Why `ballots_to_change` is exact. A replaced ballot moves the difference of two
scores by at most 2: from naming the one alone to naming the other alone.

Another set of winners with as many members has a former loser in it and a former
winner out of it. Then the loser must have caught up with the winner (passed it,
where seats are hard and the tie goes to the winner). That takes half the difference
in ballots, rounded up, and so many are enough: a winner stands alone on at least as
many ballots as it is ahead; there the loser takes its place, which moves no other
score. (Where they are level, one ballot more is enough.) The closest pair needs the
fewest. Where ties let more win than there are seats, one ballot that leaves a tied
option puts it out. Where seats are free all losers have 0, and one ballot lets one
in. Where nobody loses, a winner is out only with 0.
"""

from collections.abc import Mapping, Sequence

from facilitator.counting.shortlist import top
from facilitator.counting.ties import places


def ballots_to_change(
    scores: Mapping[str, int],
    seats: int,
    order: Sequence[str],
    *,
    hard: bool = False,
    costs: Mapping[str, int] | None = None,
) -> int | None:
    """Return how many ballots, if filled in otherwise, could change a shortlist.

    For `shortlist.top` on `scores` of marks, with the same `hard` and `costs`: the
    smallest number of ballots that, made blank or filled in within the limit, give
    another set of winners; None where no number does. Exact; the proof stands at the
    head of this module.
    Source: VOTING, "Robustness strip".

    Raises:
        ValueError: `order` is no order of the options.
    """
    at = places(order, scores)
    winners = top(scores, seats, order, hard=hard, costs=costs).winners
    losers = scores.keys() - set(winners)
    if not winners:
        return None
    if not losers:
        return 1 if len(winners) > seats else min(scores.values())
    if len(winners) != seats:
        return 1
    price = costs if hard and costs is not None else dict.fromkeys(scores, 0)

    def needed(winner: str, loser: str) -> int:
        keeps = hard and (price[winner], at[winner]) < (price[loser], at[loser])
        return -(-(scores[winner] - scores[loser] + keeps) // 2)

    return min(needed(winner, loser) for winner in winners for loser in losers)
