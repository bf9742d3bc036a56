"""Measure, and print one Markdown table.

python -m tests.benchmarks [--quick] [--only NAME]... [--soak MINUTES]

The phones run in this process, the server in its own; variants that are compared
take turns within the run. Absolute figures hold for this machine alone.
"""

from facilitator.serving.patched import patch

patch()

import argparse  # noqa: E402
import os  # noqa: E402
import platform  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from dataclasses import replace  # noqa: E402

from tests.benchmarks import (  # noqa: E402
    crowds,
    fragments,
    hosted,
    joining,
    starting,
    streams,
    voting,
)
from tests.benchmarks.context import QUICK, Size  # noqa: E402
from tests.benchmarks.load import allow_many_connections  # noqa: E402
from tests.benchmarks.table import HEAD, Row  # noqa: E402

Benchmark = Callable[[Size], Iterator[Row]]
BENCHMARKS: dict[str, Benchmark] = {
    "votes": voting.votes,
    "burst": voting.burst,
    "instant": voting.instant,
    "joins": joining.joins,
    "streams": streams.streams,
    "fragments": fragments.fragments,
    "change": fragments.after_a_change,
    "slow": crowds.slow_phones,
    "past": crowds.past,
    "workers": hosted.workers,
    "starting": starting.starting,
    "soak": crowds.soak,
}


def main() -> None:
    """Run what was asked for."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    options.add_argument("--quick", action="store_true", help="less of everything")
    options.add_argument("--only", action="append", choices=BENCHMARKS)
    options.add_argument("--soak", type=float, default=0.0, metavar="MINUTES")
    chosen = options.parse_args()
    size = replace(QUICK if chosen.quick else Size(), soak_minutes=chosen.soak)
    allow_many_connections()
    print(f"{_machine()}\n\n{HEAD}", flush=True)
    for name in chosen.only or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        for row in BENCHMARKS[name](size):
            print(row.line(), flush=True)


def _machine() -> str:
    python = platform.python_version()
    return (
        f"Measured on {os.cpu_count()} processors, {platform.system()}, "
        f"Python {python}. Ratios were taken within one run; absolute figures hold "
        "for this machine alone."
    )


if __name__ == "__main__":
    main()
