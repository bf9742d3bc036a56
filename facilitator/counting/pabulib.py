"""Reading .pb files: participatory budgets as Pabulib publishes them.

Source: VOTING, "Pabulib .pb"; the format's description at pabulib.org.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from facilitator.counting.reading import BadFile, shown, text_of, whole

SECTIONS = ("META", "PROJECTS", "VOTES")
MARKS = ("approval", "choose-1")  # types of votes that name options, and
POINTS = ("cumulative", "scoring")  # those that give points
ORDINAL = "ordinal"
WITHDRAWN = 999_999_999  # the cost of a project that was withdrawn after the vote
_AMOUNT = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,4})?")


@dataclass(frozen=True)
class Project:
    """A project on the ballot; `cost` in cents (see `Poll.unit`).

    `selected` is what the file says of it: 1 funded, 0 not, 2 and 3 by a special
    rule, None when the file says nothing.
    """

    id: str
    cost: int
    name: str = ""
    categories: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    selected: int | None = None


@dataclass(frozen=True)
class Poll:
    """What a .pb file holds. `unit` is how many of our cents make its 1.

    A ballot gives 1 to each project it names; points, as they are; places, so many
    as `max_length` for the first, one fewer for the next, as the cities that ask
    for them count. `blank` ballots name nothing and are not among `ballots`;
    `repeated` ballots name a project twice, which counts once.
    """

    meta: Mapping[str, str]
    projects: tuple[Project, ...]
    ballots: tuple[Mapping[str, int], ...]
    budget: int
    unit: int
    blank: int
    repeated: int

    @property
    def costs(self) -> dict[str, int]:
        """The costs of the projects, in the order of the file."""
        return {project.id: project.cost for project in self.projects}

    @property
    def selected(self) -> frozenset[str] | None:
        """The projects that the rule funded, by the file; None when it says nothing."""
        if all(project.selected is None for project in self.projects):
            return None
        return frozenset(p.id for p in self.projects if p.selected == 1)

    @property
    def withdrawn(self) -> frozenset[str]:
        """The projects that could no longer win when the ballots were counted."""
        return frozenset(p.id for p in self.projects if p.cost == WITHDRAWN * self.unit)

    @property
    def extra(self) -> frozenset[str]:
        """The projects that the file says were funded by a special rule."""
        return frozenset(p.id for p in self.projects if (p.selected or 0) > 1)


@dataclass(frozen=True)
class _Row:
    """A row under its heading."""

    line: int
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """Return the first of the named cells that is there, else nothing."""
        return next((self.cells[n].strip() for n in names if n in self.cells), "")


def read_pb(content: bytes) -> Poll:
    """Return what a .pb file holds.

    Blanks around the items of lists are tolerated, and so is "target", the old name
    of "beneficiaries".

    Raises:
        BadFile: it cannot be counted; the sentence names the line.
    """
    sections = _sections(text_of(content))
    meta = _meta(sections["META"])
    rows = sections["PROJECTS"]
    prices = [_money(row.get("cost"), "The cost", row.line) for row in rows]
    money, line = meta.get("budget", ("", 1))
    budget = _money(money, "The budget", line)
    unit = _unit([*prices, budget])
    projects = _projects(rows, [int(price * unit) for price in prices])
    ballots = _ballots(sections["VOTES"], {p.id for p in projects}, meta)
    given = tuple(ballot for ballot in ballots if ballot)
    return Poll(
        meta={key: value for key, (value, _) in meta.items()},
        projects=projects,
        ballots=given,
        budget=int(budget * unit),
        unit=unit,
        blank=len(ballots) - len(given),
        repeated=sum(_is_repeating(row) for row in sections["VOTES"]),
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows that are not empty, with the numbers of their lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise BadFile("a field is too long or not closed.", reader.line_num) from error


def _sections(text: str) -> dict[str, list[_Row]]:
    """Return the rows of each section."""
    found: dict[str, list[_Row]] = {}
    title, heading = "", list[str]()
    for line, row in _rows(text):
        first = row[0].strip().upper()
        if first in SECTIONS and not any(cell.strip() for cell in row[1:]):
            if first in found:
                raise BadFile(f"the section {first} begins a second time.", line)
            title, heading = first, []
            found[title] = []
        elif not title:
            raise BadFile("a .pb file begins with a line that says META.", line)
        elif not heading:
            heading = _heading(title, row, line)
        else:
            found[title].append(_Row(line, _cells(title, heading, row, line)))
    for title in SECTIONS:
        if title not in found:
            raise BadFile(f"The file has no section {title}.")
    return found


def _heading(title: str, row: Sequence[str], line: int) -> list[str]:
    names = [cell.strip().lower() for cell in row]
    needed = {
        "META": 2 * ["key"],
        "PROJECTS": ["project_id", "cost"],
        "VOTES": ["vote"],
    }
    for name in needed[title]:
        if name not in names:
            raise BadFile(f"the heading of {title} lacks “{name}”.", line)
    named = [name for name in names if name]
    if len(set(named)) != len(named):
        raise BadFile(f"the heading of {title} names a column twice.", line)
    return names


def _cells(
    title: str, heading: Sequence[str], row: Sequence[str], line: int
) -> dict[str, str]:
    if title == "META":  # values with ";" are often not quoted
        return {"key": row[0], "value": ";".join(row[1:])}
    if any(cell.strip() for cell in row[len(heading) :]):
        raise BadFile(
            f"there are {len(row)} fields where the heading names {len(heading)}; "
            "a field with “;” in it must stand in quotation marks.",
            line,
        )
    return dict(zip(heading, row, strict=False))


def _meta(rows: Sequence[_Row]) -> dict[str, tuple[str, int]]:
    return {row.get("key").lower(): (row.get("value"), row.line) for row in rows}


def _money(text: str, what: str, line: int) -> Decimal:
    """Return an amount that is not negative, with at most 4 decimals."""
    if not _AMOUNT.fullmatch(text.strip()):
        raise BadFile(f"{what} is {shown(text)}, not a number like 1200.50.", line)
    return Decimal(text.strip().replace(",", ".")).normalize()


def _unit(amounts: Sequence[Decimal]) -> int:
    """Return the least power of ten that makes all amounts whole."""
    most = max((_decimals(amount) for amount in amounts), default=0)
    return int(10**most)


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _projects(rows: Sequence[_Row], costs: Sequence[int]) -> tuple[Project, ...]:
    projects: dict[str, Project] = {}
    for row, cost in zip(rows, costs, strict=True):
        name = row.get("project_id")
        if not name or "," in name:
            raise BadFile(f"{shown(name)} cannot name a project on ballots.", row.line)
        if name in projects:
            raise BadFile(f"the project {shown(name)} stands there twice.", row.line)
        selected = row.get("selected")
        projects[name] = Project(
            id=name,
            cost=cost,
            name=row.get("name"),
            categories=_items(row.get("category", "categories")),
            beneficiaries=_items(row.get("beneficiaries", "target")),
            selected=whole(selected, "“selected”", row.line) if selected else None,
        )
    return tuple(projects.values())


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(",") if item.strip())


def _ballots(
    rows: Sequence[_Row], known: set[str], meta: Mapping[str, tuple[str, int]]
) -> list[dict[str, int]]:
    kind, line = meta.get("vote_type", ("", 1))
    if kind not in (*MARKS, *POINTS, ORDINAL):
        raise BadFile(f"the type of votes {shown(kind)} is not known.", line)
    most = 0
    if kind == ORDINAL:
        length, line = meta.get("max_length", ("", line))
        longest = max((len(_items(row.get("vote"))) for row in rows), default=0)
        most = whole(length, "max_length", line) if length else longest
    return [_ballot(row, known, kind, most) for row in rows]


def _ballot(row: _Row, known: set[str], kind: str, most: int) -> dict[str, int]:
    named = _items(row.get("vote"))
    for option in named:
        if option not in known:
            raise BadFile(f"there is no project {shown(option)}.", row.line)
    if kind in MARKS:
        return dict.fromkeys(named, 1)
    if kind == ORDINAL:
        values = [max(0, most - place) for place in range(len(named))]
    else:
        values = [
            whole(v, "A number of points", row.line) for v in _items(row.get("points"))
        ]
    if len(values) != len(named):
        raise BadFile(
            f"{len(named)} projects are named, but {len(values)} numbers of points.",
            row.line,
        )
    first = dict(reversed(list(zip(named, values, strict=True))))
    return {option: first[option] for option in named if first[option] > 0}


def _is_repeating(row: _Row) -> bool:
    named = _items(row.get("vote"))
    return len(set(named)) != len(named)
