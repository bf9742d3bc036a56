"""Text of people, made safe for the documents that carry it."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

COVERAGE: Final = Path(__file__).with_name("coverage.txt")

LONGEST_WORD: Final = 30  # characters; a longer one would leave the page
MOST_MARKS: Final = 4  # on one letter; more would paint over the lines above

_UNCOVERED: Final = "▫"
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

    A character without a glyph becomes a square: one missing glyph would make
    the whole document break its standard. Long words may break.
    """
    known = _covered()
    drawn = (c if c == "\n" or ord(c) in known else _UNCOVERED for c in clean(text))
    return _let_long_words_break("".join(drawn))


def csv_safe(text: str) -> str:
    """Clean text that a spreadsheet does not take for a formula.

    An apostrophe is put before a text whose first visible character is, or
    looks like, one of ``= + - @``.
    """
    text = clean(text)
    return f"'{text}" if _opens_formula(text) else text


def direction(text: str, fallback: str = "ltr") -> str:
    """ "rtl" or "ltr", by the first letter that has one."""
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


def _let_long_words_break(text: str) -> str:
    """Allow a break after `LONGEST_WORD` letters, never before a mark."""
    out: list[str] = []
    run = marks = 0
    for character in text:
        is_mark = unicodedata.category(character).startswith("M")
        marks = marks + 1 if is_mark else 0
        if marks > MOST_MARKS:
            continue
        run = 0 if character.isspace() else run + (not is_mark)
        if run > LONGEST_WORD and not is_mark:
            out.append(_BREAK_HERE)
            run = 1
        out.append(character)
    return "".join(out)


@cache
def _covered() -> frozenset[int]:
    """The code points that at least one shipped typeface can draw."""
    known: set[int] = set()
    for line in COVERAGE.read_text("ascii").split():
        first, _, last = line.partition("-")
        known.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(known)
