"""Amounts of money: whole centimes, said as people write dirhams."""

from babel import Locale
from babel.numbers import format_decimal

CENTIMES = 100


def amount_in_words(centimes: int, locale: Locale | str) -> str:
    """Return the dirhams of an amount with the language's grouping: 60 000.

    Centimes show only where there are some, and then both digits.
    """
    whole, rest = divmod(centimes, CENTIMES)
    if not rest:
        return format_decimal(whole, "#,##0", locale=locale)
    # As one decimal text, never a float: babel reads it exactly.
    return format_decimal(f"{whole}.{rest:02}", "#,##0.00", locale=locale)
