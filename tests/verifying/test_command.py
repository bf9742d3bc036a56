"""`facilitator verify`: sentences and exit codes, never a traceback."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from facilitator.cli import main
from facilitator.voting.publishing import Closed, bundle
from facilitator.voting.rules import Method, Outcome
from tests.verifying.forging import opened, packed
from tests.verifying.votes import some_vote, write


@pytest.fixture(scope="module")
def vote() -> Closed:
    return some_vote("command", Method.POINTS, Outcome.TOP, number=60)


def _verify(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments])


def test_a_vote_that_is_right_is_told_line_by_line(
    tmp_path: Path, vote: Closed
) -> None:
    path = write(tmp_path, bundle(vote))
    seals = ["--opening", vote.opening_hash, "--closing", vote.closing_hash]

    result = _verify(path, *seals, "--receipt", vote.ballots[0][0])

    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[-1] == "What could be checked is right."
    assert {line.split()[0] for line in lines[:-1]} == {"right", "note"}
    assert any("60 ballots counted again" in line for line in lines)
    assert any(f"The receipt {vote.ballots[0][0]} is there" in line for line in lines)


def test_a_vote_that_is_wrong_says_what_is(tmp_path: Path, vote: Closed) -> None:
    forged = opened(vote)
    forged["result"]["tallies"][0]["votes"] += 1
    option = forged["result"]["tallies"][0]["option"]
    votes = forged["result"]["tallies"][0]["votes"]

    result = _verify(write(tmp_path, packed(vote, forged)))

    assert (result.exit_code, result.stderr) == (1, "")
    wrong = [line for line in result.stdout.splitlines() if line.startswith("WRONG")]
    assert wrong == [
        f"WRONG   {option}, votes: the result says {votes}, the recount {votes - 1}."
    ]
    assert result.stdout.endswith("Something is wrong: see the lines above.\n")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no zip", "The file is not a zip, or it is broken."),
        (None, "There is no bundle at"),
    ],
)
def test_what_is_no_bundle_is_one_sentence(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = (
        str(tmp_path / "nothing.zip") if content is None else write(tmp_path, content)
    )

    result = _verify(path)

    assert (result.exit_code, result.stderr) == (1, "")
    assert len(result.stdout.splitlines()) == 2
    assert sentence in result.stdout


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_it_speaks_the_languages_of_the_room(
    tmp_path: Path, vote: Closed, language: str
) -> None:
    result = _verify(write(tmp_path, bundle(vote)), "--lang", language)

    assert result.exit_code == 0
    is_arabic = bool(re.search(r"[\u0600-\u06ff]", result.stdout))
    assert is_arabic is (language == "ar")
