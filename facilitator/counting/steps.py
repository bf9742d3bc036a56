"""The steps of the Method of Equal Shares, on one set of ballots. Exact.

Source: VOTING, "Exact definitions", M, steps 0 to 4.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from facilitator.counting.allocation import (
    Allocation,
    Completion,
    How,
    Purchase,
    Terms,
    Utility,
)
from facilitator.counting.deadline import Deadline
from facilitator.counting.shares import Ballot, Market, Run, inert_below
from facilitator.counting.ties import Drawn, decided, listed
from facilitator.errors import N_, RuleBroken


class ReservedTooDear(RuleBroken):
    """What was reserved costs more than there is."""

    message = N_("The reserved projects cost more than the budget.")


class Count:
    """One count by the steps of `equal_shares`."""

    def __init__(
        self,
        costs: Mapping[str, int],
        budget: int,
        groups: Mapping[Ballot, int],
        order: Sequence[str],
        terms: Terms,
        deadline: Deadline | None,
    ) -> None:
        self._costs, self._budget, self._groups = costs, budget, groups
        self._terms, self._deadline = terms, deadline
        self._at = {option: place for place, option in enumerate(order)}
        self._voters = sum(groups.values())
        self._votes = dict.fromkeys(costs, 0)
        self._named = dict.fromkeys(costs, 0)
        for ballot, size in groups.items():
            for option, value in ballot:
                self._votes[option] += value * size
                self._named[option] += size
        self.ties: set[frozenset[str]] = set()  # all that were met
        self._stood: set[frozenset[str]] = set()  # those of what stands

    def result(self) -> Allocation:
        """Count."""
        reserved = [
            Purchase(o, self._costs[o], How.RESERVED) for o in self._terms.reserved
        ]
        money = self._budget - sum(one.cost for one in reserved)
        if money < 0:
            raise ReservedTooDear()
        kept = self._kept(money)
        share = Fraction(money, self._voters) if self._voters else Fraction(0)
        step = self._step(money)
        is_all = sum(self._costs[option] for option in kept) <= money
        if is_all and self._terms.completion is not Completion.NONE:
            bought = [Purchase(o, self._costs[o], How.ALL) for o in kept]
        else:
            bought, share = self._by_shares(kept, money, share, step)
        whole = (*reserved, *bought)
        return Allocation(
            whole,
            self._budget,
            share,
            step,
            self._voters,
            self._votes,
            decided(self._stood, {one.option for one in whole}, self._at),
            self._terms,
        )

    def met(self) -> Drawn:
        """Return all ties in which `order` picked one, whatever came of it."""
        return listed(self.ties, self._at)

    def _step(self, money: int) -> Fraction:
        if self._terms.step is not None:
            return Fraction(self._terms.step)
        shares = 100 * max(self._voters, 1)
        if self._terms.is_percent:
            return Fraction(max(money, 1), shares)
        return Fraction(max(1, money // shares))

    def _kept(self, money: int) -> list[str]:
        """Return what may be bought for `money`, the most voted first."""
        least = max(1, self._terms.threshold)
        return sorted(
            (
                option
                for option, cost in self._costs.items()
                if self._named[option] >= least
                and cost <= money
                and option not in self._terms.reserved
            ),
            key=self._by_votes,
        )

    def _by_votes(self, option: str) -> tuple[int, int, int]:
        return -self._votes[option], self._costs[option], self._at[option]

    def _by_shares(
        self, kept: Sequence[str], money: int, share: Fraction, step: Fraction
    ) -> tuple[list[Purchase], Fraction]:
        """Return what is bought with shares, and filled, and the last share."""
        free = [option for option in kept if self._costs[option] == 0]
        priced = {o: self._costs[o] for o in kept if self._costs[o] > 0}
        run, share = self._last_run(priced, money, share, step)
        bought = [
            *(Purchase(o, 0, How.SHARES, Fraction(0), self._named[o]) for o in free),
            *(
                Purchase(
                    one.option, priced[one.option], How.SHARES, one.price, one.payers
                )
                for one in run.bought
            ),
        ]
        self._stood |= set(run.ties)
        if self._terms.completion in {Completion.FILL, Completion.ADD1_FILL}:
            bought += self._filled(kept, bought, money)
        return bought, share

    def _last_run(
        self, priced: Mapping[str, int], money: int, share: Fraction, step: Fraction
    ) -> tuple[Run, Fraction]:
        """Return the last run that `money` pays for, and its share."""
        market = self._market(priced)
        if self._terms.completion in {Completion.NONE, Completion.FILL}:
            last = _paid(market.run(share, money))
            self.ties |= market.ties
            return last, share
        limit = inert_below(priced, self._named, money)
        if limit is not None and limit > share:
            share += (ceil((limit - share) / step) - 1) * step
        last = _paid(market.run(share, money))
        while (found := market.run(share + step, money)) is not None:
            last, share = found, share + step
        self.ties |= market.ties
        return last, share

    def _market(self, priced: Mapping[str, int]) -> Market:
        is_points = self._terms.utility is Utility.POINTS
        weights = dict.fromkeys(priced, 1) if is_points else priced
        rank = {o: (cost, -self._votes[o], self._at[o]) for o, cost in priced.items()}
        values = self._groups
        if self._terms.utility is Utility.COST:
            values = _plain(values)
        return Market(values, priced, weights, rank, self._deadline)

    def _filled(
        self, kept: Sequence[str], bought: Sequence[Purchase], money: int
    ) -> list[Purchase]:
        """Return what the rest of the money buys by most votes."""
        left = money - sum(one.cost for one in bought)
        have = {one.option for one in bought}
        filled: list[Purchase] = []
        ties: dict[tuple[int, int], set[str]] = {}
        for option in kept:
            if option in have:
                continue
            ties.setdefault(self._by_votes(option)[:2], set()).add(option)
            if self._costs[option] <= left:
                left -= self._costs[option]
                filled.append(Purchase(option, self._costs[option], How.FILLED))
        self._stood |= {frozenset(tie) for tie in ties.values() if len(tie) > 1}
        return filled


def _plain(ballots: Mapping[Ballot, int]) -> dict[Ballot, int]:
    """Return `ballots` with the value 1 for each option they name."""
    found: dict[Ballot, int] = {}
    for ballot, size in ballots.items():
        plain = tuple((option, 1) for option, _ in ballot)
        found[plain] = found.get(plain, 0) + size
    return found


def _paid(run: Run | None) -> Run:
    """Return a run that cannot have cost too much."""
    if run is None:
        raise ArithmeticError("a run within its shares cost more than the budget")
    return run
