"""How the ballots of a vote agree with its slips and its paper. Pure."""

from facilitator.errors import N_
from facilitator.texts import Sentence, Text, language_of
from facilitator.voting.reconciling import Reconciliation
from facilitator.voting.telling.table import Cell, Table


def agreed(found: Reconciliation | None, language: str) -> Table | None:
    """Return everything that was counted as a table, None of a vote without slips.

    Of the witnesses only how many they were: no publication holds a name. `language`
    is that of a note whose own cannot be told.
    """
    if found is None or not found.takes_slips:
        return None
    rows: list[tuple[Cell, ...]] = [(line.name, line.number) for line in found.lines]
    if found.checked:
        witnesses = Sentence(N_("Witnesses of the count on paper"))
        rows.append((witnesses, len(found.checked.witnesses)))
        if note := found.checked.note:
            said = Text(note, language_of(note, language))
            rows.append((Sentence(N_("Note")), said))
    return Table(
        "slips",
        Sentence(N_("Slips and ballots")),
        (Sentence(N_("What was counted")), Sentence(N_("How many"))),
        tuple(rows),
        of_proposals=False,
        gap=Sentence(N_("not recorded")),
    )
