"""What the web and the child that runs typst agree upon."""

from typing import Final, Literal, TypeAlias, TypedDict

REFUSED: Final = 3  # the child's exit status when typst does not take the text

Standard: TypeAlias = Literal["ua-1", "a-3a"]


class Job(TypedDict):
    """What to make.

    `paper` is JSON (see paper.py), `attachment` the text of outcome.json,
    `format` "pdf" or "png", `standards` such as "ua-1", `ppi` the pixels per
    inch of a "png", of which the first `most_pages` are wanted, or all.
    """

    paper: str
    attachment: str
    format: Literal["pdf", "png"]
    standards: list[Standard]
    ppi: float
    most_pages: int | None
