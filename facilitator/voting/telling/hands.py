"""Hands raised in the room, beside a vote. Pure."""

from collections.abc import Mapping

from facilitator.errors import N_, NN_
from facilitator.texts import Sentence
from facilitator.voting.telling import words
from facilitator.voting.telling.table import Cell, Table, named
from facilitator.voting.telling.told import Told

TITLE = N_("Raised hands, counted in the room (not in the count above)")
_PRESENT = NN_(
    "%(num)d person was present when hands were counted.",
    "%(num)d people were present when hands were counted.",
)
_BOTH = N_("%(title)s. %(people)s")
_NOBODY_COUNTED = N_("How many people were present is not recorded.")


def raised(told: Told, totals: Mapping[str, int], present: int | None) -> Table | None:
    """Return the hands as a table, None when there are none.

    `totals` are by option or, in a consent check, by answer; what was not counted
    is absent. `present` is None where nobody counted the people.
    """
    if not totals:
        return None
    rows: list[tuple[Cell, ...]]
    if told.is_consent:
        rows = [
            (Sentence(word), totals[key])
            for key, word in words.ANSWERS.items()
            if key in totals
        ]
        heads: tuple[Cell, ...] = (Sentence(N_("Answer")), Sentence(N_("Hands")))
        return Table("hands", _title(present), heads, tuple(rows), of_proposals=False)
    counted = [s for s in told.result.standings if s.option.id in totals]
    rows = [(*named(line), totals[line.option.id]) for line in counted]
    heads = (Sentence(N_("No.")), Sentence(N_("Proposal")), Sentence(N_("Hands")))
    return Table("hands", _title(present), heads, tuple(rows))


def _title(present: int | None) -> Sentence:
    """Return what the numbers are, and of how many people."""
    people = Sentence(_NOBODY_COUNTED)
    if present is not None:
        people = Sentence(*_PRESENT, {"num": present})
    return Sentence(_BOTH, values={"title": Sentence(TITLE), "people": people})
