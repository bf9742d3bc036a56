"""The sheets on which slips are printed: A4, black and white, 24 to a sheet.

A token is drawn here, put on the sheet, and forgotten: it goes to typst through a
pipe and comes back inside the PDF. Nothing here keeps, logs or writes it to a file.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Final

from facilitator import keys, lan
from facilitator.slips.rules import A_SHEET
from facilitator.texts import Text
from facilitator.typesetting.child import Refused, typeset
from facilitator.typesetting.job import pdf_job
from facilitator.typesetting.sanitise import for_pdf

TEMPLATE: Final = Path(__file__).parent / "typst" / "sheets.typ"
TITLE_LIMIT: Final = 90  # characters; the template cuts after two lines


@dataclass(frozen=True)
class Wording:
    """What stands on every slip, in the languages of the workshop.

    `title` is the workshop's; `name` is what the document calls itself, `number`
    the word before a slip's number, `alt` what its square code is. `notices` say, in
    one language each, how to keep it.
    """

    title: Text
    name: str
    number: str
    alt: str
    notices: Sequence[Text]


def draw_tokens(number: int) -> list[str]:
    """Return new tokens: 80 random bits each, of the system's own randomness."""
    letters = keys.ALPHABET
    return [
        "".join(secrets.choice(letters) for _ in range(keys.TOKEN_LENGTH))
        for _ in range(number)
    ]


def print_slips(
    tokens: Sequence[str], *, first: int, base: str, wording: Wording
) -> bytes:
    """Return the PDF of slips numbered from `first`; `base` is the server's address.

    Raises:
        NotRendered: the document could not be made.
    """
    printed = {
        "title": _said(Text(_short(wording.title.value), wording.title.lang)),
        "name": for_pdf(wording.name),
        "number": wording.number,
        "alt": wording.alt,
        "language": wording.title.lang,
        "notices": [_said(notice) for notice in wording.notices],
        "a_sheet": A_SHEET,
        "slips": [
            {
                "number": str(number),
                "code": keys.in_groups(token),
            }
            for number, token in enumerate(tokens, first)
        ],
    }
    job = pdf_job(str(TEMPLATE), {"sheets": json.dumps(printed, ensure_ascii=False)})
    job["codes"] = [lan.slip_url(base, token) for token in tokens]
    try:
        return typeset({**job, "standards": ["ua-1"]})[0]
    except Refused:
        return typeset(job)[0]


def _short(title: str) -> str:
    return shorten(title, TITLE_LIMIT, placeholder="…")


def _said(text: Text) -> dict[str, str]:
    side = "rtl" if text.direction == "rtl" else "ltr"
    return {"value": for_pdf(text.value), "lang": text.lang, "dir": side}
