"""Texts in several languages, and in which language a text is written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from facilitator.errors import N_

LANGUAGES = ("ar", "fr", "en")  # the first is the default everywhere
OWN_NAMES = {"ar": "العربية", "fr": "Français", "en": "English"}

COMMA = N_(",")

_ARABIC = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
)
_TIFINAGH = re.compile(r"[\u2d30-\u2d7f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_FRENCH = re.compile(
    r"[àâçèéêëîïôùûüœæ]|(?<!\w)(?:l|d|qu|n|s|j)['’]\w"
    r"|\b(?:le|la|les|des|du|de|un|une|et|pour|avec|dans|aux?|est|sur)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Text:
    """What somebody wrote, with the language it is in (a BCP 47 code)."""

    value: str
    lang: str

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def direction(self) -> str:
        """The base direction of the text: by its language, not its first letter.

        "WiFi مجاني" begins with Latin letters and is still read from the right.
        """
        if self.lang == "ar":
            return "rtl"
        return "ltr" if self.lang in {"fr", "en", "zgh"} else "auto"


@dataclass(frozen=True)
class Sentence:
    """A message of ours (a msgid, in English) with its values, to be said later.

    With `plural` its form follows from the value ``num``. Values are numbers, several
    numbers, sentences, or texts that are the same in every language.
    """

    message: str
    plural: str = ""
    values: "Mapping[str, str | int | Sentence | tuple[int, ...]]" = field(
        default_factory=dict
    )

    def said(self, gettext: Callable[..., str], ngettext: Callable[..., str]) -> str:
        """Return it in words, translated by Flask-Babel's functions."""
        values: dict[str, str | int] = {}
        for name, value in self.values.items():
            if isinstance(value, tuple):
                values[name] = in_a_row(value, gettext)
            elif isinstance(value, Sentence):
                values[name] = value.said(gettext, ngettext)
            else:
                values[name] = value
        if self.plural:
            return ngettext(self.message, self.plural, **values)
        return gettext(self.message, **values)


def in_a_row(numbers: Iterable[int], gettext: Callable[..., str]) -> str:
    """Return numbers after each other, with the comma of the language."""
    return f"{gettext(COMMA)} ".join(map(str, numbers))


def language_of(value: str, default: str) -> str:
    """Return the language that `value` seems to be in: ar, zgh, fr or en.

    The script with the most letters decides; Latin letters are French when they
    show a French accent, elision or small word, else English. `default` is
    returned for a text without letters.
    """
    counts = {
        "ar": len(_ARABIC.findall(value)),
        "zgh": len(_TIFINAGH.findall(value)),
        "latin": len(_LATIN.findall(value)),
    }
    script = max(counts, key=lambda name: counts[name])
    if counts[script] == 0:
        return default
    if script == "latin":
        return "fr" if _FRENCH.search(value) else "en"
    return script


def in_language(
    texts: Mapping[str, str], wanted: str, others: Iterable[str] = LANGUAGES
) -> Text:
    """Return the text in `wanted`, else in the first of `others` that has one.

    An empty `Text` in `wanted` when there is none in any language.
    """
    for language in (wanted, *others, *texts):
        if value := texts.get(language, "").strip():
            return Text(value, language)
    return Text("", wanted)


# Everything that steers a terminal, a file or the direction of other text. The
# joiners inside words and emoji (U+200C, U+200D) stay: they are spelling.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e"
    r"\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t]+")  # not the no-break spaces of French
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def clean_line(value: str) -> str:
    """Return `value` as one trimmed line in NFC, without invisible controls."""
    return _squeezed(_BREAKS.sub(" ", value))


def clean_lines(value: str) -> list[str]:
    """Return the lines of `value`, each as `clean_line`; a line may be empty."""
    return [_squeezed(line) for line in _BREAKS.split(value)]


def clean_text(value: str) -> str:
    """Return a text of several paragraphs, at most one empty line between two."""
    text = "\n".join(clean_lines(value)).strip()
    return re.sub(r"\n{3,}", "\n\n", text)


def western(value: str) -> str:
    """Return `value` with Western digits for Arabic-Indic and Persian ones."""
    return value.translate(_DIGITS)


def _squeezed(line: str) -> str:
    text = _SPACES.sub(" ", _CONTROLS.sub("", line)).strip()
    seen = any(sign.isprintable() and sign != " " for sign in text)
    return unicodedata.normalize("NFC", text) if seen else ""
