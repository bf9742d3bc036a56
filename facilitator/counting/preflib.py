"""Reading .soc, .soi, .toc and .toi files: rankings as PrefLib publishes them.

Source: PrefLib, "Format specification" (since 2022): lines of metadata that begin
with "#", then one line for each different ballot, "number: 1,{2,3},4".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.counting.reading import BadFile, shown, text_of, whole

KINDS = ("soc", "soi", "toc", "toi")
_NAME = re.compile(r"#\s*ALTERNATIVE NAME\s+([0-9]{1,6})\s*:\s*(.*)", re.IGNORECASE)
_META = re.compile(r"#\s*([A-Z][A-Z ]*?)\s*:\s*(.*)", re.IGNORECASE)
_GROUP = re.compile(r"\{([^{}]*)\}|([^{},]+)")
_BLANKS = re.compile(r"\s*([,{}])\s*")
_MOST_BALLOTS = 10_000_000


@dataclass(frozen=True)
class Rankings:
    """What a file of rankings holds.

    `names` has the options by their numbers, in the order of the file. `ballots`
    are (ranking, how often): a ranking gives options their places, 1 the best;
    those that share one are tied, those not named are ranked behind all.
    """

    meta: Mapping[str, str]
    names: Mapping[str, str]
    ballots: tuple[tuple[Mapping[str, int], int], ...]

    @property
    def voters(self) -> int:
        """How many ballots there are."""
        return sum(number for _, number in self.ballots)


def read_preflib(content: bytes) -> Rankings:
    """Return what a file of rankings holds.

    Raises:
        BadFile: it cannot be counted; the sentence names the line.
    """
    meta: dict[str, str] = {}
    names: dict[str, str] = {}
    ballots: list[tuple[Mapping[str, int], int]] = []
    for line, raw in enumerate(text_of(content).splitlines(), 1):
        text = raw.strip()
        if named := _NAME.fullmatch(text):
            _add_name(names, named[1], named[2], line)
        elif text.startswith("#"):
            if found := _META.fullmatch(text):
                meta[found[1].lower()] = found[2]
        elif text:
            ballots.append(_ballot(text, names, line))
    if not names:
        raise BadFile(
            "The file names no options: it needs lines like "
            "“# ALTERNATIVE NAME 1: …” (the format of PrefLib since 2022)."
        )
    if sum(number for _, number in ballots) > _MOST_BALLOTS:
        raise BadFile("The file has more than ten million ballots.")
    return Rankings(meta, names, tuple(ballots))


def _add_name(names: dict[str, str], number: str, name: str, line: int) -> None:
    option = str(int(number))
    if option in names:
        raise BadFile(f"the option {option} is named a second time.", line)
    names[option] = name.strip()


def _ballot(
    text: str, names: Mapping[str, str], line: int
) -> tuple[dict[str, int], int]:
    number, colon, order = text.partition(":")
    if not colon:
        raise BadFile(f"{shown(text)} is no ballot: it lacks “number:”.", line)
    places: dict[str, int] = {}
    for place, group in enumerate(_groups(order, line), 1):
        for item in group:
            option = str(whole(item, "An option", line))
            if option not in names:
                raise BadFile(f"there is no option {option}.", line)
            if option in places:
                raise BadFile(f"a ballot ranks the option {option} twice.", line)
            places[option] = place
    return places, whole(number, "The number of ballots", line)


def _groups(order: str, line: int) -> list[list[str]]:
    """Return the options place by place; those in braces share one."""
    tight = _BLANKS.sub(r"\1", order.strip())
    pieces = _GROUP.sub("x", tight).strip(",")
    if not re.fullmatch(r"(x(,x)*)?", pieces):
        raise BadFile(f"{shown(order)} is no ranking.", line)
    found = []
    for tied, alone in _GROUP.findall(tight):
        items = [item.strip() for item in (tied or alone).split(",") if item.strip()]
        if items:
            found.append(items)
    return found
