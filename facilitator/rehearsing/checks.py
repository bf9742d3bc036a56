"""What must be as the phones were told. Pure: plain counts in, sentences out."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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


def check_all(name: str, phones: int, did: int) -> Check:
    """See that every phone did what it came for: of nothing, nothing is lost."""
    return Check(name, phones, "" if did == phones else f"{did} of {phones}")


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
    name: str, told: Sequence[tuple[str, str]], published: Mapping[str, str]
) -> Check:
    """Compare each ballot as it was sent last with the one under its receipt.

    `told` are the receipts that the phones were shown, with what they had sent.
    """
    phones = Counter(receipt for receipt, _meaning in told)
    missing = phones[""] + sum(1 for one in phones if one and one not in published)
    shared = [one for one in phones if one and phones[one] > 1]
    altered = [one for one, says in told if published.get(one, says) != says]
    wrong = []
    if missing:
        wrong.append(f"{missing} receipts are not in the list")
    if shared:
        wrong.append(f"{len(shared)} receipts were shown to several phones")
    if altered:
        wrong.append(f"{len(altered)} ballots say something else")
    return Check(name, len(told), "; ".join(wrong))
