"""How unlikely a guess is by chance alone.

Somebody guesses for each person a set of ballots that theirs may be among. Were
guess and truth independent, whose ballot is whose would be a permutation drawn at
random. The three bounds hold exactly, each for its shape of guess.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import comb, exp, factorial

Guess = Mapping[int, frozenset[str]]  # person -> ballots; a person may be missing
LIMIT = 1e-6  # a test that is right fails once in a million


def hits(guess: Guess, truth: Mapping[int, str]) -> int:
    """Return how many people's ballots are among those guessed for them."""
    return sum(truth[person] in ballots for person, ballots in guess.items())


def chance_of(guess: Guess, truth: Mapping[int, str]) -> float:
    """Return an upper bound of the chance to be right so often or more by luck."""
    n, found = len(truth), hits(guess, truth)
    sizes = {len(ballots) for ballots in guess.values()}
    if sizes <= {0, 1}:
        return _one_each(found)
    if len(set(guess.values())) == 1:
        return _one_set(n, len(guess), sizes.pop(), found)
    return _any(n, sum(len(ballots) for ballots in guess.values()), found)


def _one_each(found: int) -> float:
    """The chance of `found` right guesses of one ballot each: at most 1 / found!.

    Any `found` people are all right with (n - found)! / n!, and there are
    n! / (found! (n - found)!) choices of them.
    """
    return 1 / factorial(found) if found < 100 else 0.0  # under 1e-157


def _one_set(n: int, people: int, ballots: int, found: int) -> float:
    """The hypergeometric tail: `people` of `n` draw `ballots` of `n`."""
    ways = sum(
        comb(ballots, k) * comb(n - ballots, people - k)
        for k in range(found, min(people, ballots) + 1)
    )
    return float(Fraction(ways, comb(n, people)))


def _any(n: int, pairs: int, found: int) -> float:
    """A tail of sums over a random permutation.

    Source: S. Chatterjee, "Stein's method for concentration inequalities" (2007),
    proposition 1.1: P(|X - EX| >= t) <= 2 exp(-t² / (4 EX + 2t)).
    """
    mean = pairs / n
    over = found - mean
    return 1.0 if over <= 0 else min(1.0, 2 * exp(-over * over / (4 * mean + 2 * over)))
