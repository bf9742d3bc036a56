"""How long counts take beside the plain one: python -m tests.counting.speed"""

from collections.abc import Callable
from random import Random
from time import perf_counter

from facilitator.counting.deadline import Deadline
from facilitator.counting.equal_shares import (
    Completion,
    Utility,
    equal_shares,
    fair_shortlist,
    reached,
    votes_missing,
)
from facilitator.counting.greedy import greedy
from facilitator.counting.judgment import majority_judgment
from facilitator.counting.schulze import schulze
from facilitator.counting.scores import of_marks, of_values
from facilitator.counting.shortlist import top
from facilitator.counting.star import star
from tests.counting.invented import Vote, room


def _seconds(count: Callable[[], object]) -> float:
    """Return the best of three."""
    times = []
    for _ in range(3):
        start = perf_counter()
        count()
        times.append(perf_counter() - start)
    return min(times)


def _counts(vote: Vote) -> dict[str, Callable[[], object]]:
    random = Random(2)  # noqa: S311
    scores = of_values(vote.options, vote.ballots)
    points = [{o: random.randint(1, 5) for o in ballot} for ballot in vote.ballots]
    found = equal_shares(vote.costs, vote.budget, vote.ballots, vote.order)
    loser = next(o for o in vote.options if o not in found.winners)
    few = vote.options[:7]
    ranked = [
        dict(zip(random.sample(few, 7), range(1, 8), strict=True)) for _ in points
    ]
    args = (vote.costs, vote.budget, vote.ballots, vote.order)
    return {
        "stickers": lambda: of_marks(vote.options, vote.ballots),
        "shortlist of 12": lambda: top(scores, 12, vote.order),
        "fair shortlist of 12": lambda: fair_shortlist(
            vote.ballots, vote.options, 12, vote.order
        ),
        "most votes first": lambda: greedy(*args[:2], scores, vote.order),
        "equal shares, one run": lambda: equal_shares(
            *args, completion=Completion.NONE
        ),
        "equal shares": lambda: equal_shares(*args),
        "equal shares, points": lambda: equal_shares(
            *args[:2], points, vote.order, utility=Utility.POINTS
        ),
        "how far losers came": lambda: reached(found, vote.costs, vote.ballots),
        "votes missing to one": lambda: votes_missing(
            loser, found, vote.costs, *args[2:], deadline=Deadline(60)
        ),
        "STAR": lambda: star(vote.options, points, vote.order),
        "Schulze, 7 options": lambda: schulze(few, ranked, few),
        "majority judgment": lambda: majority_judgment(
            vote.options, points, vote.order, best=5
        ),
    }


def main() -> None:
    vote = room()
    counts = _counts(vote)
    plain = _seconds(counts["stickers"])
    print(f"{len(vote.ballots)} ballots, {len(vote.options)} options")
    for name, count in counts.items():
        seconds = _seconds(count)
        print(f"{name:24}{1000 * seconds:10.2f} ms{seconds / plain:10.1f} x")


if __name__ == "__main__":
    main()
