"""Writes facilitator/typesetting/coverage.txt: run it when the typefaces change.

python tests/typesetting/coverage.py
"""

import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]

# Steer shaping and direction without a glyph of their own.
INVISIBLE = {0x200C, 0x200D, 0x200E, 0x200F, 0x061C}


@cache
def covered(family: str) -> frozenset[int]:
    """The code points that every weight of the family draws.

    Private ones are left out: the archive standard forbids them.
    """
    weights = []
    for font in sorted((ROOT / "static" / "fonts").glob(f"{family}-*.ttf")):
        with TTFont(font, lazy=True) as face:
            weights.append(set(face.getBestCmap()))
    points = set.intersection(*weights) | INVISIBLE
    return frozenset(p for p in points if unicodedata.category(chr(p)) != "Co")


def as_ranges(points: frozenset[int]) -> str:
    """One hexadecimal range a line, such as 0620-064A."""
    lines = []
    for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]):
        members = [point for _, point in run]
        ends = dict.fromkeys((members[0], members[-1]))
        lines.append("-".join(f"{point:04X}" for point in ends))
    return "\n".join(lines)


def current() -> str:
    """What the file must say for the typefaces as they are."""
    fonts = (ROOT / "static" / "fonts").glob("*.ttf")
    families = sorted({font.stem.split("-")[0] for font in fonts})
    blocks = [f"{family}\n{as_ranges(covered(family))}" for family in families]
    return "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    target = ROOT / "facilitator" / "typesetting" / "coverage.txt"
    target.write_text(current(), "ascii")
