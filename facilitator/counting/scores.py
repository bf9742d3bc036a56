"""Plain counts: how many ballots name an option, how many points it got."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rank:
    """The rank of an option; `rank` is None where nobody chose it."""

    rank: int | None
    tied: bool


def of_marks(
    options: Iterable[str], ballots: Iterable[Collection[str]]
) -> dict[str, int]:
    """Return on how many of `ballots` each option is marked, in the order of `options`.

    A mark that stands twice on a ballot counts once.
    Source: VOTING, "Exact definitions", S.

    Raises:
        ValueError: a ballot names what is not among `options`.
    """
    return _summed(options, (dict.fromkeys(ballot, 1) for ballot in ballots))


def of_values(
    options: Iterable[str], ballots: Iterable[Mapping[str, int]]
) -> dict[str, int]:
    """Return the sum of the points or stars of each option, in the order of `options`.

    Source: VOTING, "Exact definitions", P and T.

    Raises:
        ValueError: a ballot names what is not among `options`.
    """
    return _summed(options, ballots)


def ranks(scores: Mapping[str, int]) -> dict[str, Rank]:
    """Return the rank of each option; after equals ranks are skipped (1, 2, 2, 4).

    An option with no more than 0 has no rank.
    Source: VOTING, "Exact definitions", S: options with 0 votes never win.
    """
    sizes = Counter(score for score in scores.values() if score > 0)
    first: dict[int, int] = {}
    above = 0
    for score in sorted(sizes, reverse=True):
        first[score] = 1 + above
        above += sizes[score]
    return {
        option: Rank(first.get(score), tied=sizes.get(score, 0) > 1)
        for option, score in scores.items()
    }


def _summed(
    options: Iterable[str], ballots: Iterable[Mapping[str, int]]
) -> dict[str, int]:
    sums = dict.fromkeys(options, 0)
    for ballot in ballots:
        for option, value in ballot.items():
            if option not in sums:
                raise ValueError(f"{option} is not an option of this vote")
            sums[option] += value
    return sums
