"""Hidden numbers of tables by group cannot be computed back from what is shown."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import pytest

from facilitator.voting.groups import NO_ANSWER
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.voting.suppression import (
    Cell,
    hidden_support,
    hidden_turnout,
    per_cent,
    rounded,
    tellable,
)
from facilitator.voting.turnout import Cards, tables
from tests.voting.specs import make_spec

BANDS = ("under-30", "30-59", "60-over", NO_ANSWER)
PRIME = 1_000_003
Row = list[int]


def compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to write `total` as a sum of `parts` numbers."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield first, *rest


def shown(
    cells: Sequence[Cell], rule: Callable[..., frozenset[int]]
) -> tuple[Any, ...]:
    """What everybody sees of a row, and more: here nothing is rounded."""
    closed = rule(cells)
    return tuple(
        None if place in closed else cell.count for place, cell in enumerate(cells)
    )


def narrowest(
    tables_: Iterator[Sequence[Cell]], rule: Callable[..., frozenset[int]]
) -> int:
    """How many values a hidden number may have for somebody who knows the rule and
    the total, and goes through all tables; the fewest over all numbers worth hiding.
    """
    alike: dict[tuple[Any, ...], list[Sequence[Cell]]] = {}
    for cells in tables_:
        alike.setdefault(shown(cells, rule), []).append(cells)
    return min(
        len({cells[place].count for cells in possible})
        for published, possible in alike.items()
        for place, number in enumerate(published)
        if number is None
    )


def supporting(cells: Sequence[Cell]) -> frozenset[int]:
    return hidden_support(cells, ())


def small_alone(cells: Sequence[Cell]) -> frozenset[int]:
    """A leaky way: hide what is small, and nothing beside it."""
    return frozenset(n for n, cell in enumerate(cells) if 0 < cell.count < 10)


def with_the_smallest(cells: Sequence[Cell]) -> frozenset[int]:
    """A leaky way: hide with it the smallest of the others."""
    found = set(small_alone(cells))
    rest = sorted(set(range(len(cells))) - found, key=lambda n: cells[n].count)
    while found and (len(found) < 2 or sum(cells[n].count for n in found) < 10):
        found.add(rest.pop(0))
    return frozenset(found)


@pytest.mark.parametrize("total", [30, 41, 52])
def test_going_through_all_tables_leaves_hidden_turnout_open(total: int) -> None:
    found = [[Cell(n) for n in counts] for counts in compositions(total, 4)]

    assert narrowest(iter(found), hidden_turnout) >= 8
    assert narrowest(iter(found), small_alone) == 1
    assert narrowest(iter(found), with_the_smallest) < 3


@pytest.mark.parametrize("sizes", [(12, 25, 14), (10, 30, 20), (3, 40, 12)])
def test_going_through_all_tables_leaves_hidden_support_open(
    sizes: tuple[int, ...],
) -> None:
    for total in range(10, sum(sizes) - 9):
        found = [
            [Cell(n, size) for n, size in zip(counts, sizes, strict=True)]
            for counts in product(*(range(size + 1) for size in sizes))
            if sum(counts) == total
        ]
        enough = min(10, *(size + 1 for size in sizes))
        assert narrowest(iter(found), supporting) >= enough


@pytest.mark.parametrize(
    ("cells", "closed"),
    [
        ([Cell(40), Cell(30), Cell(12)], set()),
        ([Cell(40), Cell(30), Cell(0)], set()),
        ([Cell(40), Cell(30), Cell(4)], {1, 2}),
        ([Cell(4), Cell(30), Cell(40)], {0, 2}),  # the last, not the smallest
        ([Cell(4), Cell(30), Cell(0)], {0, 1}),
        ([Cell(40), Cell(4), Cell(5)], {0, 1, 2}),  # 4 + 5 are fewer than 10
        ([Cell(40), Cell(6), Cell(5)], {1, 2}),
        ([Cell(40, 60), Cell(30, 35), Cell(20)], {1, 2}),  # all of 35 but 5
        ([Cell(40, 60), Cell(0, 60), Cell(20)], {1, 2}),  # none
        ([Cell(40, 60), Cell(3, 9), Cell(20)], {0, 1, 2}),  # nine people cover nobody
        ([Cell(40, 60), Cell(30, 60), Cell(30, 60), Cell(50)], set()),
    ],
)
def test_which_ballots_are_hidden(cells: list[Cell], closed: set[int]) -> None:
    assert hidden_turnout(cells) == closed


@pytest.mark.parametrize(
    ("cells", "unseen", "closed"),
    [
        ([Cell(30, 60), Cell(20, 60), Cell(15, 40)], (), set()),
        ([Cell(30, 60), Cell(20, 60), Cell(9, 40)], (), {0, 1, 2}),  # too few
        ([Cell(30, 60), Cell(20, 60), Cell(31, 40)], (), {0, 1, 2}),  # all but too few
        ([Cell(30, 60), Cell(20, 60), Cell(4, 12)], (), {1, 2}),  # a small group
        ([Cell(30, 60), Cell(20, 60), Cell(0, 0)], (), {2}),  # nobody at all
        ([Cell(30, 60), Cell(20, 60), Cell(15, 40)], (0, 1), {0, 1}),
        ([Cell(30, 60), Cell(20, 60), Cell(5, 8)], (1, 2), {0, 1, 2}),
    ],
)
def test_which_support_is_hidden(
    cells: list[Cell], unseen: tuple[int, ...], closed: set[int]
) -> None:
    assert hidden_support(cells, unseen) == closed


def test_counts_of_small_groups_are_rounded_to_five() -> None:
    found = [rounded(n, 49) for n in (10, 12, 13, 17, 18, 48)]

    assert found == [10, 10, 15, 15, 20, 50]
    assert [rounded(n, 50) for n in (12, 48)] == [12, 48]
    assert [per_cent(12, 30), per_cent(33, 60), per_cent(38, 41)] == [33, 55, 100]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (["0-20", "25-45", "30-70"], [True, True, True]),
        (["0-20", "25-45", "0-20 25-45"], [True, False, False]),  # two together
        (["0-20", "25-45", "20-25 45-100"], [True, False, False]),  # neither
        (["0-20", "0-20", "20-100"], [True, True, True]),  # the same rows hide
        (["0-20", "0-20 50-53", "0-17 50-70"], [True, False, True]),  # three more
        (["0-9", "0-92", "0-100", ""], [False, False, False, False]),
    ],
)
def test_options_whose_numbers_follow_from_others_are_not_told(
    columns: list[str], told: list[bool]
) -> None:
    spans = [[map(int, span.split("-")) for span in one.split()] for one in columns]

    found = tellable([{n for a, b in one for n in range(a, b)} for one in spans], 100)

    assert found == told


def _spec(options: int) -> Spec:
    return make_spec(
        options=tuple(Option(f"P{n}", n, 1, "ar", f"{n}") for n in range(options)),
        axes=(AxisOnBallot(1, 1, {}),),
        groups=("age",),
    )


def _room(chance: random.Random, people: int, options: int) -> Cards:
    """People of different ages, of whom some always vote alike."""
    weights = [chance.random() ** 2 for _ in BANDS]
    patterns = [
        sorted(chance.sample(range(options), chance.randint(1, min(4, options))))
        for _ in range(chance.choice((3, 8, 60)))
    ]
    return [
        (
            [f"P{n}" for n in chance.choice(patterns)],
            {"age": band} if band != NO_ANSWER else {},
        )
        for band in chance.choices(BANDS, weights, k=people)
    ]


def _solvable(rows: list[Row], wanted: Row) -> bool:
    """Whether `wanted` is a combination of `rows`: somebody can compute it."""
    basis: dict[int, Row] = {}
    for row in [*rows, wanted]:
        rest = row
        for pivot, other in basis.items():
            if factor := rest[pivot]:
                rest = [
                    (a - factor * b) % PRIME for a, b in zip(rest, other, strict=True)
                ]
        if row is wanted:
            return not any(rest)
        if any(rest):
            pivot = next(n for n, value in enumerate(rest) if value)
            inverse = pow(rest[pivot], -1, PRIME)
            basis[pivot] = [value * inverse % PRIME for value in rest]
    return False


def _computed_back(cards: Cards, found: dict[str, Any]) -> list[Any]:
    """Return the hidden numbers that follow from the list of ballots and the rest.

    The attacker is given more than is published: the exact numbers, not rounded.
    Unknown is how many ballots of each content come from each band.
    """
    turnout, support = found["turnout"][0]["rows"], found["support"][0]["rows"]
    contents = sorted({tuple(says) for says, _ in cards})
    names = [row["value"] for row in turnout]

    def row(value: str | None, says: str | None, exactly: Any = None) -> Row:
        return [
            int(
                (value is None or name == value)
                and (says is None or says in content)
                and (exactly is None or content == exactly)
            )
            for name in names
            for content in contents
        ]

    known = [row(None, None, content) for content in contents]  # the list
    known += [
        row(line["value"], None) for line in turnout if line["ballots"] is not None
    ]
    cells = [
        (line["value"], option, number)
        for line in support
        for option, number in line["options"].items()
    ]
    known += [row(value, says) for value, says, number in cells if number is not None]
    named = [set(says) for says, _ in cards]
    obvious = {o for o in set().union(*named) if all(o in one for one in named)}
    sizes = {line["value"]: line["ballots"] for line in turnout}
    secret: list[tuple[str | None, str | None]] = [
        (value, says)
        for value, says, number in cells
        if number is None and sizes[value] and any(row(None, says))
        if says not in obvious  # the list says it: everybody
    ]
    secret += [(value, None) for value, size in sizes.items() if size is None]
    return [cell for cell in secret if _solvable(known, row(*cell))]


def test_nothing_hidden_follows_from_the_list_of_ballots() -> None:
    chance = random.Random(3)  # noqa: S311 -- the same rooms in every run
    told = 0
    for _ in range(60):
        options = chance.randint(2, 6)
        cards = _room(chance, chance.randint(30, 160), options)

        found = tables(_spec(options), cards, {})

        assert _computed_back(cards, found) == []
        told += sum(
            number is not None
            for line in found["support"][0]["rows"]
            for number in line["options"].values()
        )
    assert told > 100  # there is something to compute from


def test_without_the_rules_hidden_numbers_follow(monkeypatch: Any) -> None:
    chance = random.Random(3)  # noqa: S311 -- the same rooms in every run
    monkeypatch.setattr(
        "facilitator.voting.turnout.hidden_support",
        lambda cells, _closed: small_alone(cells),
    )
    rooms = [_room(chance, chance.randint(30, 160), 4) for _ in range(20)]

    assert any(_computed_back(cards, tables(_spec(4), cards, {})) for cards in rooms)
