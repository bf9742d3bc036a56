"""One run of the Method of Equal Shares, for one share a voter. Exact.

Source: Peters, Pierczyński, Skowron, "Proportional participatory budgeting with
additive utilities" (NeurIPS 2021); VOTING, "Exact definitions", M, step 2.

Money is kept in whole numbers of a unit that shrinks whenever a price does not come
out even, so every comparison is one of integers. Voters with the same ballot pay
the same and are kept as one. A price never falls as money goes, so the last known
price of an option is a bound: only options whose bound could win are priced anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd
from operator import itemgetter
from typing import NamedTuple

from facilitator.counting.deadline import Deadline

_BITS = 64  # of a price's bound behind the point
Ballot = tuple[tuple[str, int], ...]
Entry = tuple[int, tuple[int, int, int], str]  # bound, rank, option


class Bought(NamedTuple):
    """A purchase: its price per unit of utility, and how many ballots paid."""

    option: str
    price: Fraction
    payers: int


class Supporter(NamedTuple):
    """The voters with one ballot, and what an option is worth to each of them."""

    group: int
    value: int
    size: int


class Offer(NamedTuple):
    """A price: `rest` units of money over `value` of those who can pay it."""

    option: str
    rest: int
    value: int
    weight: int  # `value` in utility

    def bound(self, unit: int) -> int:
        """Return the whole part of the price, for a first sorting."""
        return (self.rest << _BITS) // (self.weight * unit)


@dataclass(frozen=True)
class Run:
    """What one share bought, and the ties in which the order picked the first."""

    bought: tuple[Bought, ...]
    ties: tuple[frozenset[str], ...]


def grouped(
    options: Iterable[str], ballots: Iterable[Mapping[str, int]]
) -> dict[Ballot, int]:
    """Return each different ballot that is not blank, sorted, and how many there are.

    Values of 0 or less say nothing.

    Raises:
        ValueError: a ballot names what is not among `options`.
    """
    known = set(options)
    found: Counter[Ballot] = Counter()
    for ballot in ballots:
        if not known.issuperset(ballot):
            unknown = min(set(ballot) - known)
            raise ValueError(f"{unknown} is not an option of this vote")
        found[tuple(sorted(pair for pair in ballot.items() if pair[1] > 0))] += 1
    found.pop((), None)
    return dict(sorted(found.items()))


class Market:
    """Options with a cost above 0, and the voters who want them.

    `weights` is the utility of one unit of value, by option; `rank` sorts options
    whose price is equal, as (cost, -votes, place): the last number is unique.
    """

    def __init__(
        self,
        ballots: Mapping[Ballot, int],
        costs: Mapping[str, int],
        weights: Mapping[str, int],
        rank: Mapping[str, tuple[int, int, int]],
        deadline: Deadline | None = None,
    ) -> None:
        self._costs, self._weights, self._rank = costs, weights, rank
        self._deadline = deadline
        self._groups = len(ballots)
        self.ties: set[frozenset[str]] = set()  # met in any run
        self._fans: dict[str, list[Supporter]] = {option: [] for option in costs}
        for group, (ballot, size) in enumerate(ballots.items()):
            for option, value in ballot:
                if option in costs:
                    self._fans[option].append(Supporter(group, value, size))
        self._value = {
            option: sum(one.value * one.size for one in fans)
            for option, fans in self._fans.items()
        }

    def run(self, share: Fraction, limit: int) -> Run | None:
        """Buy for `share` a voter; None as soon as it costs more than `limit`."""
        self._unit, self._money = share.denominator, [share.numerator] * self._groups
        bought: list[Bought] = []
        ties: list[frozenset[str]] = []
        waiting = [
            (self._full(option).bound(1), self._rank[option], option)
            for option in self._costs
            if self._fans[option]
        ]
        heapify(waiting)
        while tied := self._cheapest(waiting):
            best = min(tied, key=lambda offer: self._rank[offer.option])
            if len(alike := self._alike(tied, best)) > 1:
                ties.append(alike)
            for one in tied:
                if one is not best:
                    heappush(waiting, self._entry(one))
            bought.append(self._buy(best))
            limit -= self._costs[best.option]
            if limit < 0:
                break
        self.ties.update(ties)
        return Run(tuple(bought), tuple(ties)) if limit >= 0 else None

    def _alike(self, tied: Iterable[Offer], best: Offer) -> frozenset[str]:
        """Return the options among which only the place in the order decides."""
        key = self._rank[best.option][:2]
        return frozenset(o.option for o in tied if self._rank[o.option][:2] == key)

    def _entry(self, offer: Offer) -> Entry:
        return offer.bound(self._unit), self._rank[offer.option], offer.option

    def _full(self, option: str) -> Offer:
        """Return the price of an option when all its supporters can pay it."""
        value = self._value[option]
        return Offer(option, self._costs[option], value, value * self._weights[option])

    def _cheapest(self, waiting: list[Entry]) -> list[Offer]:
        """Take the offers of the lowest price out of `waiting`; the others stay.

        Options that their supporters can no longer pay are dropped for good.
        """
        if self._deadline is not None:
            self._deadline.check()
        best: list[Offer] = []
        above: list[Offer] = []
        while waiting and (not best or waiting[0][0] <= best[0].bound(self._unit)):
            offer = self._offer(heappop(waiting)[2])
            if offer is None:
                continue
            difference = _compare(offer, best[0]) if best else 0
            if difference < 0:
                above, best = above + best, []
            (above if difference > 0 else best).append(offer)
        for one in above:
            heappush(waiting, self._entry(one))
        return best

    def _offer(self, option: str) -> Offer | None:
        """Return the lowest price of an option, None when its supporters lack money."""
        money, fans = self._money, self._fans[option]
        rest = self._costs[option] * self._unit
        held = [(money[group], value, size) for group, value, size in fans]
        if sum(m * size for m, _, size in held) < rest:
            return None
        total = self._value[option]
        while True:
            least = {v: -(-rest * v // total) for v in {v for _, v, _ in held}}
            poor = [one for one in held if one[0] < least[one[1]]]
            if not poor:
                return Offer(option, rest, total, total * self._weights[option])
            rest -= sum(m * size for m, _, size in poor)
            total -= sum(v * size for _, v, size in poor)
            held = [one for one in held if one[0] >= least[one[1]]]

    def _buy(self, offer: Offer) -> Bought:
        """Take the price from everybody who supports the option, or all they have."""
        price = Fraction(offer.rest, offer.weight * self._unit)
        shared = gcd(offer.rest, offer.value)
        finer = offer.value // shared
        if finer > 1:
            self._unit *= finer
            self._money = [m * finer for m in self._money]
        each = offer.rest // shared
        money, payers = self._money, 0
        for group, value, size in self._fans[offer.option]:
            if money[group]:
                payers += size
                money[group] = max(0, money[group] - each * value)
        return Bought(offer.option, price, payers)


def _compare(one: Offer, other: Offer) -> int:
    """Return which price is lower, of two offers in the same unit: -1, 0 or 1."""
    left, right = one.rest * other.weight, other.rest * one.weight
    return (left > right) - (left < right)


def inert_below(
    costs: Mapping[str, int], supporters: Mapping[str, int], limit: int
) -> Fraction | None:
    """Return a share below which no run can cost more than `limit`; None: none can.

    An option can be bought only when its supporters could pay it with their full
    shares. Below the share returned, all options of which that is true cost no more
    than `limit` together.
    """
    needed = sorted(
        (
            (Fraction(cost, supporters[o]), cost)
            for o, cost in costs.items()
            if supporters[o]
        ),
        key=itemgetter(0),
    )
    total = 0
    for share, cost in needed:
        total += cost
        if total > limit:
            return share
    return None
