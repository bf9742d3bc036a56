"""Tables of turnout and support by group, made once, at the close. Pure.

Only what these tables show is kept of the cards. They follow the stricter rule,
that of the web, wherever they are shown: two versions could be subtracted.
Source: VOTING, "Group statistics".
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from facilitator.voting.groups import NO_ANSWER, QUESTIONS, asked
from facilitator.voting.methods import Content
from facilitator.voting.mirror import Cards, Census, mirrored
from facilitator.voting.rules import Method
from facilitator.voting.spec import Spec
from facilitator.voting.suppression import (
    LEAST,
    LEAST_BALLOTS,
    Cell,
    hidden_support,
    hidden_turnout,
    per_cent,
    rounded,
    tellable,
)

Present = Mapping[str, Mapping[str, int | None]]  # people by group and value
Table = dict[str, Any]

KEPT: Final = 2  # the value of "keep" on a ballot of keep, change or drop
AGREEING: Final = ("yes", "reservations")


def _marked(content: Content, option: str) -> bool:
    return isinstance(content, list) and option in content


def _given(content: Content, option: str) -> bool:
    return isinstance(content, dict) and content.get(option, 0) > 0


def _kept(content: Content, option: str) -> bool:
    return isinstance(content, dict) and content.get(option) == KEPT


def _agreed(content: Content, _option: str) -> bool:
    return content in AGREEING


# Where a ballot either supports an option or does not; elsewhere there are degrees.
SUPPORTS: Final[Mapping[Method, Callable[[Content, str], bool]]] = {
    Method.STICKERS: _marked,
    Method.BUDGET: _marked,
    Method.POINTS: _given,
    Method.TRIAGE: _kept,
    Method.CONSENT: _agreed,
}


def published_groups(
    spec: Spec,
    cards: Cards,
    *,
    present: Present,
    census: Census,
    order: Sequence[str],
) -> dict[str, Any]:
    """Return all that is kept of the cards of a vote; nothing when it had none.

    `order` is the public order of the options.
    """
    if not asked(spec.terms.groups):
        return {}
    note = mirrored(spec, cards, census, order)
    return {**tables(spec, cards, present), "mirror": note}


def tables(spec: Spec, cards: Cards, present: Present) -> dict[str, list[Table]]:
    """Return the tables of a vote by group, as they may be published.

    A number that stays hidden is None; `hidden` counts those of a table. Of support
    there are per cent of the ballots of each group, by option, where a method has
    supporters. Nothing for fewer than 30 ballots.
    """
    if len(cards) < LEAST_BALLOTS:
        return {"turnout": [], "support": []}
    turnout, support = [], []
    columns = _columns(spec, cards)
    for group in asked(spec.terms.groups):
        values = _values(group, cards)
        turnout.append(_turnout(group, values, present.get(group, {})))
        if columns:
            shown = {r["value"] for r in turnout[-1]["rows"] if r["ballots"]}
            support.append(_support(group, values, shown, columns))
    return {"turnout": turnout, "support": support}


def _values(group: str, cards: Cards) -> list[str]:
    """Return the row of each ballot; neighbouring bands of few people stand as one."""
    answers = [card.get(group, NO_ANSWER) for _, card in cards]
    if group != "age":
        return answers
    sizes = Counter(answers)
    young, middle, old = (sizes[value] for value in QUESTIONS["age"].answers)
    few = [0 < size < LEAST for size in (young, middle, old)]
    if few[0] or (few[1] and young <= old):
        merged = {"under-30": "under-60", "30-59": "under-60"}
    elif few[1] or few[2]:
        merged = {"30-59": "30-over", "60-over": "30-over"}
    else:
        merged = {}
    return [merged.get(answer, answer) for answer in answers]


def rows(group: str, values: Sequence[str]) -> list[str]:
    """Return the rows of a table, in order; `values` are those of the ballots."""
    found = set(values)
    if "under-60" in found:
        return ["under-60", "60-over", NO_ANSWER]
    if "30-over" in found:
        return ["under-30", "30-over", NO_ANSWER]
    return list(QUESTIONS[group].values)


def _turnout(
    group: str, values: Sequence[str], there: Mapping[str, int | None]
) -> Table:
    sizes = Counter(values)
    names = rows(group, values)
    cells = [Cell(sizes[name], there.get(name)) for name in names]
    closed = hidden_turnout(cells)
    return {
        "group": group,
        "rows": [
            {
                "value": name,
                "present": None if cell.of is None else rounded(cell.of, cell.of),
                "ballots": None
                if place in closed
                else rounded(cell.count, cell.count if cell.of is None else cell.of),
            }
            for place, (name, cell) in enumerate(zip(names, cells, strict=True))
        ],
        "hidden": len(closed),
    }


def _columns(spec: Spec, cards: Cards) -> dict[str, frozenset[int]]:
    """Return the places of the ballots that support each option.

    Options whose numbers would follow from those of others are left out.
    """
    supports = SUPPORTS.get(spec.method)
    if supports is None:
        return {}
    found = {
        option.id: frozenset(
            place for place, (says, _) in enumerate(cards) if supports(says, option.id)
        )
        for option in spec.options
    }
    fine = tellable(found.values(), len(cards))
    return {
        option: column if is_fine else frozenset()
        for (option, column), is_fine in zip(found.items(), fine, strict=True)
    }


def _support(
    group: str,
    values: Sequence[str],
    shown: set[str],
    columns: Mapping[str, frozenset[int]],
) -> Table:
    """Return how many per cent of each row support each option.

    A row of which the size stays hidden shows nothing: it would follow.
    """
    names = rows(group, values)
    sizes = Counter(values)
    unseen = {place for place, name in enumerate(names) if name not in shown}
    lines: dict[str, dict[str, int | None]] = {name: {} for name in names}
    for option, column in columns.items():
        votes = Counter(values[place] for place in column)
        cells = [Cell(votes[name], sizes[name]) for name in names]
        closed = hidden_support(cells, unseen) if column else range(len(names))
        for place, name in enumerate(names):
            lines[name][option] = (
                None if place in closed else per_cent(votes[name], sizes[name])
            )
    return {
        "group": group,
        "rows": [{"value": name, "options": lines[name]} for name in names],
        "hidden": sum(
            cell is None for line in lines.values() for cell in line.values()
        ),
    }
