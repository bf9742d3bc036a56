"""Text of people, made safe for the documents that carry it."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

COVERAGE: Final = Path(__file__).with_name("coverage.txt")

LONGEST_WORD: Final = 22  # letters; a longer one would leave its column
MOST_MARKS: Final = 4  # on one letter; more would paint over the lines above

_UNCOVERED: Final = "▫"
_JOINERS: Final = "\u200c\u200d"  # they have no glyph and part no letter from its marks
_EMPTY_LINES: Final = re.compile("\n{3,}")
_BREAK_HERE: Final = "\u200b"
_NEWLINES: Final = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# Control characters; bidi embeddings, overrides and isolates; zero-width space,
# joiners of words, byte order mark; variation selectors; interlinear marks; tags.
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufe00-\ufe0f\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_NONCHARACTERS: Final = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(
        f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0, 0x110000, 0x10000)
    )
    + "]"
)


def clean(text: str) -> str:
    """The text without what could harm or mislead a reader, NFC.

    Line ends become a newline, tabs a space. Letters, marks, punctuation and
    the joiners that Arabic and emoji need stay as written.
    """
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    text = _NONCHARACTERS.sub("", _DROPPED.sub("", text))
    return unicodedata.normalize("NFC", text)


def for_pdf(text: str) -> str:
    """Clean text that the shipped typefaces can draw inside the page.

    A character without a glyph becomes a square, a mark that no typeface draws
    on its letter is left out: one missing glyph would make the whole document
    break its standards. Long words may break; empty lines stay few.
    """
    text = _EMPTY_LINES.sub("\n\n", clean(text))
    return "\n".join(_breakable(_drawable(line)) for line in text.split("\n"))


def csv_safe(text: str) -> str:
    """Clean text that a spreadsheet does not take for a formula.

    An apostrophe is put before a text whose first visible character is, or
    looks like, one of ``= + - @``.
    """
    text = clean(text)
    return f"'{text}" if _opens_formula(text) else text


def direction(text: str, fallback: str = "ltr") -> str:
    """The side a text begins on, "rtl" or "ltr": by its first letter."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "R" | "AL":
                return "rtl"
            case "L":
                return "ltr"
    return fallback


def _opens_formula(text: str) -> bool:
    for character in text:
        if unicodedata.category(character) not in {"Cf", "Cc", "Zs"}:
            return unicodedata.normalize("NFKC", character)[:1] in {"=", "+", "-", "@"}
    return False


def _drawable(line: str) -> str:
    """The line as the typefaces draw it; letter and marks share a typeface."""
    out: list[str] = []
    faces: frozenset[str] = frozenset()
    marks = 0
    for character in line:
        drawn_by = _faces(character)
        if _is_mark(character):
            marks += 1
            if marks > MOST_MARKS or not faces & drawn_by:
                continue
            faces &= drawn_by
        elif character not in _JOINERS:
            marks = 0
            faces = drawn_by or _faces(_UNCOVERED)
            character = character if drawn_by else _UNCOVERED  # noqa: PLW2901
        out.append(character)
    return "".join(out)


def _breakable(line: str) -> str:
    """Allow a break after `LONGEST_WORD` letters, never before a mark."""
    out: list[str] = []
    run = 0
    for character in line:
        run = 0 if character.isspace() else run + (not _is_mark(character))
        if run > LONGEST_WORD and not _is_mark(character):
            out.append(_BREAK_HERE)
            run = 1
        out.append(character)
    return "".join(out)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


@cache
def _faces(character: str) -> frozenset[str]:
    """The shipped typefaces that can draw the character."""
    point = ord(character)
    return frozenset(face for face, points in _coverage().items() if point in points)


@cache
def _coverage() -> dict[str, frozenset[int]]:
    """The code points of each typeface: a name, then its ranges, line by line."""
    coverage = {}
    for block in COVERAGE.read_text("ascii").split("\n\n"):
        face, *lines = block.split()
        points: set[int] = set()
        for line in lines:
            first, _, last = line.partition("-")
            points.update(range(int(first, 16), int(last or first, 16) + 1))
        coverage[face] = frozenset(points)
    return coverage
