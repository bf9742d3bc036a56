"""What equal shares bought, on which terms, and who paid for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.counting.shares import grouped
from facilitator.counting.ties import Drawn


class Utility(StrEnum):
    """What a bought option is worth to a person whose ballot gives it a value."""

    COST = "cost"  # its cost: stickers, where the money spent on a person counts
    POINTS = "points"  # the points given
    COST_POINTS = "cost-points"  # its cost times the points given


class Completion(StrEnum):
    """How the money is used that the first run leaves."""

    NONE = "none"  # not at all
    FILL = "fill"  # by most votes, after the first run
    ADD1 = "add1"  # by larger shares while the outcome can be paid
    ADD1_FILL = "add1u"  # by larger shares, and the last of it by most votes


class How(StrEnum):
    """Why an option was bought."""

    ALL = "all"  # everything could be paid
    RESERVED = "reserved"  # declared at the opening
    SHARES = "shares"  # its supporters paid
    FILLED = "filled"  # with money left, by most votes


@dataclass(frozen=True)
class Terms:
    """How a count was made, so that it can be made again.

    `step` is what a share grows by in each further run; None for 1 % of the share
    in whole cents, at least 1, or for 1 % to the last fraction where `is_percent`.
    `threshold` is how many ballots must name an option.
    """

    utility: Utility = Utility.COST
    step: int | Fraction | None = None
    threshold: int = 0
    reserved: tuple[str, ...] = ()
    completion: Completion = Completion.ADD1_FILL
    is_percent: bool = False


@dataclass(frozen=True)
class Purchase:
    """An option that was bought, `how`, and at which `price` for a unit of utility.

    `payers` are the ballots that paid for it. Only `How.SHARES` has the two.
    """

    option: str
    cost: int
    how: How
    price: Fraction | None = None
    payers: int = 0


@dataclass(frozen=True)
class Allocation:
    """What was bought, in the order of buying, and on which terms.

    `share` is what each of the `voters` (ballots that are not blank) had in the last
    run; `votes` are the values given to each option, added up.
    """

    bought: tuple[Purchase, ...]
    budget: int
    share: Fraction
    step: Fraction
    voters: int
    votes: Mapping[str, int]
    drawn: Drawn
    terms: Terms

    @property
    def winners(self) -> tuple[str, ...]:
        """The options that were bought, in that order."""
        return tuple(one.option for one in self.bought)

    @property
    def spent(self) -> int:
        """What they cost together."""
        return sum(one.cost for one in self.bought)

    @property
    def left(self) -> int:
        """The money that is left."""
        return self.budget - self.spent


@dataclass(frozen=True)
class Helped:
    """A bought option that a ballot names, and what the ballot paid for it.

    `paid` is None where nobody paid by shares, and above 0 elsewhere.
    """

    option: str
    how: How
    paid: Fraction | None


def helped(ballot: Mapping[str, int], allocation: Allocation) -> list[Helped]:
    """Return which bought options a ballot helped, in the order of buying.

    An option for which the ballot had nothing left to pay is not among them. For
    the phone of the ballot's owner alone.
    Source: VOTING, "Explained to participants".
    """
    return [
        Helped(one.option, one.how, paid)
        for one, paid in _payments(ballot, allocation)
        if paid is None or paid > 0 or one.cost == 0
    ]


def reached(
    allocation: Allocation,
    costs: Mapping[str, int],
    ballots: Iterable[Mapping[str, int]],
) -> dict[str, Fraction]:
    """Return for each loser the part of its price, 0 to 1, that was there for it.

    That is the money that its supporters had left after the last run, before any
    filling, over its cost; never above 1. Losers stand in the order of `costs`.
    Source: VOTING, "Explained to participants".

    Raises:
        ValueError: a ballot names what is not among `costs`.
    """
    won = set(allocation.winners)
    money = {option: Fraction(0) for option in costs if option not in won}
    for ballot, size in grouped(costs, ballots).items():
        left = allocation.share - sum(
            paid or 0 for _, paid in _payments(dict(ballot), allocation)
        )
        for option, _ in ballot:
            if option in money:
                money[option] += left * size
    return {
        option: min(Fraction(1), held / costs[option]) if costs[option] else Fraction(1)
        for option, held in money.items()
    }


def _payments(
    ballot: Mapping[str, int], allocation: Allocation
) -> Iterable[tuple[Purchase, Fraction | None]]:
    """Go through what was bought of what a ballot names, and what it paid."""
    money = allocation.share
    for one in allocation.bought:
        value = ballot.get(one.option, 0)
        if value <= 0:
            continue
        if one.price is None:
            yield one, None
            continue
        paid = min(money, one.price * _utility(value, one.cost, allocation.terms))
        money -= paid
        yield one, paid


def _utility(value: int, cost: int, terms: Terms) -> int:
    if terms.utility is Utility.POINTS:
        return value
    return cost if terms.utility is Utility.COST else cost * value
