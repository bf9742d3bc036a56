"""Which numbers of a table by group may be published. Pure.

A total stands beside every table, so a number is only hidden while others are
hidden with it. Which others does not depend on what they are: whoever knows the
rule could conclude from it ("were the other one smaller, it would be hidden").
Source: VOTING, "Group statistics", which takes the smallest; this is stricter.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 10  # people behind a number, on the web; on the screen 5 would do
LEAST_BALLOTS: Final = 30  # under which a vote has no tables
COARSE: Final = 50  # people in a group under which counts are rounded
STEP: Final = 5
_PRIME: Final = 2**61 - 1


@dataclass(frozen=True)
class Cell:
    """A number in a table, `of` so many people; None where nobody knows of how many."""

    count: int
    of: int | None = None


def hidden_turnout(cells: Sequence[Cell]) -> frozenset[int]:
    """Return the places of the ballots that stay hidden; their sum is known.

    Those that are few, or all of their group but few; with them always the last row
    that has any, so that not all that is hidden is known to be small; then more
    from the end, until nothing can be computed back. None at all of a group of
    which nobody knows the size may show.
    """
    found = {place for place, cell in enumerate(cells) if _tells(cell)}
    rest = [place for place, cell in enumerate(cells) if cell.count]
    if not found or not rest:
        return frozenset(found)
    found.add(rest[-1])
    rest = [place for place in rest if place not in found]
    while not _safe([cells[place] for place in found]):
        if not rest:
            return frozenset(range(len(cells)))
        found.add(rest.pop())
    return frozenset(found)


def hidden_support(cells: Sequence[Cell], closed: Collection[int]) -> frozenset[int]:
    """Return the places of the supporters that stay hidden; their sum is known.

    `cells` have a size each, which is public except in the rows that are `closed`.
    Rows too small to show any number stay hidden with as many others as cover
    them; if then one number more may not be seen, none is.
    """
    people = {place for place, cell in enumerate(cells) if cell.of}
    small = {place for place in people if (cells[place].of or 0) < 2 * LEAST}
    found = people & (small | set(closed))
    rest = sorted(people - found)
    while found and rest and not _covered([cells[place] for place in found]):
        found.add(rest.pop())
    tells = any(_tells(cells[place]) for place in rest)
    if tells or (found and not _safe([cells[place] for place in found])):
        return frozenset(range(len(cells)))
    return frozenset(set(range(len(cells))) - set(rest))


def rounded(count: int, size: int) -> int:
    """Return a count of a group of `size` people as it is published."""
    return count if size >= COARSE else STEP * ((2 * count + STEP) // (2 * STEP))


def per_cent(count: int, size: int) -> int:
    """Return the share of a group that has `size` people, a whole number."""
    part, whole = rounded(count, size), rounded(size, size)
    return min(100, (200 * part + whole) // (2 * whole))


def tellable(columns: Iterable[Collection[int]], ballots: int) -> list[bool]:
    """Return which options' supporters may be told by group.

    A column is the set of places, under `ballots`, of those that support an option.
    The list of ballots is public: where the ballots of one option are those of two
    others together, its hidden numbers would follow from theirs; so one of them is
    not told. Nor is the second of two that differ by few ballots: the difference
    would tell of these. Two with the same ballots, or of which one has all that the
    other has not, hide the same rows anyway. Exact, modulo a prime.
    """
    everybody = frozenset(range(ballots))
    sets = [frozenset(column) for column in columns]
    vectors = [[int(place in one) for place in range(ballots)] for one in sets]
    _take_out([1] * ballots, vectors)
    told = [everybody]
    answers = []
    for vector, mine in zip(vectors, sets, strict=True):
        twins = (mine, everybody - mine)
        others = [o for o, one in zip(vectors, sets, strict=True) if one not in twins]
        is_twin = any(one in told for one in twins)
        fine = is_twin and mine not in (everybody, frozenset())
        if not is_twin and all(_apart(mine, other, ballots) for other in told):
            fine = not any(_proportional(vector, other) for other in others)
        answers.append(fine)
        if fine and not is_twin:
            told.append(mine)
            _take_out(vector, vectors)
    return answers


def _tells(cell: Cell) -> bool:
    """Whether a number tells of single people by itself."""
    if cell.of is None:
        return 0 < cell.count < LEAST
    return cell.of < LEAST or cell.count < LEAST or cell.of - cell.count < LEAST


def _safe(cells: Sequence[Cell]) -> bool:
    """Whether hidden cells stay open to guesses, though their sum is known."""
    counted = sum(cell.count for cell in cells)
    sizes = [cell.of for cell in cells if cell.of is not None]
    unsaid = sum(sizes) - counted if len(sizes) == len(cells) else LEAST
    return counted >= LEAST and unsaid >= LEAST and _covered(cells)


def _covered(cells: Sequence[Cell]) -> bool:
    """Whether for each cell the others could take up a difference of `LEAST` people."""
    sizes = [cell.of for cell in cells if cell.of is not None]
    boundless = len(cells) - len(sizes)
    if boundless:
        return boundless > 1 or sum(sizes) >= LEAST
    return sum(sizes) - max(sizes) >= LEAST


def _apart(one: frozenset[int], other: frozenset[int], ballots: int) -> bool:
    """Whether two columns, or one and the rest of the other, differ by enough."""
    differing = len(one ^ other)
    return min(differing, ballots - differing) >= LEAST


def _take_out(vector: Sequence[int], vectors: list[list[int]]) -> None:
    """Take from each of `vectors` what `vector` says of it."""
    pivot = next((place for place, value in enumerate(vector) if value), None)
    if pivot is None:
        return
    inverse = pow(vector[pivot], -1, _PRIME)
    taken = list(vector)
    for other in vectors:
        if factor := other[pivot] * inverse % _PRIME:
            other[:] = [
                (a - factor * b) % _PRIME for a, b in zip(other, taken, strict=True)
            ]


def _proportional(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether `other`, which is not zero, is a multiple of `one`."""
    pivot = next((place for place, value in enumerate(other) if value), None)
    if pivot is None:
        return False
    a, b = one[pivot], other[pivot]
    return all(
        x * b % _PRIME == y * a % _PRIME for x, y in zip(one, other, strict=True)
    )
