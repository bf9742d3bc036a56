"""The report as a PDF file, and as pictures of its pages."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from facilitator.reports import labels
from facilitator.reports.outcome import Outcome
from facilitator.reports.paper import paper
from facilitator.reports.tables import outcome_json
from facilitator.reports.wording import Wording, Words
from facilitator.typesetting.child import Refused, typeset
from facilitator.typesetting.job import Job, Standard, pdf_job

# Read aloud by screen readers; readable in decades, with its data attached.
STANDARDS: Final[list[Standard]] = ["ua-1", "a-3a"]
TEMPLATES: Final = Path(__file__).with_name("typst")

_log = logging.getLogger(__name__)


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
        return Rendered(typeset(_job(outcome, words, STANDARDS))[0], conformant=True)
    except Refused as refusal:
        _log.warning("PDF made without its standards: %s", refusal)
    return Rendered(typeset(_job(outcome, words, []))[0], conformant=False)


def previews(
    outcome: Outcome, words: Words, ppi: float = 60, most: int | None = None
) -> list[bytes]:
    """A PNG picture of each page, or of the first `most`.

    Raises:
        NotRendered: the document could not be made.
    """
    job = _job(outcome, words, STANDARDS)
    return typeset(
        {**job, "format": "png", "standards": [], "ppi": ppi, "most_pages": most}
    )


def _job(outcome: Outcome, words: Words, standards: list[Standard]) -> Job:
    wording = Wording(outcome.language, words)
    printed = paper(outcome, wording)
    printed["warning"] = None if standards else wording.say(labels.NOT_STANDARD)
    inputs = {
        "paper": json.dumps(printed, ensure_ascii=False),
        "attachment": outcome_json(outcome).decode(),
    }
    return pdf_job(str(TEMPLATES / "report.typ"), inputs, standards)
