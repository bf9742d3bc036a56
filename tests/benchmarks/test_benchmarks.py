"""The benchmarks' arithmetic, and that they still work. Nothing here is timed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.load import ROOT, Answer, get, post
from tests.benchmarks.shares import NoSharesError, held_to
from tests.benchmarks.table import (
    Row,
    amount,
    at_least,
    at_most,
    middle,
    percentile,
    spread,
)

ONE_ROUND = """
from facilitator.serving.patched import patch
patch()
from dataclasses import replace
from tests.benchmarks import voting, fragments
from tests.benchmarks.context import SMALLEST
rows = [*voting.instant(SMALLEST), *voting.burst(SMALLEST), *voting.votes(SMALLEST)]
rows += fragments.fragments(SMALLEST)
for row in rows:
    print(row.line())
"""


@pytest.mark.parametrize(
    ("ours", "against", "ratio", "reached"),
    [
        (250, 100, "2.50 ×", True),
        (251, 100, "2.51 ×", False),
        (90, 100, "0.90 ×", True),
    ],
)
def test_a_ratio_that_must_be_low(
    ours: float, against: float, ratio: str, reached: bool
) -> None:
    row = at_most("vote", ours, against, 2.5, "µs")

    assert (row.ratio, row.reached, row.target) == (ratio, reached, "≤ 2.5 ×")


def test_a_share_that_must_be_high() -> None:
    assert at_least("votes", 45, 100, 0.45, "/s").reached
    assert not at_least("votes", 44, 100, 0.45, "/s").reached
    assert at_least("votes", 44, 100, 0.45, "/s").ratio == "44%"


def test_a_row_is_markdown() -> None:
    row = Row("burst", "12 ms", target="≤ 300 ms", reached=False)

    assert row.line() == "| burst | 12 ms |  |  | ≤ 300 ms | **no** |"


@pytest.mark.parametrize(
    ("per_cent", "found"), [(50, 50), (95, 95), (99, 99), (100, 100), (0.1, 1)]
)
def test_percentiles_are_of_the_nearest_rank(per_cent: float, found: float) -> None:
    assert percentile(range(100, 0, -1), per_cent) == found


def test_one_time_is_every_percentile() -> None:
    assert spread([0.0123], 50, 99) == "12.3 / 12.3"


def test_the_median_forgets_one_noisy_round() -> None:
    assert middle([10, 11, 900]) == 11


@pytest.mark.parametrize(
    ("number", "said"), [(1234.5, "1,234"), (99.94, "99.9"), (0.0123, "0.0123")]
)
def test_three_digits_are_enough(number: float, said: str) -> None:
    assert amount(number) == said


def test_requests_are_those_of_a_phone() -> None:
    assert get("/hello", "seat=1", X_Part="now").splitlines()[-3:] == [
        b"X-Part: now",
        b"Cookie: seat=1",
        b"",
    ]
    assert post("/", "", "marks=P1").endswith(b"Content-Length: 8\r\n\r\nmarks=P1")


def test_headers_are_read() -> None:
    head = b"HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nSet-Cookie: b=2"

    assert Answer(200, head, b"").header("Set-Cookie") == ["a=1", "b=2"]


def test_a_small_round_loses_nothing() -> None:
    """The real server, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_ROUND],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )

    lines = done.stdout.splitlines()
    assert "48 of 48" in lines[0]
    assert "10 of 10" in lines[1]
    assert "(0 lost)" in done.stdout
    assert "(304)" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("version", [1, 2])
def test_processes_are_held_to_their_share(tmp_path: Path, version: int) -> None:
    if version == 1:
        (tmp_path / "cpu.cfs_quota_us").touch()
    else:
        (tmp_path / "cgroup.controllers").write_text("cpuset cpu io\n")

    with held_to(0.25, [11, 12], [tmp_path / "none", tmp_path]):
        groups = sorted(path for path in tmp_path.iterdir() if path.is_dir())
        held = {(group / "cgroup.procs").read_text(): _quota(group) for group in groups}

    assert held == {"11": "5000 20000", "12": "5000 20000"}
    assert (tmp_path / "cgroup.procs").read_text() == "12"


def _quota(group: Path) -> str:
    if (group / "cpu.max").exists():
        return (group / "cpu.max").read_text()
    period = (group / "cpu.cfs_period_us").read_text()
    return f"{(group / 'cpu.cfs_quota_us').read_text()} {period}"


def test_who_cannot_hold_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoSharesError), held_to(0.25, [11], [tmp_path]):
        raise AssertionError("nothing is held")
