"""What a vote may be, what a ballot may say, and how stickers are counted."""

from enum import StrEnum


class Method(StrEnum):
    """How people vote and how it is counted."""

    STICKERS = "stickers"


class Level(StrEnum):
    """How a vote makes sure that one person has one ballot."""

    OPEN = "open"  # a seat each: indicative, one person could take two phones


class VoteState(StrEnum):
    """A vote goes this way once, and never back."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
