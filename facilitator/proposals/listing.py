"""Which of many proposals a page shows: one axis at a time when they are many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facilitator.proposals.queries import AxisList
from facilitator.proposals.rules import read_number

AT_ONCE = 40  # proposals on one page of a phone


@dataclass(frozen=True)
class Shown:
    """What a page shows. `axis` is the position of the only axis on it, if one."""

    axes: tuple[AxisList, ...]  # with the proposals of this page
    counts: tuple[tuple[AxisList, int], ...]  # every axis, how many it has
    axis: int | None
    page: int
    pages: int

    @property
    def total(self) -> int:
        """How many proposals there are on all pages."""
        return sum(count for _axis, count in self.counts)


def page_of(axes: Sequence[AxisList], wanted: Mapping[str, str]) -> Shown:
    """Return the page that a query string (``axis``, ``page``) asks for.

    Everything while it is little; otherwise one axis, the first if none is named.
    What is not understood is the first page.
    """
    counts = tuple((axis, len(axis.entries)) for axis in axes)
    position = read_number(wanted.get("axis"))
    chosen = next((a for a in axes if a.axis.position == position), None)
    if chosen is None and sum(count for _axis, count in counts) > AT_ONCE:
        chosen = next((axis for axis, count in counts if count), axes[0])
    if chosen is None:
        return Shown(tuple(axes), counts, None, 1, 1)
    pages = max(1, -(-len(chosen.entries) // AT_ONCE))
    page = min(max(1, read_number(wanted.get("page"))), pages)
    entries = chosen.entries[(page - 1) * AT_ONCE : page * AT_ONCE]
    only = replace(chosen, entries=entries)
    return Shown((only,), counts, chosen.axis.position, page, pages)
