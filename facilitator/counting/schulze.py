"""Schulze's method: the strongest paths between ranked options. Exact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from facilitator.counting.ties import Drawn, places

Matrix = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Schulze:
    """The places of ranked options, and what they rest on.

    `pairwise[a, b]` is on how many ballots a stands before b, `paths[a, b]` the
    strength of the strongest path from a to b. `places` are groups, the best first:
    nobody in a group is beaten by anybody in it or after it. `single` is the one
    order that the tie order makes of them; `drawn` are the groups it had to break.
    """

    pairwise: Matrix
    paths: Matrix
    places: tuple[tuple[str, ...], ...]
    single: tuple[str, ...]
    drawn: Drawn

    @property
    def winners(self) -> tuple[str, ...]:
        """Those whom nobody beats: one, or more that are tied."""
        return self.places[0] if self.places else ()


def schulze(
    options: Iterable[str], ballots: Iterable[Mapping[str, int]], order: Sequence[str]
) -> Schulze:
    """Rank the options by Schulze's method, with winning votes.

    A ballot gives options their places, 1 the best; equal places are allowed, and
    all that it does not name share the place behind its last. Options that nobody
    ranks can win only when nobody ranks any.
    Source: Schulze, "A new monotonic, clone-independent, reversal symmetric, and
    Condorcet-consistent single-winner election method" (2011), 2.2, winning votes;
    VOTING, "Second wave".

    Raises:
        ValueError: `order` is no order of `options`, or a ballot names another.
    """
    at = places(order, options := list(options))
    listed = sorted(options, key=at.__getitem__)
    beaten = pairwise(listed, weighted(ballots))
    paths = strongest_paths(listed, beaten)
    groups = _places(listed, paths)
    return Schulze(
        pairwise=beaten,
        paths=paths,
        places=groups,
        single=tuple(option for group in groups for option in group),
        drawn=tuple(group for group in groups if len(group) > 1),
    )


def weighted(
    ballots: Iterable[Mapping[str, int]],
) -> list[tuple[dict[str, int], int]]:
    """Return each different ballot, and how often it is there."""
    alike = Counter(tuple(sorted(ballot.items())) for ballot in ballots)
    return [(dict(ballot), number) for ballot, number in sorted(alike.items())]


def pairwise(
    options: Sequence[str], ballots: Iterable[tuple[Mapping[str, int], int]]
) -> dict[tuple[str, str], int]:
    """Return for each pair (a, b) on how many ballots a stands before b.

    `ballots` are (places, how often).

    Raises:
        ValueError: a ballot names what is not among `options`.
    """
    counts = {(a, b): 0 for a, b in product(options, options) if a != b}
    known = set(options)
    for places_, number in ballots:
        if unknown := places_.keys() - known:
            raise ValueError(f"{min(unknown)} is not an option of this vote")
        for a, mine in places_.items():
            for b in options:
                if b not in places_ or mine < places_[b]:
                    counts[a, b] += number
    return counts


def strongest_paths(
    options: Sequence[str], beaten: Matrix
) -> dict[tuple[str, str], int]:
    """Return the strength of the strongest path for each pair, 0 where there is none.

    A path is as strong as its weakest link; a link from a to b exists where more
    ballots put a before b than b before a, and is as strong as the former number.
    """
    paths = {
        (a, b): votes if votes > beaten[b, a] else 0 for (a, b), votes in beaten.items()
    }
    for via in options:
        for a in options:
            if a == via or not paths[a, via]:
                continue
            for b in options:
                if b not in (a, via):
                    through = min(paths[a, via], paths[via, b])
                    paths[a, b] = max(paths[a, b], through)
    return paths


def _places(listed: Sequence[str], paths: Matrix) -> tuple[tuple[str, ...], ...]:
    """Return layer by layer those whom nobody that is left beats."""
    groups = []
    left = list(listed)
    while left:
        group = tuple(
            b
            for b in left
            if not any(a != b and paths[a, b] > paths[b, a] for a in left)
        )
        groups.append(group)
        left = [option for option in left if option not in group]
    return tuple(groups)
