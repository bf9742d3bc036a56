"""A vote as the template prints it: how it was made, and what it came to."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from facilitator.reports import labels
from facilitator.reports.counted import Cell, Table
from facilitator.reports.outcome import Option, Vote
from facilitator.reports.printed import Printed, print_text
from facilitator.reports.wording import Wording
from facilitator.reports.written import Text
from facilitator.typesetting.sanitise import for_pdf

FIRST_PLACES: Final = 5  # in the summary; who is tied with the fifth comes too


def print_vote(vote: Vote, wording: Wording) -> Printed:
    """The whole vote. `ties` are numbers of proposals, group by group."""
    ranked = sorted(vote.options, key=_by_rank)
    highest = max((option.total or 0 for option in ranked), default=0)
    first = [one for one in ranked if one.rank and one.rank <= FIRST_PLACES]
    reason = labels.NOT_CLOSED.get(vote.state)
    return {
        **_rules(vote, wording),
        **_figures(vote, wording),
        "not_closed": wording.say(reason) if reason else None,
        "ties": ties(ranked, wording),
        **_counted(vote, wording),
        "options": [_option(option, highest, wording) for option in ranked],
        "first": [_option(option, highest, wording) for option in first],
    }


def ties(options: Iterable[Option], wording: Wording) -> list[list[str | None]] | None:
    """The numbers of the proposals that share a total, group by group.

    An empty list is a vote without ties; `None` one without a result.
    """
    counted = [option for option in options if option.total is not None]
    if not counted:
        return None
    tied = sorted(
        (option for option in counted if option.tied),
        key=lambda option: (-(option.total or 0), option.number),
    )
    groups = groupby(tied, key=lambda option: option.total)
    return [[wording.number(option.number) for option in group] for _, group in groups]


def _rules(vote: Vote, wording: Wording) -> Printed:
    """What the opening fixed."""
    return {
        "number": wording.number(vote.number),
        "question": print_text(vote.question, wording),
        "method": print_text(vote.method, wording),
        "rule": print_text(vote.rule, wording),
        "scope": print_text(vote.scope, wording),
        "choices": wording.count(labels.CHOICE_COUNT, vote.choices),
        "opened": wording.moment(vote.opened_at),
        "opening_hash": vote.opening_hash,
    }


def _figures(vote: Vote, wording: Wording) -> Printed:
    """What the close counted."""
    return {
        "closed": wording.moment(vote.closed_at),
        "reopened": wording.how_many(vote.reopened),
        "invited": wording.number(vote.invited),
        "present": wording.number(vote.present),
        "tokens": wording.number(vote.tokens),
        "ballots": wording.number(vote.ballots),
        "channels": wording.channels(vote.channels),
        "base": wording.count(labels.BALLOT_COUNT, vote.ballots),
        "blank": wording.number(vote.blank),
        "closing_hash": vote.closing_hash,
    }


def _counted(vote: Vote, wording: Wording) -> Printed:
    """What the result says beyond the votes of each option."""
    found = vote.counted
    if found is None:
        empty: list[str] = []
        return {
            "decision": empty,
            "explanation": empty,
            "firmness": empty,
            "tables": empty,
            "level": None,
            "dice": None,
            "has_bars": True,
        }
    hidden = () if found.is_shown else (wording.say(labels.NOT_SHOWN),)
    has_bars = found.method not in labels.WITHOUT_BARS
    return {
        "decision": [*hidden, *found.warnings, *found.decision],
        "explanation": list(found.explanation),
        "firmness": list(found.firmness),
        "tables": [
            _table(table, wording)
            for table in found.tables
            if not (has_bars and table.name == "totals" and _is_plain(table))
        ],
        "level": found.level_words,
        "dice": found.dice,
        "has_bars": has_bars,
    }


def _is_plain(table: Table) -> bool:
    """Whether a table says no more than the bars: number, title, votes, place."""
    return len(table.heads) <= len(("number", "title", "votes", "place", "outcome"))


def _table(table: Table, wording: Wording) -> Printed:
    return {
        "title": table.title,
        "heads": list(table.heads),
        "rows": [[_cell(cell, table, wording) for cell in row] for row in table.rows],
        "text_at": 1 if table.of_proposals else 0,
    }


def _cell(cell: Cell, table: Table, wording: Wording) -> Printed | str | None:
    """A cell: somebody's text with its direction, or words and numbers of ours."""
    if cell is None:
        return table.gap
    if isinstance(cell, Text):
        return print_text(cell, wording)
    return wording.number(cell) if isinstance(cell, int) else for_pdf(cell)


def _by_rank(option: Option) -> tuple[bool, int, int]:
    return option.rank is None, option.rank or 0, option.number


def _option(option: Option, highest: int, wording: Wording) -> Printed:
    return {
        "number": wording.number(option.number),
        "title": print_text(option.title, wording),
        "total": wording.number(option.total),
        "rank": wording.number(option.rank),
        "tied": option.tied,
        "won": option.won,
        "share": (option.total or 0) / highest if highest else 0,
    }
