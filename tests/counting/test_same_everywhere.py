"""Neither the order of ballots nor that of a set changes anything."""

import os
import subprocess
import sys
from collections.abc import Callable
from random import Random

import pytest

from facilitator.counting.equal_shares import Utility, equal_shares, fair_shortlist
from facilitator.counting.greedy import greedy, per_cost
from facilitator.counting.judgment import majority_judgment
from facilitator.counting.order import public_order
from facilitator.counting.rankings import runoff
from facilitator.counting.schulze import schulze
from facilitator.counting.scores import of_values, ranks
from facilitator.counting.shortlist import one_per_group, top
from facilitator.counting.star import star
from facilitator.keys import digest
from tests.counting.invented import Vote, votes


def _scored(vote: Vote) -> dict[str, int]:
    return of_values(sorted(vote.options), vote.ballots)


RULES: dict[str, Callable[[Vote], object]] = {
    "scores": lambda v: (_scored(v), ranks(_scored(v))),
    "top": lambda v: top(_scored(v), 3, v.order, hard=True, costs=v.costs),
    "one_per_group": lambda v: one_per_group(
        _scored(v), {o: c % 3 for o, c in v.costs.items()}, 9, 3, v.order, hard=True
    ),
    "greedy": lambda v: greedy(v.costs, v.budget, _scored(v), v.order),
    "per_cost": lambda v: per_cost(v.costs, v.budget, _scored(v), v.order),
    "equal_shares": lambda v: equal_shares(v.costs, v.budget, v.ballots, v.order),
    "equal_shares points": lambda v: equal_shares(
        v.costs, v.budget, v.ballots, v.order, utility=Utility.COST_POINTS
    ),
    "fair": lambda v: fair_shortlist(v.ballots, v.options, 3, v.order),
    "star": lambda v: star(v.options, v.ballots, v.order),
    "schulze": lambda v: schulze(v.options, v.ballots, v.order),
    "judgment": lambda v: majority_judgment(v.options, v.ballots, v.order, best=5),
    "irv": lambda v: runoff(v.options, [(b, 1) for b in v.ballots], v.order),
}


def _shuffled(vote: Vote, random: Random) -> Vote:
    """Return the same vote, all its lists and dictionaries walked in another order."""
    options = random.sample(vote.options, len(vote.options))
    ballots = [
        dict(random.sample(list(ballot.items()), len(ballot)))
        for ballot in random.sample(vote.ballots, len(vote.ballots))
    ]
    return Vote({o: vote.costs[o] for o in options}, vote.budget, ballots, vote.order)


@pytest.mark.parametrize("rule", RULES)
def test_shuffled_ballots_and_options_count_the_same(rule: str) -> None:
    random = Random(11)  # noqa: S311
    count = RULES[rule]
    for vote in votes(12, 80, most_points=5):
        first = count(vote)

        assert all(count(_shuffled(vote, random)) == first for _ in range(3)), vote


SHOWN = """
from tests.counting.invented import votes
from tests.counting.test_same_everywhere import RULES, digest
print(digest("shown", *(repr(count(vote)) for name, count in RULES.items()
      for vote in votes(13, 40, most_points=5))))
"""


def test_every_process_counts_the_same() -> None:
    """Strings hash anew in each process, unless PYTHONHASHSEED says how."""
    found = {
        subprocess.run(
            [sys.executable, "-c", SHOWN],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2", "random")
    }

    assert len(found) == 1
    assert len(found.pop().strip()) == 64


def test_the_public_order_can_be_checked_by_hand() -> None:
    options = [f"o{n}" for n in range(20)]

    found = public_order(options, "c0ffee", "4261")

    assert found == sorted(options, key=lambda o: digest("tie", "c0ffee", "4261", o))
    assert found == public_order(reversed(options), "c0ffee", "4261")
    assert found != public_order(options, "c0ffee", "4262")
    assert found != public_order(options, "c0ffef", "4261")
    assert found != public_order(options, "c0ffee")
