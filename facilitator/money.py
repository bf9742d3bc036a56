"""Amounts of dirhams: reading what people type, writing them. Kept in centimes."""

import re
from collections.abc import Callable

from babel import Locale
from babel.numbers import format_decimal

from facilitator.errors import N_, RuleBroken
from facilitator.texts import Sentence, clean_line, western

# How a language writes an amount: its signs between thousands, before centimes.
SAMPLE = N_("1,234.50")
MOST = 10**12  # centimes: ten billion dirhams

_CURRENCY = re.compile(r"درهم|دراهم|dirhams?|dhs?|mad", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f'’٬]")  # between groups of digits
_DECIMALS = re.compile(r"(.*)[.,]([0-9]{1,2})")
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_DIGITS = re.compile(r"[0-9]{1,12}")


class NotMoney(RuleBroken):
    """Not an amount of money."""

    message = N_("Please type an amount in dirhams, like 60 000 or 1 250,50.")


class TooMuchMoney(RuleBroken):
    """More than any commune has."""

    message = N_("This amount is too large. Please type it in dirhams.")


class NoMoney(RuleBroken):
    """Nothing is not a price."""

    message = N_("An amount is more than 0. Leave it empty where it is not known.")


def read_money(typed: str) -> int | None:
    """Return the centimes of an amount that was typed, None for nothing.

    Digits may be Western or Arabic-Indic, grouped by spaces, points or commas; one
    or two digits after the last point or comma are centimes: 60 000, 60.000,
    1,250.50, ١٢٥٠٫٥.

    Raises:
        NotMoney, NoMoney, TooMuchMoney: it is not an amount, 0, or too much.
    """
    value = _CURRENCY.sub("", western(clean_line(typed)))
    value = _SPACES.sub("", value).replace("٫", ",")
    if not value:
        return None
    whole, centimes = value, "0"
    if split := _DECIMALS.fullmatch(value):
        whole, centimes = split[1], split[2].ljust(2, "0")
    if _GROUPED.fullmatch(whole):
        whole = re.sub(r"[.,]", "", whole)
    if not _DIGITS.fullmatch(whole):
        raise NotMoney()
    amount = 100 * int(whole) + int(centimes)
    if amount == 0:
        raise NoMoney()
    if amount >= MOST:
        raise TooMuchMoney()
    return amount


def in_digits(centimes: int, locale: Locale | str) -> str:
    """Return an amount of dirhams in digits, with its centimes when it has any.

    Thousands are grouped by spaces in Arabic as in French, as administrations in
    Morocco write them; Babel's own Arabic has points.
    """
    language = Locale.parse(locale).language if isinstance(locale, str) else locale
    ours = "en" if str(language).startswith("en") else "fr"
    whole, rest = divmod(centimes, 100)
    digits: str = format_decimal(whole, locale=ours)
    return f"{digits}{'.' if ours == 'en' else ','}{rest:02}" if rest else digits


class Amount(Sentence):
    """An amount of dirhams in digits, as the reader's language groups them."""

    def __init__(self, centimes: int) -> None:
        super().__init__(SAMPLE, values={"centimes": centimes})

    def said(
        self, gettext: Callable[..., str], _ngettext: Callable[..., str] | None = None
    ) -> str:
        """Return it by the language's own sample, with centimes when it has any."""
        sample = gettext(self.message)
        whole, rest = divmod(int(str(self.values["centimes"])), 100)
        digits = f"{whole:,}".replace(",", sample[1])
        return f"{digits}{sample[-3]}{rest:02}" if rest else digits


def typed_in(centimes: int) -> str:
    """Return an amount as it stands in a field: 60000 or 1250,50."""
    whole, rest = divmod(centimes, 100)
    return f"{whole},{rest:02}" if rest else str(whole)
