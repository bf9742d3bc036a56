"""The .pb file in a bundle says what the ballots say, and other programs read it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from facilitator.cli import main
from facilitator.counting.pabulib import read_pb
from facilitator.voting.publishing import bundle
from facilitator.voting.rules import BLANK, Method, Outcome
from facilitator.voting.spec import read_spec
from tests.verifying.forging import unpacked
from tests.verifying.votes import KINDS, some_vote, write

FITTING = {Method.STICKERS, Method.BUDGET, Method.POINTS, Method.STARS}


@pytest.mark.parametrize(("method", "outcome"), KINDS)
def test_ballots_are_told_where_the_method_fits(
    method: Method, outcome: Outcome
) -> None:
    vote = some_vote("pb", method, outcome, number=60)
    files = unpacked(bundle(vote))

    assert ("votes.pb" in files) is (method in FITTING)
    if method not in FITTING:
        return
    poll = read_pb(files["votes.pb"])
    contents = [content for _, content in vote.ballots if content != BLANK]
    assert [set(ballot) for ballot in poll.ballots] == [set(one) for one in contents]
    if method in {Method.POINTS, Method.STARS}:
        assert [dict(ballot) for ballot in poll.ballots] == contents
    assert f"{len(vote.ballots) - len(contents)} blank ballots" in poll.meta["comment"]
    assert [project.name for project in poll.projects] == [
        option.title for option in read_spec(vote.spec).options
    ]


def test_it_says_no_receipt() -> None:
    vote = some_vote("pb", Method.STICKERS, Outcome.TOP, number=60)

    text = unpacked(bundle(vote))["votes.pb"].decode()

    assert not any(receipt in text for receipt, _ in vote.ballots)


def test_the_count_of_the_file_comes_to_what_the_vote_came_to(tmp_path: Path) -> None:
    """Where the lot decided nothing: it is drawn from seals that the file lacks."""
    compared = 0
    for seed in range(12):
        vote = some_vote(f"{seed}", Method.BUDGET, Outcome.GREEDY, number=60)
        if vote.result["facts"]["drawn"]:
            continue
        path = write(tmp_path, unpacked(bundle(vote))["votes.pb"], "votes.pb")

        counted = CliRunner().invoke(main, ["count", path])

        assert "The same winners as the file says." in counted.output, counted.output
        compared += 1
    assert compared > 5
