"""Total orders of the options, and what they decided."""

from collections.abc import Collection, Iterable, Sequence

Drawn = tuple[tuple[str, ...], ...]


def places(order: Sequence[str], options: Iterable[str]) -> dict[str, int]:
    """Return the place of each option in `order`, which breaks ties.

    Raises:
        ValueError: `order` names an option twice, or leaves one of `options` out.
    """
    found = {option: place for place, option in enumerate(order)}
    if len(found) != len(order):
        raise ValueError("the tie order names an option twice")
    if missing := sorted(set(options) - found.keys()):
        raise ValueError(f"the tie order leaves out {', '.join(missing)}")
    return found


def decided(
    groups: Iterable[Collection[str]], winners: Collection[str], at: dict[str, int]
) -> Drawn:
    """Return the groups of tied options of which some won and some did not.

    Each in tie order; the groups in the order of their first options.
    """
    won = set(winners)
    mixed = {
        tuple(sorted(group, key=at.__getitem__))
        for group in groups
        if 0 < sum(option in won for option in group) < len(group)
    }
    return tuple(sorted(mixed, key=lambda group: [at[option] for option in group]))
