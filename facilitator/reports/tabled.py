"""A closed vote's sentences and tables, in the words of an edition."""

from facilitator.reports.counted import Cell, Counted, Table
from facilitator.reports.wording import Wording
from facilitator.reports.written import Text
from facilitator.texts import Sentence, language_of
from facilitator.texts import Text as Written
from facilitator.voting import telling
from facilitator.voting.queries import is_public
from facilitator.voting.showing import Shown


def counted(shown: Shown, wording: Wording) -> Counted:
    """Everything that a result says beyond the votes of each option."""
    told = shown.told

    def say(sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
        return tuple(wording.said(one) for one in sentences)

    more = (
        *telling.money(told),
        *telling.represented(told),
        *telling.comparison(told),
    )
    return Counted(
        method=str(told.method),
        outcome=str(told.outcome),
        level=str(shown.result.spec.level),
        level_words=wording.said(telling.level(told)),
        winners=tuple(line.option.number for line in shown.result.winners),
        decision=say((*telling.verdict(told), *more)),
        warnings=say(shown.warnings),
        explanation=say(telling.explanation(told)),
        firmness=say((*telling.firmness(told, with_ties=False), *telling.mirror(told))),
        tables=(
            *(_table(table, wording) for table in shown.tables),
            *_reasons(shown, wording),
        ),
        is_shown=is_public(shown.vote),
        dice=shown.result.dice or None,
        terms=shown.result.spec.terms.plain(),
        facts=shown.result.facts,
    )


def _table(table: telling.Table, wording: Wording) -> Table:
    return Table(
        table.name,
        wording.said(table.title),
        tuple(_head(head, wording) for head in table.heads),
        tuple(tuple(_cell(cell, wording) for cell in row) for row in table.rows),
        wording.said(table.gap),
        table.of_proposals,
    )


def _reasons(shown: Shown, wording: Wording) -> tuple[Table, ...]:
    """The reasons that everybody may read, as a table."""
    if not shown.reasons:
        return ()
    main = shown.result.spec.main_language
    answer, reason = (wording.said(head) for head in telling.REASON_HEADS)
    rows = tuple(
        (
            wording.said(telling.answer(one.answer)),
            Text(one.text, language_of(one.text, main)),
        )
        for one in shown.reasons
    )
    return (
        Table("reasons", reason, (answer, reason), rows, gap="", of_proposals=False),
    )


def _head(cell: telling.Cell, wording: Wording) -> str:
    return wording.said(cell) if isinstance(cell, Sentence) else str(cell)


def _cell(cell: telling.Cell, wording: Wording) -> Cell:
    if isinstance(cell, Sentence):
        return wording.said(cell)
    if isinstance(cell, Written):
        return Text(cell.value, cell.lang)
    return cell
