"""A result as it is told: who came first, on which terms, and how firmly. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any, Final

from facilitator.texts import Sentence
from facilitator.voting.answers import GRADES
from facilitator.voting.results import Result, Standing
from facilitator.voting.rules import Method, Outcome
from facilitator.voting.telling import words

PODIUM: Final = 3  # places that come first where nobody wins
SHARED_OUT: Final = (Outcome.FAIR, Outcome.SHARES)


@dataclass(frozen=True)
class Bought:
    """An option that was bought.

    `cost` is in centimes, or 1 where every option has the same price. `each` is
    the most that one of the `payers` paid, in hundredths of a place or in
    centimes, rounded up; both only where supporters paid.
    """

    standing: Standing
    how: str
    cost: int
    each: int | None
    payers: int


@dataclass(frozen=True)
class Missed:
    """An option that was not bought.

    `reached` is how much of its price was there, in per cent, rounded down;
    `missing` how many more votes would have sufficed, None where nobody knows.
    """

    standing: Standing
    reached: int
    missing: int | None


@dataclass(frozen=True)
class Margin:
    """How far the last winner is before the first that did not win.

    `ballots` is the least number of ballots that would change the list, None where
    it was not computed.
    """

    last: Standing
    next: Standing
    votes: int
    ballots: int | None


@dataclass(frozen=True)
class Told:
    """A result, and what its facts mean."""

    result: Result

    @property
    def method(self) -> Method:
        """How people voted."""
        return self.result.spec.method

    @cached_property
    def outcome(self) -> Outcome:
        """What the count ends in."""
        fixed = self.result.spec.terms.outcome or Outcome.ORDER
        return Outcome(self.facts.get("outcome", fixed))

    @property
    def facts(self) -> Mapping[str, Any]:
        """What only the method knows."""
        return self.result.facts

    @property
    def decides(self) -> bool:
        """Whether options win; else there is only an order."""
        return self.outcome is not Outcome.ORDER

    @property
    def is_consent(self) -> bool:
        """Whether one text is adopted, or not."""
        return self.method is Method.CONSENT

    @property
    def is_shared_out(self) -> bool:
        """Whether everybody had the same share of places or money."""
        return self.outcome in SHARED_OUT

    @property
    def is_money(self) -> bool:
        """Whether money is what is shared out."""
        return self.outcome in (Outcome.SHARES, Outcome.GREEDY)

    @property
    def voters(self) -> int:
        """How many ballots are not blank."""
        return self.result.ballots - self.result.blank

    @property
    def unit(self) -> Sentence:
        """What the numbers count."""
        return Sentence(words.UNITS[self.method])

    @property
    def won_word(self) -> Sentence:
        """What a winner is."""
        if self.is_consent:
            return Sentence(words.ADOPTED)
        return Sentence(words.WON.get(self.outcome, words.FIRST))

    @property
    def lost_word(self) -> Sentence:
        """What the others are."""
        if self.is_consent:
            return Sentence(words.NOT_ADOPTED)
        return Sentence(words.LOST.get(self.outcome, words.OTHERS))

    @cached_property
    def by_id(self) -> Mapping[str, Standing]:
        """Where each option stands."""
        return {line.option.id: line for line in self.result.standings}

    @cached_property
    def first(self) -> tuple[Standing, ...]:
        """What came first: the winners, or the first places where nobody wins."""
        if self.decides:
            return self.result.winners
        lines = self.result.standings
        most = min(PODIUM, max(1, len(lines) - 1))
        ranked = [line for line in lines if line.rank]
        return tuple(line for line in ranked if (line.rank or 0) <= most)

    @cached_property
    def others(self) -> tuple[Standing, ...]:
        """All but the first, the higher places first."""
        ahead = ids(self.first)
        return tuple(s for s in self.result.standings if s.option.id not in ahead)

    @cached_property
    def plain(self) -> tuple[Standing, ...]:
        """Who would win by most votes first, where the rule is another."""
        return self._lines(self.facts.get("plain", ()))

    @property
    def compares(self) -> bool:
        """Whether there is a plain list to stand beside the decision."""
        return self.is_shared_out and "plain" in self.facts

    @property
    def is_same(self) -> bool:
        """Whether most votes first would have had the same winners."""
        return ids(self.first) == ids(self.plain)

    @cached_property
    def bought(self) -> tuple[Bought, ...]:
        """What was bought, in that order."""
        return tuple(self._bought(one) for one in self.facts.get("purchases", ()))

    @cached_property
    def missed(self) -> tuple[Missed, ...]:
        """What was not bought, the nearest first; nothing without a vote."""
        reached: Mapping[str, int] = self.facts.get("reached", {})
        missing: Mapping[str, int | None] = self.facts.get("missing", {})
        found = [
            Missed(line, reached[line.option.id], missing.get(line.option.id))
            for line in self.others
            if line.option.id in reached and line.votes
        ]
        return tuple(sorted(found, key=lambda one: -one.reached))

    @property
    def margin(self) -> Margin | None:
        """How firm the end of the list is; None where there is no such end."""
        kept = self.facts.get("margin")
        if not kept or kept.get("last") is None or kept.get("next") is None:
            return None
        return Margin(
            self.by_id[kept["last"]],
            self.by_id[kept["next"]],
            kept["votes"],
            kept.get("ballots"),
        )

    @property
    def drawn(self) -> tuple[tuple[Standing, ...], ...]:
        """The groups within which the public order decided."""
        return tuple(self._lines(group) for group in self.facts.get("drawn", ()))

    @property
    def finalists(self) -> tuple[Standing, ...]:
        """The two of a runoff."""
        return self._lines(self.facts.get("finalists", ()))

    def value(self, line: Standing) -> int | Sentence:
        """Return what stands at the end of an option's bar."""
        if self.method is Method.JUDGMENT:
            return Sentence(GRADES[self.median(line)])
        if self.method is Method.MATRIX:
            return words.decimal(line.votes)
        return line.votes

    def median(self, line: Standing) -> int:
        """Return the middle grade of an option."""
        grades: Mapping[str, int] = self.facts.get("medians", {})
        return grades.get(line.option.id, line.votes)

    def _lines(self, ids: Iterable[str]) -> tuple[Standing, ...]:
        return tuple(self.by_id[one] for one in ids if one in self.by_id)

    def _bought(self, kept: Mapping[str, Any]) -> Bought:
        price, cost = kept.get("price"), int(kept["cost"])
        each = None
        if price is not None and self.is_money:
            each = ceil(Fraction(price) * cost)
        elif price is not None:
            each = ceil(100 * Fraction(price))
        standing = self.by_id[kept["option"]]
        return Bought(standing, kept["how"], cost, each, kept.get("payers") or 0)


def ids(lines: Iterable[Standing]) -> set[str]:
    """Return the ids of options."""
    return {line.option.id for line in lines}


def whole_dirhams(centimes: int) -> int:
    """Return an amount in centimes, rounded up to whole dirhams."""
    return -(-centimes // 100) * 100


def numbers(lines: Iterable[Standing]) -> tuple[int, ...]:
    """Return the numbers of proposals."""
    return tuple(line.option.number for line in lines)
