"""What a report may refuse."""

from facilitator.errors import N_, RuleBroken


class DocumentNotMade(RuleBroken):
    """Typst could not set the document; the facts are there all the same."""

    message = N_(
        "The document could not be made. Try again; the table (CSV) and the data "
        "(JSON) hold the same facts."
    )
    status = 503
