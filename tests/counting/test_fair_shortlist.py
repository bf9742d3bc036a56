"""Equal shares of the seats of a shortlist."""

import pytest

from facilitator.counting.equal_shares import fair_shortlist
from tests.counting.invented import votes


def test_a_fair_shortlist_gives_the_minority_its_part() -> None:
    """60 people with one taste, 40 with another, 10 seats: 6 and 4, never 10 and 0."""
    many, few = [f"a{n}" for n in range(10)], [f"b{n}" for n in range(10)]
    ballots = [dict.fromkeys(many, 1)] * 60 + [dict.fromkeys(few, 1)] * 40

    found = fair_shortlist(ballots, [*many, *few], 10, [*many, *few])

    assert sorted(found.winners) == sorted([*many[:6], *few[:4]])
    assert found.drawn == (tuple(many), tuple(few))


@pytest.mark.parametrize("seats", [0, 1, 3, 50])
def test_a_fair_shortlist_never_has_more_than_its_seats(seats: int) -> None:
    for vote in votes(9, 100):
        found = fair_shortlist(vote.ballots, vote.options, seats, vote.order)
        named = {option for ballot in vote.ballots for option in ballot}

        assert len(found.winners) == min(seats, len(named))
