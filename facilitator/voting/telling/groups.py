"""Who took part, by group, as far as it may be published. Pure."""

from collections.abc import Sequence
from typing import Final

from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.telling.table import Table
from facilitator.voting.telling.told import Told

_GROUPS: Final = {
    "gender": N_("Turnout of women and men"),
    "age": N_("Turnout by age"),
    "belonging": N_("Turnout by belonging"),
}
_VALUES: Final = {
    "women": N_("Women"),
    "men": N_("Men"),
    "other": N_("Other or no answer"),
    "under-30": N_("Under 30"),
    "30-59": N_("30 to 59"),
    "60-plus": N_("60 and over"),
    "resident": N_("Residents"),
    "association": N_("Associations"),
    "staff": N_("Staff of the commune"),
}


def turnout(told: Told) -> tuple[Table, ...]:
    """Return how many of each group took part, as far as it may be published."""
    found: Sequence[dict[str, object]] = told.result.groups.get("turnout") or ()
    return tuple(_turnout(group) for group in found)


def _turnout(kept: dict[str, object]) -> Table:
    rows = kept.get("rows")
    lines = rows if isinstance(rows, list) else []
    return Table(
        f"turnout-{kept['group']}",
        Sentence(_GROUPS.get(str(kept["group"]), N_("Turnout by group"))),
        (Sentence(N_("Group")), Sentence(N_("In the room")), Sentence(N_("Ballots"))),
        tuple(
            (
                Sentence(_VALUES.get(row["value"], str(row["value"]))),
                row.get("present"),
                row.get("ballots"),
            )
            for row in lines
        ),
        of_proposals=False,
        gap=Sentence(N_("withheld")),
    )
