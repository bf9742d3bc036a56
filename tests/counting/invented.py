"""Votes that nobody cast, from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Vote:
    """Options with costs, a budget, ballots and a tie order."""

    costs: dict[str, int]
    budget: int
    ballots: list[dict[str, int]]
    order: list[str]

    @property
    def options(self) -> list[str]:
        return list(self.costs)


def votes(seed: int, number: int, *, most_points: int = 1) -> Iterator[Vote]:
    """Go through small votes in which money is scarce and ties are many."""
    random = Random(seed)  # noqa: S311
    for _ in range(number):
        options = [f"p{n}" for n in range(1, random.randint(2, 8))]
        costs = {option: random.choice((1, 2, 2, 3, 5, 8)) * 7 for option in options}
        budget = random.randint(7, sum(costs.values()))
        yield Vote(
            costs,
            budget,
            ballots(random, options, random.randint(1, 14), most_points),
            random.sample(options, len(options)),
        )


def ballots(
    random: Random, options: list[str], number: int, most_points: int = 1
) -> list[dict[str, int]]:
    """Return ballots of one to four options each, with points."""
    return [
        {
            option: random.randint(1, most_points)
            for option in random.sample(
                options, random.randint(1, min(4, len(options)))
            )
        }
        for _ in range(number)
    ]


def marks(*named: str) -> list[dict[str, int]]:
    """Return one ballot for each string: "ab" names a and b, "" nothing."""
    return [dict.fromkeys(ballot, 1) for ballot in named]


def room(seed: int = 1, people: int = 500, options: int = 60) -> Vote:
    """Return a large room: 5 stickers each, opinions that differ, scarce money."""
    random = Random(seed)  # noqa: S311
    names = [f"p{n}" for n in range(1, options + 1)]
    costs = {name: random.randint(500_000, 10_000_000) for name in names}
    liked = [random.random() ** 2 + 0.05 for _ in names]
    found = []
    for _ in range(people):
        ballot: dict[str, int] = {}
        while len(ballot) < 5:
            ballot[random.choices(names, liked)[0]] = 1
        found.append(ballot)
    return Vote(costs, sum(costs.values()) // 4, found, names[::-1])
