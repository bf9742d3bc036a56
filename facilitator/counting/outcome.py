"""What a count of a file came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

Facts = Mapping[str, str | int]


@dataclass(frozen=True)
class Line:
    """An option of the outcome: `score` by the rule's own measure, facts beside it."""

    id: str
    name: str
    score: int | None
    won: bool
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a count of a file came to.

    `lines` are the winners in order, then the others; `facts` are about the whole.
    Amounts are decimals, shares exact fractions, both as text. `published` are the
    winners that the file names itself, `notes` what readers should know of it.
    """

    rule: str
    voters: int
    lines: tuple[Line, ...]
    facts: Facts
    drawn: tuple[tuple[str, ...], ...]
    published: frozenset[str] | None = None
    notes: tuple[str, ...] = ()

    @property
    def winners(self) -> tuple[str, ...]:
        """The winners, in order."""
        return tuple(line.id for line in self.lines if line.won)


def amount(cents: int, unit: int) -> str:
    """Return an amount in the file's money, `unit` cents of which make 1."""
    exact = Decimal(cents) / unit
    return format(exact.quantize(Decimal(1) / unit), "f")


def fraction(cents: Fraction, unit: int) -> str:
    """Return an exact part of an amount, as a fraction in the file's money."""
    return str(cents / unit)


def rounded(exact: str, places: int = 2) -> str:
    """Return a fraction that is not negative with `places` decimals, half up."""
    value = Fraction(exact)
    if value.denominator == 1:
        return exact
    scaled = int(value * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}.{rest:0{places}}"
