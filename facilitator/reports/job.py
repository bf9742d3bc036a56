"""What the web and the child that runs typst agree upon."""

from typing import Final, TypedDict

REFUSED: Final = 3  # the child's exit status when typst does not take the text


class Job(TypedDict):
    """What to make.

    `paper` is JSON (see paper.py), `attachment` the text of outcome.json,
    `format` "pdf" or "png", `standards` such as "ua-1", `ppi` the pixels per
    inch of a "png".
    """

    paper: str
    attachment: str
    format: str
    standards: list[str]
    ppi: float
