"""Run typst in a child process."""

import base64
import json
import os
import subprocess
import sys
from threading import BoundedSemaphore
from typing import Final

from facilitator.paths import PACKAGE
from facilitator.typesetting.job import REFUSED, Job

TIMEOUT: Final = 60  # seconds; 300 proposals, or 2,000 slips, take about 2
_TURNS: Final = BoundedSemaphore(2)  # a child takes up to 160 MB


class NotRendered(Exception):  # noqa: N818 -- reads as a fact
    """Typst could not make the document; the message is its own."""


class Refused(NotRendered):
    """Typst ran and refused the text."""


def typeset(job: Job) -> list[bytes]:
    """Return the PDF, or the picture of each page.

    The texts go through pipes, never through a file: they may be secret. A child
    ends after its job; a process would keep typst's cache.

    Raises:
        Refused: typst ran and refused the text.
        NotRendered: the document could not be made.
    """
    try:
        with _TURNS:
            child = subprocess.run(
                [sys.executable, "-P", "-m", "facilitator.typesetting.render"],
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
        raise (Refused if refused else NotRendered)(reason)
    return [base64.b64decode(line) for line in child.stdout.splitlines()]


def _module_path() -> str:
    """Where the child finds the package, as its parent did, from any folder."""
    return os.pathsep.join([*filter(None, sys.path), str(PACKAGE.parent)])
