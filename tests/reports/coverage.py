"""Writes facilitator/reports/coverage.txt: run it when the typefaces change.

python tests/reports/coverage.py
"""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]

# Steer shaping and direction without a glyph of their own.
INVISIBLE = {0x200C, 0x200D, 0x200E, 0x200F, 0x061C}


def covered(fonts: Iterable[Path]) -> set[int]:
    """The printable code points of the typefaces together."""
    points: set[int] = set(INVISIBLE)
    for font in fonts:
        points.update(TTFont(font, lazy=True).getBestCmap())
    return {point for point in points if point >= 0x20}


def as_ranges(points: set[int]) -> str:
    """One hexadecimal range a line, such as 0620-064A."""
    lines = []
    for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]):
        members = [point for _, point in run]
        ends = dict.fromkeys((members[0], members[-1]))
        lines.append("-".join(f"{point:04X}" for point in ends))
    return "\n".join(lines) + "\n"


def current() -> str:
    """What the file must say for the typefaces as they are."""
    return as_ranges(covered((ROOT / "static" / "fonts").glob("*.ttf")))


if __name__ == "__main__":
    target = ROOT / "facilitator" / "reports" / "coverage.txt"
    target.write_text(current(), "ascii")
