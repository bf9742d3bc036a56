"""What becomes of a slip; its code as people type it; lists of numbers."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from facilitator.errors import N_, NN_, RuleBroken
from facilitator.limits import Allowance
from facilitator.texts import clean_line, western

MOST_AT_ONCE: Final = 2_000  # slips of one print
MOST_NUMBER: Final = 99_999  # the highest number printed on a slip
REASON_LIMIT: Final = 200  # characters
LIST_LIMIT: Final = 500  # characters of a list of numbers
A_SHEET: Final = 24  # slips

_DASH: Final = r"\s*[-\u2010-\u2015\u2212]\s*"
_RANGE: Final = re.compile(rf"([0-9]{{1,5}})(?:{_DASH}([0-9]{{1,5}}))?")
_COMMA: Final = re.compile(r"[,;،؛\s]+")


class SlipState(StrEnum):
    """Where a slip is, as far as the organisers know."""

    PRINTED = "printed"
    HANDED = "handed"  # to somebody in the room; nobody notes to whom
    RETURNED = "returned"  # came back unused
    VOID = "void"  # lost or spoilt: it votes no more


# What staff's acts are called on the lists of acts; each can be undone.
ACTS: Final = {
    "slips.made": NN_(
        "%(num)d voting slip was made: number %(numbers)s",
        "%(num)d voting slips were made: numbers %(numbers)s",
    ),
    "slips.handed": NN_(
        "%(num)d voting slip was handed out: number %(numbers)s",
        "%(num)d voting slips were handed out: numbers %(numbers)s",
    ),
    "slips.returned": NN_(
        "%(num)d voting slip came back unused: number %(numbers)s",
        "%(num)d voting slips came back unused: numbers %(numbers)s",
    ),
    "slips.voided": NN_(
        "%(num)d voting slip was made void: number %(numbers)s",
        "%(num)d voting slips were made void: numbers %(numbers)s",
    ),
}


class UnknownSlip(RuleBroken):
    """No slip of any open workshop has this code."""

    message = N_(
        "No voting slip has this code. Compare it with the paper, or ask the "
        "organisers for another slip."
    )
    status = 404


class SlipFromElsewhere(RuleBroken):
    """It is a slip, of another workshop."""

    message = N_("This voting slip belongs to another workshop: %(title)s")
    status = 422


class NotASlipCode(RuleBroken):
    """What was typed cannot be one."""

    message = NN_(
        "The code of a voting slip has %(num)d letter or digit.",
        "The code of a voting slip has %(num)d letters and digits.",
    )
    status = 422


class TriedTooManySlips(RuleBroken):
    """So many wrong codes that somebody may be guessing."""

    message = N_(
        "Too many wrong slip codes were typed. Please wait a few seconds and try again."
    )
    status = 429


class NotNumbers(RuleBroken):
    """It is no list of numbers of slips."""

    message = N_("Write the numbers of the slips like this: 1-40, 55")
    status = 422


class NoSuchSlips(RuleBroken):
    """Slips with these numbers were never made."""

    message = N_("There are no slips with these numbers: %(numbers)s")
    status = 422


class SlipsAreVoid(RuleBroken):
    """They vote no more: nobody is given them."""

    message = N_("These slips are void and stay so: %(numbers)s")


class SlipsNotOut(RuleBroken):
    """What was not handed out cannot come back."""

    message = N_("These slips were not noted as handed out: %(numbers)s")


class SlipsHaveVoted(RuleBroken):
    """What has voted does not come back unused."""

    message = N_("These slips have voted, so they are not unused: %(numbers)s")


class NoSlipsLeft(RuleBroken):
    """All are handed out."""

    message = N_("No slip is left to hand out. Make more.")


class MadeMeanwhile(RuleBroken):
    """Somebody else took the same numbers."""

    message = N_(
        "A colleague made slips in the same moment. Nothing was made; please try again."
    )


class SlipsMovedOn(RuleBroken):
    """What an act did to them is no longer how they are."""

    message = N_(
        "These slips were changed again later, or have voted: this stays as it is."
    )


class SheetsNotMade(RuleBroken):
    """Typst could not set them, and nothing was kept."""

    message = N_("The sheets could not be made. No slip was made; please try again.")
    status = 503


class TooManySlips(RuleBroken):
    """Their numbers would not fit on a slip."""

    message = NN_(
        "A workshop has at most %(num)d slip.", "A workshop has at most %(num)d slips."
    )


def phone_guesses() -> Allowance:
    """Return how many wrong slip codes each phone bears: 20, then one in 3 seconds.

    A code is one of 2^80, that is 1.2 x 10^24. With 2,000 slips out, whoever
    guesses through one seat finds one of them in a day with a chance of
    28,820 x 2,000 / 2^80, or 5 x 10^-17.
    """
    return Allowance(burst=20, each=3.0, refusal=TriedTooManySlips)


def workshop_guesses() -> Allowance:
    """Return how many wrong slip codes each workshop bears: 300, then 10 a second.

    So many that a whole room may mistype at once, and nobody with one phone can use
    them up. Whoever takes many seats finds one of 2,000 slips in a day with a
    chance of 864,300 x 2,000 / 2^80, or 1.4 x 10^-15.

    The address of a slip (/S/<code>) needs no limit: were a server to answer 10,000
    of them a second for a day, with 2,000 slips in each of 100 open workshops, the
    chance would be 8.6 x 10^8 x 2 x 10^5 / 2^80, or 1.4 x 10^-10. Nothing is ever
    counted by address: a whole room shares one.
    """
    return Allowance(burst=300, each=0.1, refusal=TriedTooManySlips)


def read_numbers(typed: str) -> tuple[int, ...]:
    """Return the numbers in a list like "1-40, 55", each once, ascending.

    Arabic digits and commas and any dash are understood.

    Raises:
        NotNumbers: it is no such list, or empty.
    """
    text = re.sub(_DASH, "-", western(clean_line(typed)))
    found: set[int] = set()
    for part in filter(None, _COMMA.split(text)):
        matched = _RANGE.fullmatch(part)
        if matched is None:
            raise NotNumbers()
        first, last = int(matched[1]), int(matched[2] or matched[1])
        if not 1 <= first <= last:
            raise NotNumbers()
        found.update(range(first, last + 1))
    if not found:
        raise NotNumbers()
    return tuple(sorted(found))


def in_ranges(numbers: Iterable[int]) -> str:
    """Return numbers as a short list: "1-40, 55"; an empty text for none."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
