"""What the web and the child that runs typst agree upon."""

from typing import Final, Literal, TypeAlias, TypedDict

REFUSED: Final = 3  # the child's exit status when typst does not take the text

Standard: TypeAlias = Literal["ua-1", "a-3a"]


class Job(TypedDict):
    """What to make.

    `template` is the path of a typst file, which reads nothing outside its folder;
    `inputs` are the texts that it takes, as data, from `sys.inputs`. `format` is
    "pdf" or "png", `standards` such as "ua-1", `ppi` the pixels per inch of a
    "png", of which the first `most_pages` are wanted, or all. The child draws a QR
    of each of `codes` and gives the template their SVG images as `codes`.
    """

    template: str
    inputs: dict[str, str]
    codes: list[str]
    format: Literal["pdf", "png"]
    standards: list[Standard]
    ppi: float
    most_pages: int | None


def pdf_job(
    template: str, inputs: dict[str, str], standards: list[Standard] | None = None
) -> Job:
    """Return the job of a PDF."""
    return {
        "template": template,
        "inputs": inputs,
        "codes": [],
        "format": "pdf",
        "standards": standards or [],
        "ppi": 60,
        "most_pages": None,
    }
