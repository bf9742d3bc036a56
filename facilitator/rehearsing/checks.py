"""What must be as the phones were told. Pure: plain counts in, sentences out."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that was compared; `wrong` says what does not agree, or nothing."""

    name: str
    compared: int
    wrong: str = ""

    @property
    def holds(self) -> bool:
        """Whether both agree."""
        return not self.wrong


def check_count(name: str, told: int, stored: int) -> Check:
    """Compare how many phones were told that they are in with how many are stored."""
    if told == stored:
        return Check(name, told)
    kind = "lost" if stored < told else "too many"
    return Check(name, told, f"{told} acknowledged, {stored} stored: {kind}")


def check_titles(told: Collection[str], stored: Collection[str]) -> Check:
    """Compare the proposals that were acknowledged with those in the report."""
    missing = Counter(told) - Counter(stored)
    doubled = [title for title, count in Counter(stored).items() if count > 1]
    wrong = []
    if missing:
        wrong.append(f"{missing.total()} lost, such as {next(iter(missing))!r}")
    if doubled:
        wrong.append(f"{len(doubled)} stored twice, such as {doubled[0]!r}")
    return Check("proposals", len(told), "; ".join(wrong))


def check_ballots(
    name: str, told: Mapping[str, str], published: Mapping[str, str]
) -> Check:
    """Compare each ballot as it was sent last with the one under its receipt."""
    missing = [receipt for receipt in told if receipt not in published]
    altered = [
        receipt
        for receipt, meaning in told.items()
        if published.get(receipt, meaning) != meaning
    ]
    wrong = []
    if missing:
        wrong.append(f"{len(missing)} receipts are not in the list")
    if altered:
        wrong.append(f"{len(altered)} ballots say something else")
    return Check(name, len(told), "; ".join(wrong))
