"""Counting a file of votes by a rule that is asked for by name."""

from collections.abc import Collection
from dataclasses import dataclass

from facilitator.counting.deadline import Deadline
from facilitator.counting.filed_budgets import BUDGET_RULES, count_poll, rule_of
from facilitator.counting.filed_rankings import COUNTS
from facilitator.counting.outcome import Outcome
from facilitator.counting.pabulib import read_pb
from facilitator.counting.preflib import KINDS, read_preflib
from facilitator.counting.reading import BadFile

RULES = (*BUDGET_RULES, *COUNTS)


@dataclass(frozen=True)
class Asked:
    """A file by its name and content, and how it is to be counted."""

    name: str
    content: bytes
    rule: str | None
    threshold: int | None
    deadline: Deadline


def counted(asked: Asked) -> Outcome:
    """Count a file; what kind it is of, the end of its name says.

    Raises:
        CountTooLong: the deadline is over.
        BadFile: it cannot be read or counted, or not by that rule.
    """
    kind = asked.name.rpartition(".")[2].lower()
    if kind == "pb":
        poll = read_pb(asked.content)
        rule = _known(asked.rule or rule_of(poll), BUDGET_RULES, kind)
        return count_poll(
            poll, rule, threshold=asked.threshold, deadline=asked.deadline
        )
    if kind not in KINDS:
        raise BadFile(
            f"{asked.name} must end in .pb, or in .{', .'.join(KINDS)} for rankings."
        )
    rule = _known(asked.rule or "schulze", COUNTS, kind)
    return COUNTS[rule](read_preflib(asked.content))


def _known(rule: str, rules: Collection[str], kind: str) -> str:
    if rule not in rules:
        raise BadFile(f"A .{kind} file is counted by {', '.join(rules)}, not “{rule}”.")
    return rule
