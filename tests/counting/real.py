"""Count real votes and compare: python -m tests.counting.real FOLDER [RULE]

FOLDER holds .pb files as Pabulib publishes them; they are not kept here. Prints a
line of a table for each that names its winners and a rule that can be counted.
"""

import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from facilitator.counting.deadline import Deadline
from facilitator.counting.filed_budgets import count_poll, rule_of
from facilitator.counting.pabulib import Poll, read_pb
from facilitator.counting.reading import BadFile
from facilitator.counting.saying import is_same


def _line(name: str, poll: Poll, asked: str | None) -> tuple[bool, str]:
    rule = asked or rule_of(poll)
    start = perf_counter()
    outcome = count_poll(poll, rule, deadline=Deadline(600))
    seconds = perf_counter() - start
    ours, theirs = set(outcome.winners), outcome.published or frozenset()
    cells = [
        name,
        str(outcome.voters),
        str(len(poll.projects)),
        rule,
        str(len(theirs)),
        str(len(ours)),
        "yes"
        if ours == theirs
        else f"no: +{sorted(ours - theirs)} -{sorted(theirs - ours)}",
        f"{seconds:.2f}",
    ]
    return bool(is_same(outcome)), f"| {' | '.join(cells)} |"


def main(folder: str, rule: str | None = None) -> None:
    found: Counter[str] = Counter()
    for file in sorted(Path(folder).glob("*.pb")):
        try:
            poll = read_pb(file.read_bytes())
            if poll.selected is None:
                found["names no winners"] += 1
                continue
            is_alike, line = _line(file.stem, poll, rule)
        except BadFile as refused:
            found[f"refused: {str(refused)[:40]}"] += 1
            continue
        found["same" if is_alike else "other"] += 1
        print(line, flush=True)
    print(dict(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
