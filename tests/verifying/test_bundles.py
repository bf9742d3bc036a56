"""What a bundle holds, and what becomes of files that are none."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.verifying import recount, source
from facilitator.voting.publishing import Closed, bundle
from facilitator.voting.rules import Method, Outcome
from tests.verifying.forging import opened, packed, unpacked, zipped
from tests.verifying.votes import some_vote, told, verified, write, wrong


@pytest.fixture(scope="module")
def vote() -> Closed:
    return some_vote("bundle", Method.STICKERS, Outcome.FAIR, number=60)


def test_the_same_vote_gives_the_same_bytes(vote: Closed) -> None:
    content = bundle(vote)

    assert content == bundle(vote)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [
            "README.txt",
            "ballots.csv",
            "manifest.json",
            "recount.py",
            "result.json",
            "votes.pb",
        ]
        assert {entry.date_time for entry in archive.infolist()} == {
            (1980, 1, 1, 0, 0, 0)
        }
        assert {entry.compress_type for entry in archive.infolist()} == {0}


def test_the_spec_is_there_word_for_word(vote: Closed) -> None:
    manifest = json.loads(unpacked(bundle(vote))["manifest.json"])

    assert manifest["spec"] == json.loads(vote.spec)
    assert recount.opening_hash(manifest["spec"]) == vote.opening_hash


def test_the_ballots_stand_by_receipt_with_nothing_else(vote: Closed) -> None:
    text = unpacked(bundle(vote))["ballots.csv"].decode()
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert rows[0] == ["receipt", "content"]
    assert {len(row) for row in rows} == {2}
    assert [row[0].replace("-", "") for row in rows[1:]] == sorted(
        receipt for receipt, _ in vote.ballots
    )
    assert [json.loads(row[1]) for row in rows[1:]] == [
        content for _, content in sorted(vote.ballots, key=lambda one: one[0])
    ]


@pytest.mark.parametrize(
    ("method", "outcome", "number", "is_listed"),
    [
        (Method.STICKERS, Outcome.TOP, 19, False),
        (Method.STICKERS, Outcome.TOP, 20, True),
        (Method.CONSENT, Outcome.ONE, 20, True),
        (Method.POINTS, Outcome.TOP, 49, False),
        (Method.POINTS, Outcome.TOP, 50, True),
        (Method.RANKING, Outcome.ONE, 49, False),
    ],
)
def test_small_rooms_get_totals_and_are_told_what_was_not_checked(
    tmp_path: Path, method: Method, outcome: Outcome, number: int, is_listed: bool
) -> None:
    vote = some_vote("small", method, outcome, number=number)
    files = unpacked(bundle(vote))

    report = verified(
        tmp_path, vote, closing=vote.closing_hash, receipt=vote.ballots[0][0]
    )

    assert ("ballots.csv" in files) is is_listed
    assert bool(json.loads(files["manifest.json"])["why"]) is not is_listed
    assert wrong(report) == []
    assert ("no_recount" in told(report)) is not is_listed
    assert ("no_receipts" in told(report)) is not is_listed
    assert ("closing" in told(report)) is is_listed
    receipts = [receipt.encode() for receipt, _ in vote.ballots]
    if not is_listed:
        everything = b"".join(files.values()).replace(b"-", b"")
        assert not any(receipt in everything for receipt in receipts)


def test_the_folder_into_which_it_is_unpacked_will_do(
    tmp_path: Path, vote: Closed
) -> None:
    for name, content in unpacked(bundle(vote)).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "holiday.jpg").write_bytes(b"\xff")

    assert wrong(recount.verify(str(tmp_path), recount.Seen())) == []
    (tmp_path / "ballots.csv").unlink()
    assert wrong(recount.verify(str(tmp_path), recount.Seen())) == [
        "no_file",
        "list_missing",
    ]


def test_it_runs_where_nothing_but_python_is(tmp_path: Path, vote: Closed) -> None:
    """As people do it: unpack, and start what is in there."""
    for name, content in unpacked(bundle(vote)).items():
        (tmp_path / name).write_bytes(content)
    assert (tmp_path / "recount.py").read_bytes() == source()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", "recount.py", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    right = run("--opening", vote.opening_hash, "--closing", vote.closing_hash)
    other = run("--closing", "0" * 64, "--lang", "ar")

    assert (right.returncode, right.stderr) == (0, "")
    assert right.stdout.splitlines()[-1] == "What could be checked is right."
    assert (other.returncode, other.stderr) == (1, "")
    assert "هذا ليس الإغلاق الذي صورتموه" in other.stdout


def _with(vote: Closed, name: str, content: bytes) -> bytes:
    return zipped({**unpacked(packed(vote, opened(vote))), name: content})


def _json(**changed: object) -> bytes:
    return json.dumps({"format": "facilitator-vote/1", **changed}).encode()


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "no JSON": ("manifest.json", b"<html>", "not_json"),
    "no UTF-8": ("manifest.json", b'{"format": "\xff"}', "not_json"),
    "a list": ("manifest.json", b"[]", "not_json"),
    "an abyss": ("result.json", b"[" * 100_000, "not_json"),
    "a name twice": ("result.json", b'{"tokens": 1, "tokens": 2}', "not_json"),
    "a fraction": ("result.json", b'{"tokens": 1.5}', "not_json"),
    "not a number": ("result.json", b'{"tokens": NaN}', "not_json"),
    "a number without end": (
        "result.json",
        b'{"tokens": ' + b"9" * 5_000 + b"}",
        "not_json",
    ),
    "another form": ("manifest.json", _json(format="vote/9"), "other_format"),
    "nothing in it": ("manifest.json", _json(), "malformed"),
    "the wrong things in it": (
        "manifest.json",
        _json(spec=[], figures=3, files=None),
        "malformed",
    ),
    "no table": ("ballots.csv", b"\x00\xff", "not_csv"),
    "another table": ("ballots.csv", b"name;choice\n", "not_csv"),
    "half a line": ("ballots.csv", b"receipt;content\nA\n", "bad_line"),
    "a line of no JSON": ("ballots.csv", b"receipt;content\nA;[\n", "not_json"),
    "two contents": (
        "ballots.csv",
        b'receipt;content\nA;"1,""content"":2"\n',
        "not_json",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_one_sentence(
    tmp_path: Path, vote: Closed, name: str
) -> None:
    file, content, sentence = HOSTILE[name]

    path = write(tmp_path, _with(vote, file, content))

    assert wrong(recount.verify(path, recount.Seen()))[-1] == sentence


def test_files_that_are_no_bundle_are_one_sentence(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"0" * 60_000_000)
    whole = zipped({"manifest.json": b"{}"})
    for content, sentence in (
        (b"", "not_a_zip"),
        (b"PK\x03\x04 and no more", "not_a_zip"),
        (whole[:-30], "not_a_zip"),
        (whole.replace(b"{}", b"[]", 1), "not_a_zip"),  # its checksum is wrong
        (bomb.getvalue(), "too_large"),
        (zipped({f"{n}.txt": b"" for n in range(60)}), "too_many"),
        (zipped({"../../etc/passwd": b"x"}), "bad_name"),
        (zipped({"/etc/passwd": b"x"}), "bad_name"),
        (zipped({"a\\b": b"x"}), "bad_name"),
        (zipped({"folder/manifest.json": b"x"}), "bad_name"),
        (zipped({}), "no_file"),
    ):
        report = recount.verify(write(tmp_path, content), recount.Seen())
        assert wrong(report) == [sentence], content[:40]
    for path in (tmp_path / "nothing.zip", tmp_path):
        [key] = wrong(recount.verify(str(path), recount.Seen()))
        assert key in {"no_bundle", "no_file"}


def test_a_folder_is_left_by_no_name(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    folder = tmp_path / "bundle"
    folder.mkdir()
    manifest = {"files": {"../secret.txt": ""}}
    (folder / "manifest.json").write_text(json.dumps(manifest))

    assert wrong(recount.verify(str(folder), recount.Seen())) == ["bad_name"]


def test_a_bundle_cannot_steer_the_terminal(
    tmp_path: Path, vote: Closed, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = opened(vote)
    forged["manifest"]["dice"] = "\x1b[2J\u202eall is right"
    forged["manifest"]["format"] = "\x1b[2J\n" + "x" * 1_000
    path = write(tmp_path, packed(vote, forged))

    recount.main([path])

    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert len(printed.splitlines()) == 2
    assert len(printed) < 600


SIMPLE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a value, but for the hashes of the files."""
    if at == ("manifest", "files"):
        return
    if len(at) > 1:
        yield at
    inside = range(len(value)) if isinstance(value, list) else value
    for key in inside if isinstance(value, dict | list) else ():
        yield from _places(value[key], (*at, key))


@settings(max_examples=300)
@given(data=st.data())
def test_nothing_that_is_put_anywhere_makes_it_fall_over(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory, vote: Closed
) -> None:
    """Any value of a bundle is replaced by any other: there is always an answer."""
    forged = opened(vote)
    whole = [
        place for place in _places(forged) if len(place) != 2 or place[0] != "ballots"
    ]
    *way, last = data.draw(st.sampled_from(whole))
    at: Any = forged
    for key in way:
        at = at[key]
    at[last] = data.draw(SIMPLE)

    path = write(tmp_path_factory.mktemp("any"), packed(vote, forged))
    report = recount.verify(path, recount.Seen("0" * 64, "0" * 64, "1", "0" * 12))

    assert wrong(report)
    for language in recount.LANGUAGES:
        recount.print_report(report, language)
