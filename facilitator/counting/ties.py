"""Total orders of the options, and what they decided."""

from collections.abc import Collection, Iterable, Iterator, Sequence

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

    Each in tie order, as `listed` says.
    """
    won = set(winners)
    return listed(
        (g for g in groups if 0 < sum(option in won for option in g) < len(g)), at
    )


def listed(groups: Iterable[Collection[str]], at: dict[str, int]) -> Drawn:
    """Return groups of tied options, each in tie order.

    What was tied again when its first had won stands within a larger group and is
    left out. The groups stand in the order of their first options.
    """
    found = {frozenset(group) for group in groups}
    largest = [group for group in found if not any(group < other for other in found)]
    ordered = [tuple(sorted(group, key=at.__getitem__)) for group in largest]
    return tuple(sorted(ordered, key=lambda group: [at[option] for option in group]))


def others(order: Sequence[str], ties: Drawn) -> Iterator[list[str]]:
    """Go through other orders: the reverse, and each tied option before all.

    A result that all of them leave as it is was hardly decided by the order.
    """
    yield list(reversed(order))
    for tie in ties:
        for option in tie[1:]:
            yield [option, *(other for other in order if other != option)]
