"""Downloads: their names, and the headers that keep them private."""

import re
from typing import Final
from urllib.parse import quote

from flask import Response
from werkzeug.http import dump_options_header

from facilitator.reports.outcome import Outcome
from facilitator.typesetting.sanitise import clean

KINDS: Final = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "zip": "application/zip",
}
TITLE_LIMIT: Final = 80  # characters, up to 160 bytes: file systems take 255
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def download(content: bytes, outcome: Outcome, what: str, extension: str) -> Response:
    """A file to save: `what` it is, the title of its workshop, and its code.

    Browsers that understand only ASCII get a plain name.
    """
    answer = private(content, extension)
    name = file_name(outcome, what, extension)
    plain = f"workshop-{outcome.workshop.code}-{outcome.language}.{extension}"
    answer.headers["Content-Disposition"] = dump_options_header(
        "attachment",
        {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"},
    )
    return answer


def private(content: bytes, extension: str) -> Response:
    """An answer of which no browser and no proxy keeps a copy."""
    answer = Response(content, content_type=KINDS[extension])
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def file_name(outcome: Outcome, what: str, extension: str) -> str:
    """The name under which people find the file again."""
    title = outcome.workshop.title
    spoken = title.spoken(outcome.language).value if title else ""
    parts = (what, spoken[:TITLE_LIMIT], outcome.workshop.code or "")
    plain = [" ".join(_NOT_IN_NAMES.sub(" ", clean(part)).split()) for part in parts]
    return f"{' - '.join(part for part in plain if part)}.{extension}"
