"""From scores to the lines of a result. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from facilitator.counting.scores import ranks
from facilitator.voting.results import Tally
from facilitator.voting.spec import Spec

Spreads = Mapping[str, tuple[int, ...]]


def tallies(
    spec: Spec,
    scores: Mapping[str, int],
    winners: Collection[str] = (),
    spreads: Spreads | None = None,
) -> tuple[Tally, ...]:
    """Return the options with their scores, the highest first.

    Equal scores share a rank and the next rank is skipped (1, 2, 2, 4); among
    equals the lower proposal number is named first, which decides nothing. An
    option with no more than 0 has no rank.
    """
    found = ranks(scores)
    ordered = sorted(spec.options, key=lambda o: (-scores[o.id], o.number))
    return tuple(
        Tally(
            option.id,
            scores[option.id],
            rank=found[option.id].rank,
            tied=found[option.id].tied,
            won=option.id in winners,
            spread=(spreads or {}).get(option.id, ()),
        )
        for option in ordered
    )


def placed(
    places: Iterable[Sequence[str]],
    scores: Mapping[str, int],
    winners: Collection[str],
    spreads: Spreads | None = None,
) -> tuple[Tally, ...]:
    """Return the options of a method that ranks otherwise than by scores.

    `places` are groups of options that share a place, the best first.
    """
    lines: list[Tally] = []
    for group in places:
        rank = len(lines) + 1
        lines += [
            Tally(
                option,
                scores[option],
                rank=rank,
                tied=len(group) > 1,
                won=option in winners,
                spread=(spreads or {}).get(option, ()),
            )
            for option in group
        ]
    return tuple(lines)


def spreads(
    options: Iterable[str], ballots: Sequence[Mapping[str, int]], highest: int
) -> dict[str, tuple[int, ...]]:
    """Return for each option on how many ballots it has 0, 1 ... `highest`.

    What a ballot does not name has 0.
    """
    counts = {option: [len(ballots), *([0] * highest)] for option in options}
    for ballot in ballots:
        for option, value in ballot.items():
            counts[option][0] -= 1
            counts[option][value] += 1
    return {option: tuple(found) for option, found in counts.items()}
