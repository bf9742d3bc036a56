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

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from facilitator.counting.deadline import CountTooLong, Deadline
from facilitator.counting.search import least
from facilitator.counting.shortlist import top
from facilitator.counting.ties import places

Ballot = Mapping[str, int]


def margin_to_next(
    scores: Mapping[str, int], winners: Collection[str]
) -> dict[str, int]:
    """Return how far each option is from changing sides, in the unit of `scores`.

    For a winner: its score less that of the best loser. For a loser: its score less
    that of the weakest winner, so 0 or below, unless the rule is not one of scores.
    All 0 where nobody won, or nobody lost. In the order of `scores`.
    Source: VOTING, "Robustness strip".
    """
    won = {option for option in scores if option in winners}
    lost = scores.keys() - won
    if not won or not lost:
        return dict.fromkeys(scores, 0)
    next_ = max(scores[option] for option in lost)
    last = min(scores[option] for option in won)
    return {
        option: score - (next_ if option in won else last)
        for option, score in scores.items()
    }


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


def changes_at_most(
    count: Callable[[Sequence[Ballot]], Collection[str]],
    ballots: Sequence[Ballot],
    pairs: Iterable[tuple[str, str]],
    deadline: Deadline,
) -> int | None:
    """Return a number of ballots that would change the winners; fewer might do too.

    For rules without an exact formula: an upper bound. `count` returns the winners.
    For each of `pairs` (a winner, a loser) ballots that name the winner and not the
    loser give their value to the loser instead, in the order of their contents,
    until a count has other winners. The smallest number found in time is returned,
    None where there is none; `deadline` is asked before each count.
    Source: VOTING, "Robustness strip".
    """
    before = set(count(ballots))
    best: int | None = None
    for winner, loser in pairs:
        movable, others = _parted(ballots, winner, loser)
        changed = [_moved(ballot, winner, loser) for ballot in movable]
        parts = (others, movable, changed)
        changes = partial(_differs, count, before, parts, deadline)
        most = len(movable) if best is None else min(best - 1, len(movable))
        try:
            best = least(changes, most) or best
        except CountTooLong:
            break
    return best


def _differs(
    count: Callable[[Sequence[Ballot]], Collection[str]],
    before: Collection[str],
    parts: tuple[Sequence[Ballot], Sequence[Ballot], Sequence[Ballot]],
    deadline: Deadline,
    number: int,
) -> bool:
    """Return whether others win when the first `number` of the ballots change."""
    deadline.check()
    others, movable, changed = parts
    return set(count([*others, *changed[:number], *movable[number:]])) != before


def _parted(
    ballots: Sequence[Ballot], winner: str, loser: str
) -> tuple[list[Ballot], list[Ballot]]:
    """Return the ballots that name `winner` and not `loser`, sorted, and the others."""
    movable: list[Ballot] = []
    others: list[Ballot] = []
    for ballot in ballots:
        is_movable = ballot.get(winner, 0) > 0 and ballot.get(loser, 0) <= 0
        (movable if is_movable else others).append(ballot)
    return sorted(movable, key=lambda ballot: sorted(ballot.items())), others


def _moved(ballot: Ballot, winner: str, loser: str) -> Ballot:
    kept = {option: value for option, value in ballot.items() if option != winner}
    return {**kept, loser: ballot[winner]}
