"""Writing .pb files, for a recount by other programs.

Source: VOTING, "Pabulib .pb", with its consequences for us.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from facilitator.counting.pabulib import MARKS, POINTS, Project

REQUIRED = (
    "description",
    "country",
    "unit",
    "instance",
    "num_projects",
    "num_votes",
    "budget",
    "vote_type",
    "rule",
    "date_begin",
    "date_end",
)


def write_pb(
    meta: Mapping[str, str],
    projects: Sequence[Project],
    ballots: Iterable[Mapping[str, int]],
    *,
    budget: int,
    unit: int = 100,
) -> str:
    """Return a .pb file as text.

    `meta` gives what `REQUIRED` names, without the numbers and the budget, and any
    other key. Costs and `budget` are in cents, `unit` of which make 1. Ballots keep
    their order, which must say nothing (sort them by receipt); voters are numbered
    from 1, and nothing else is said of them. A blank ballot is not valid in a .pb
    file: they are left out, and a comment says how many. `categories` and
    `beneficiaries` are lists of codes without commas.

    Raises:
        ValueError: an obligatory key is missing, the type of votes is none that
            names options or gives points, a list's item has a comma, or a ballot
            names another option.
    """
    given = list(ballots)
    filled = [ballot for ballot in given if any(v > 0 for v in ballot.values())]
    head = {
        **meta,
        "num_projects": str(len(projects)),
        "num_votes": str(len(filled)),
        "budget": _amount(budget, unit),
    }
    _check(head)
    if blank := len(given) - len(filled):
        head["comment"] = _comment(meta.get("comment", ""), blank)
    has_points = head["vote_type"] in POINTS
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows(_meta_rows(head))
    writer.writerows(_project_rows(projects, filled, unit))
    writer.writerows(_vote_rows(projects, filled, has_points=has_points))
    return out.getvalue()


def _check(head: Mapping[str, str]) -> None:
    if missing := [key for key in REQUIRED if not head.get(key)]:
        raise ValueError(f"the file needs {', '.join(missing)}")
    if head["vote_type"] not in (*MARKS, *POINTS):
        raise ValueError(f"{head['vote_type']} votes cannot be written")


def _comment(comment: str, blank: int) -> str:
    """Return `comment` with one more remark, numbered as Pabulib wants it."""
    number = comment.count("#") + 1
    return f"{comment} #{number}: {blank} blank ballots are left out.".strip()


def _meta_rows(head: Mapping[str, str]) -> list[list[str]]:
    named = [*REQUIRED, *(key for key in head if key not in REQUIRED)]
    return [["META"], ["key", "value"], *([key, _line(head[key])] for key in named)]


def _project_rows(
    projects: Sequence[Project], ballots: Sequence[Mapping[str, int]], unit: int
) -> list[list[str]]:
    """Return the projects, with the columns that at least one of them fills."""
    columns = {
        "project_id": [_item(project.id) for project in projects],
        "cost": [_amount(project.cost, unit) for project in projects],
        "votes": [
            str(sum(ballot.get(project.id, 0) > 0 for ballot in ballots))
            for project in projects
        ],
        "score": [
            str(sum(ballot.get(project.id, 0) for ballot in ballots))
            for project in projects
        ],
        "name": [_line(project.name) for project in projects],
        "category": [_list(project.categories) for project in projects],
        "beneficiaries": [_list(project.beneficiaries) for project in projects],
        "selected": ["" if p.selected is None else str(p.selected) for p in projects],
    }
    used = {name: cells for name, cells in columns.items() if any(cells)}
    rows = zip(*used.values(), strict=True)
    return [["PROJECTS"], list(used), *(list(row) for row in rows)]


def _vote_rows(
    projects: Sequence[Project],
    ballots: Sequence[Mapping[str, int]],
    *,
    has_points: bool,
) -> list[list[str]]:
    """Return the ballots: options by points, the most first, then as in the list."""
    place = {project.id: number for number, project in enumerate(projects)}
    rows = []
    for number, ballot in enumerate(ballots, 1):
        if unknown := ballot.keys() - place.keys():
            raise ValueError(f"{min(unknown)} is not an option of this vote")
        named = [option for option, value in ballot.items() if value > 0]
        named.sort(key=lambda option: (-ballot[option], place[option]))
        row = [str(number), ",".join(named)]
        rows.append(
            [*row, ",".join(str(ballot[o]) for o in named)] if has_points else row
        )
    heading = ["voter_id", "vote", *(["points"] if has_points else [])]
    return [["VOTES"], heading, *rows]


def _amount(cents: int, unit: int) -> str:
    """Return an amount in the file's unit, as few decimals as it needs."""
    amount = Decimal(cents) / unit
    return (
        str(int(amount)) if amount == int(amount) else format(amount.normalize(), "f")
    )


def _list(items: Iterable[str]) -> str:
    return ",".join(_item(item) for item in items)


def _item(text: str) -> str:
    if not text.strip() or "," in text:
        raise ValueError(f"“{text}” cannot stand in a list of the file")
    return _line(text)


def _line(text: str) -> str:
    return " ".join(text.split())
