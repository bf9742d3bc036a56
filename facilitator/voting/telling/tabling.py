"""A result as tables, the same on phones, pages and paper. Pure."""

from collections.abc import Iterable
from typing import Final

from facilitator.errors import N_
from facilitator.texts import Sentence
from facilitator.voting.answers import GRADES, VERDICTS
from facilitator.voting.rules import Method
from facilitator.voting.telling import words
from facilitator.voting.telling.groups import support, turnout
from facilitator.voting.telling.table import Cell, Table, named, percent
from facilitator.voting.telling.told import Told, whole_dirhams


def tables(told: Told) -> tuple[Table, ...]:
    """Return every table of a result: first that of the totals."""
    found = [answers(told) if told.is_consent else totals(told)]
    found += [t for t in (compared(told), bought(told), missed(told)) if t]
    if told.method is Method.RANKING:
        found.append(duels(told))
    return (*found, *turnout(told), *support(told))


def totals(told: Told) -> Table:
    """Return what each option got, the higher places first."""
    lines = told.result.standings
    columns = [*_further(told), *_usual(told)]
    if told.decides:
        won: dict[str, Cell] = {s.option.id: told.won_word for s in lines if s.won}
        columns.append((Sentence(N_("Outcome")), won))
    heads = [head for head, _ in columns]
    rows = [
        (*named(line), *(column.get(line.option.id) for _, column in columns))
        for line in lines
    ]
    title = Sentence(N_("Votes for each proposal"))
    return _of_proposals("totals", title, heads, rows)


def answers(told: Told) -> Table:
    """Return how many gave which answer."""
    counts = {**told.facts, "blank": told.result.blank}
    return Table(
        "answers",
        Sentence(N_("Answers")),
        (Sentence(N_("Answer")), Sentence(N_("Ballots"))),
        tuple(
            (Sentence(word), int(counts.get(key, 0)))
            for key, word in words.ANSWERS.items()
        ),
        of_proposals=False,
    )


def compared(told: Told) -> Table | None:
    """Return the decision beside most votes first, or None."""
    if not told.compares:
        return None
    plain = {line.option.id for line in told.plain}
    either = [*told.first, *(s for s in told.plain if not s.won)]
    here, absent = Sentence(N_("yes")), Sentence(N_("no"))
    rows = [
        (
            *named(line),
            line.votes,
            here if line.won else absent,
            here if line.option.id in plain else absent,
        )
        for line in either
    ]
    decision = N_("Funded: the decision") if told.is_money else N_("Fair shortlist")
    heads = (
        told.unit,
        Sentence(decision),
        Sentence(N_("Most votes first (not the decision)")),
    )
    title = Sentence(N_("The decision beside most votes first"))
    return _of_proposals("compared", title, heads, rows)


def bought(told: Told) -> Table | None:
    """Return what was bought, in that order, and who paid; or None."""
    if not told.bought:
        return None
    rows = []
    for one in told.bought:
        each = None if one.each is None else _each(one.each, told)
        cost = (words.money(one.cost),) if told.is_money else ()
        how = Sentence(words.HOWS[one.how])
        payers = one.payers if one.each is not None else None
        rows.append((*named(one.standing), *cost, how, payers, each))
    cost_head = (Sentence(N_("Cost in dirhams")),) if told.is_money else ()
    heads = (
        *cost_head,
        Sentence(N_("How")),
        Sentence(N_("Supporters who paid")),
        Sentence(_EACH[told.is_money, told.method is Method.POINTS]),
    )
    title = Sentence(N_("The winners in the order in which they won"))
    return _of_proposals("bought", title, heads, rows)


def missed(told: Told) -> Table | None:
    """Return how far each loser was, or None."""
    if not told.missed:
        return None
    rows = [
        (*named(one.standing), one.standing.votes, percent(one.reached), one.missing)
        for one in told.missed
    ]
    heads = (
        told.unit,
        Sentence(N_("Part of its price that was there")),
        Sentence(N_("More votes that would have sufficed")),
    )
    title = Sentence(N_("How far the others were"))
    return _of_proposals("missed", title, heads, rows)


def duels(told: Told) -> Table:
    """Return on how many ballots each option stands before each other."""
    lines = told.result.standings
    pairs = told.facts.get("pairs", {})
    rows = [
        (
            *named(line),
            *(
                None if line is other else pairs[line.option.id][other.option.id]
                for other in lines
            ),
        )
        for line in lines
    ]
    heads = tuple(line.option.number for line in lines)
    title = Sentence(
        N_("On how many ballots the proposal of the row stands before that above")
    )
    return _of_proposals("duels", title, heads, rows)


_EACH: Final = {
    (True, False): N_("Each paid at most, in dirhams"),
    (True, True): N_("Each paid at most, in dirhams"),
    (False, False): N_("Each paid at most, of a place"),
    (False, True): N_("Paid for each point, of a place"),
}


def _each(each: int, told: Told) -> Cell:
    """Return what one supporter paid at most: whole dirhams, or per cent."""
    return words.money(whole_dirhams(each)) if told.is_money else percent(each)


def _of_proposals(
    name: str,
    title: Sentence,
    heads: Iterable[Cell],
    rows: Iterable[tuple[Cell, ...]],
) -> Table:
    first = (Sentence(N_("No.")), Sentence(N_("Proposal")))
    return Table(name, title, (*first, *heads), tuple(rows))


def _further(told: Told) -> list[tuple[Cell, dict[str, Cell]]]:
    """Return the columns that only a method has: head, and cell by option."""
    facts, lines = told.facts, told.result.standings
    if told.method is Method.MATRIX:
        return [*_means(told), *_worded(told, "quadrants", words.QUADRANTS)]
    if told.method is Method.BUDGET:
        costs: dict[str, Cell] = {
            s.option.id: words.money(s.option.cost or 0) for s in lines
        }
        return [(Sentence(N_("Cost in dirhams")), costs)]
    heads = _spread_heads(told)
    columns: list[tuple[Cell, dict[str, Cell]]] = [
        (head, {s.option.id: s.spread[at] if s.spread else None for s in lines})
        for at, head in enumerate(heads)
    ]
    if "verdicts" in facts:
        columns += _worded(told, "verdicts", words.VERDICTS)
    return columns


def _usual(told: Told) -> list[tuple[Cell, dict[str, Cell]]]:
    """Return the columns of what counts and of the places."""
    lines = told.result.standings
    if told.method is Method.TRIAGE:
        return []
    return [
        (told.unit, {s.option.id: told.value(s) for s in lines}),
        (Sentence(N_("Place")), {s.option.id: s.rank for s in lines}),
    ]


def _spread_heads(told: Told) -> list[Cell]:
    """Return the names of the answers that the spread counts."""
    if told.method is Method.JUDGMENT:
        return [Sentence(grade) for grade in GRADES]
    if told.method is Method.TRIAGE:
        return [Sentence(answer) for answer in VERDICTS]
    if told.method in (Method.STARS, Method.POINTS):
        width = max((len(s.spread) for s in told.result.standings), default=0)
        return [str(value) for value in range(width)]
    return []


def _means(told: Told) -> list[tuple[Cell, dict[str, Cell]]]:
    means = told.facts.get("means", {})
    given = told.facts.get("answers", {})
    found: list[tuple[Cell, dict[str, Cell]]] = [
        (Sentence(N_("Ratings")), {key: given.get(key) for key in means})
    ]
    for at, side in enumerate(words.SIDES):
        rated = {k: words.decimal(v[at]) for k, v in means.items() if given.get(k)}
        found.append((Sentence(side), {**rated}))
    return found


def _worded(
    told: Told, fact: str, said: dict[str, str]
) -> list[tuple[Cell, dict[str, Cell]]]:
    kept = told.facts.get(fact, {})
    cells: dict[str, Cell] = {
        s.option.id: Sentence(said[kept[s.option.id]]) if s.option.id in kept else None
        for s in told.result.standings
    }
    return [(Sentence(N_("Which way")), cells)]
