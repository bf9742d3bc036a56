"""Who took part and who agreed, by group, as far as it may be published. Pure."""

from typing import Any, Final

from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.groups import row_name
from facilitator.voting.telling.table import Cell, Table, named, percent
from facilitator.voting.telling.told import Told

WITHHELD: Final = Sentence(N_("withheld"))
NOT_RECORDED: Final = Sentence(N_("Not recorded"))
TURNOUT: Final = {
    "gender": N_("Turnout by gender"),
    "age": N_("Turnout by age"),
    "belonging": N_("Turnout of residents, associations and staff"),
}
SUPPORT: Final = {
    "gender": N_("Support by gender, in per cent of the ballots of each group"),
    "age": N_("Support by age, in per cent of the ballots of each group"),
    "belonging": N_(
        "Support of residents, associations and staff, in per cent of their ballots"
    ),
}


def turnout(told: Told) -> tuple[Table, ...]:
    """Return how many of each group took part; small numbers are withheld."""
    return tuple(_turnout(group) for group in told.result.groups.get("turnout") or ())


def support(told: Told) -> tuple[Table, ...]:
    """Return how many per cent of each group support each option."""
    found = told.result.groups.get("support") or ()
    return tuple(_support(told, group) for group in found)


def _turnout(kept: dict[str, Any]) -> Table:
    group = kept["group"]
    return Table(
        f"turnout-{group}",
        Sentence(TURNOUT[group]),
        (Sentence(N_("Group")), Sentence(N_("In the room")), Sentence(N_("Ballots"))),
        tuple(
            (
                Sentence(row_name(group, row["value"])),
                NOT_RECORDED if row["present"] is None else row["present"],
                row["ballots"],
            )
            for row in kept["rows"]
        ),
        of_proposals=False,
        gap=WITHHELD,
    )


def _support(told: Told, kept: dict[str, Any]) -> Table:
    group, rows = kept["group"], kept["rows"]
    heads = [Sentence(row_name(group, row["value"])) for row in rows]
    lines: list[tuple[Cell, ...]] = []
    for line in told.result.standings:
        parts = [row["options"].get(line.option.id) for row in rows]
        shown = (None if part is None else percent(part) for part in parts)
        lines.append((*named(line), *shown))
    return Table(
        f"support-{group}",
        Sentence(SUPPORT[group]),
        (Sentence(N_("No.")), Sentence(N_("Proposal")), *heads),
        tuple(lines),
        gap=WITHHELD,
    )
