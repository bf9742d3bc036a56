"""The public order that breaks the last ties."""

from collections.abc import Iterable

from facilitator.keys import digest


def public_order(
    options: Iterable[str], closing_hash: str, dice: str = ""
) -> list[str]:
    """Return the options in an order that nobody could choose, and anybody can check.

    Sorted by SHA-256 over "tie", the closing hash, the dice and the option's id;
    `dice` are the digits rolled in the room after the close, or nothing.
    Source: VOTING, "Exact definitions", common to all.
    """
    return sorted(
        options, key=lambda option: (digest("tie", closing_hash, dice, option), option)
    )
