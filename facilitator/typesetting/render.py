"""Runs typst once and ends, which gives its memory back.

`python -m facilitator.typesetting.render` reads a `Job` as JSON from standard input
and writes each file it made to standard output, in base64, one a line. When
typst refuses, it says why on standard error and ends with status `REFUSED`.
"""

import base64
import json
import sys
from pathlib import Path

import typst

from facilitator import qr
from facilitator.paths import FONTS
from facilitator.typesetting.job import REFUSED, Job


def run(job: Job) -> list[bytes]:
    """The PDF, or the picture of each page.

    Raises:
        typst.TypstError: the text cannot be set as the job wants it.
    """
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    codes = json.dumps([qr.drawing(code) for code in job["codes"]])
    template = Path(job["template"])
    # The texts are data: typst never reads them as code.
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=fonts,
        ignore_system_fonts=True,
        format=job["format"],
        ppi=job["ppi"],
        pdf_standards=[*job["standards"]],
        sys_inputs={**job["inputs"], "codes": codes},
    )
    return made[: job["most_pages"]] if isinstance(made, list) else [made]


def main() -> int:
    """Do the job that stands on standard input."""
    job: Job = json.loads(sys.stdin.buffer.read())
    try:
        files = run(job)
    except typst.TypstError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    for file in files:
        sys.stdout.buffer.write(base64.b64encode(file) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
