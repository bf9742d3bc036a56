"""What becomes of a slip."""

from enum import StrEnum


class SlipState(StrEnum):
    """Where a slip is, as far as the organisers know."""

    PRINTED = "printed"
    HANDED = "handed"  # to somebody in the room; nobody notes to whom
    RETURNED = "returned"  # came back unused
    VOID = "void"  # lost or spoilt: it votes no more
