"""The report as a PDF file, and as pictures of its pages."""

import base64
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

from facilitator.paths import PACKAGE
from facilitator.reports import labels
from facilitator.reports.job import REFUSED, Job, Standard
from facilitator.reports.outcome import Outcome
from facilitator.reports.paper import paper
from facilitator.reports.tables import outcome_json
from facilitator.reports.wording import Wording, Words

# Read aloud by screen readers; readable in decades, with its data attached.
STANDARDS: Final[list[Standard]] = ["ua-1", "a-3a"]
TIMEOUT: Final = 60  # seconds; 300 proposals take about 2
_TURNS: Final = BoundedSemaphore(2)  # a child takes up to 160 MB

_log = logging.getLogger(__name__)


class NotRendered(Exception):  # noqa: N818 -- reads as a fact
    """Typst could not make the document; the message is its own."""


class _Refused(NotRendered):
    """Typst ran and refused the text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF file. `conformant` is false when it meets none of `STANDARDS`."""

    pdf: bytes
    conformant: bool


def render_pdf(outcome: Outcome, words: Words) -> Rendered:
    """The report; the same outcome and words give the same bytes.

    `words` is the catalogue of the edition's language. A report that meets no
    standard says so to its readers.

    Raises:
        NotRendered: the document could not be made at all.
    """
    try:
        return Rendered(_run(_job(outcome, words, STANDARDS))[0], conformant=True)
    except _Refused as refusal:
        _log.warning("PDF made without its standards: %s", refusal)
    return Rendered(_run(_job(outcome, words, []))[0], conformant=False)


def previews(
    outcome: Outcome, words: Words, ppi: float = 60, most: int | None = None
) -> list[bytes]:
    """A PNG picture of each page, or of the first `most`.

    Raises:
        NotRendered: the document could not be made.
    """
    job = _job(outcome, words, STANDARDS)
    return _run(
        {**job, "format": "png", "standards": [], "ppi": ppi, "most_pages": most}
    )


def _job(outcome: Outcome, words: Words, standards: list[Standard]) -> Job:
    wording = Wording(outcome.language, words)
    printed = paper(outcome, wording)
    printed["warning"] = None if standards else wording.say(labels.NOT_STANDARD)
    return {
        "paper": json.dumps(printed, ensure_ascii=False),
        "attachment": outcome_json(outcome).decode(),
        "format": "pdf",
        "standards": standards,
        "ppi": 60,
        "most_pages": None,
    }


def _run(job: Job) -> list[bytes]:
    """Do the job in a child that ends after it; a process keeps typst's cache."""
    try:
        with _TURNS:
            child = subprocess.run(
                [sys.executable, "-P", "-m", "facilitator.reports.render"],
                input=json.dumps(job).encode(),
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
                env={**os.environ, "PYTHONPATH": _module_path()},
            )
    except subprocess.TimeoutExpired as error:
        raise NotRendered(f"no document after {TIMEOUT} seconds") from error
    if child.returncode:
        refused = child.returncode == REFUSED
        reason = child.stderr.decode(errors="replace").strip()
        raise (_Refused if refused else NotRendered)(reason)
    return [base64.b64decode(line) for line in child.stdout.splitlines()]


def _module_path() -> str:
    """Where the child finds the package, as its parent did, from any folder."""
    return os.pathsep.join([*filter(None, sys.path), str(PACKAGE.parent)])
