"""A person's text as the template prints it."""

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from facilitator.reports.wording import Wording
from facilitator.reports.written import Text
from facilitator.typesetting.sanitise import direction, for_pdf

Printed: TypeAlias = dict[str, object]

_TAG: Final = re.compile("[a-z]{2,3}")
_SIDES: Final = {"ar": "rtl", "fr": "ltr", "en": "ltr", "zgh": "ltr"}


def print_texts(texts: Iterable[Text], wording: Wording) -> list[Printed]:
    """Each text for the edition, those without words left out."""
    printed = (print_text(text, wording) for text in texts)
    return [text for text in printed if text]


def print_text(text: Text | None, wording: Wording) -> Printed | None:
    """A text for the edition, the original beside it where it is translated.

    `language` names the language where it is not the edition's.
    """
    if text is None or not text.value.strip():
        return None
    spoken = text.spoken(wording.language)
    foreign = spoken.lang != wording.language
    name = wording.language_name(_tag(spoken.lang)) if foreign else None
    original = said(text.value, text.lang) if spoken.lang != text.lang else None
    return {**said(spoken.value, spoken.lang), "language": name, "original": original}


def said(value: str, lang: str) -> Printed:
    """Words with their language, and the side they begin on."""
    printed, tag = for_pdf(value).strip(), _tag(lang)
    return {"value": printed, "lang": tag, "dir": _side(printed, tag)}


def _side(text: str, tag: str) -> str:
    """That of its language if it has a letter read so: "WiFi مجاني" begins right."""
    own = _SIDES.get(tag)
    sides = {direction(letter) for letter in text if letter.isalpha()}
    return own if own in sides else direction(text, own or "ltr")


def _tag(lang: str) -> str:
    """The language as typst takes it: two or three letters."""
    found = _TAG.fullmatch(lang.lower().split("-")[0])
    return found[0] if found else "und"
