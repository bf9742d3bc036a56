"""Joining: codes as people type them, and the limits of what a seat holds."""

import re

from facilitator import keys
from facilitator.errors import N_, RuleBroken
from facilitator.limits import Allowance
from facilitator.texts import clean_line, western

NAME_LIMIT = 40  # characters
HIGHEST_TABLE = 999
CODE_DIGITS = 6
# What people put between the digits of a code, and what a paste brings along.
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u200e\u200f\u061c\u2066-\u2069.]")
# The same in the code of a slip, and the address that a scanner brings along.
_BETWEEN_LETTERS = re.compile(r"[\s\-_.:·ـ\u2010-\u2015\u2212]")
_ADDRESS = re.compile(r"^.*/s/", re.IGNORECASE)
_CODE = re.compile(rf"[0-9]{{{CODE_DIGITS}}}")


class WorkshopEnded(RuleBroken):
    """Nobody joins what is over."""

    message = N_("This workshop has ended. Nobody can join it any more.")
    status = 410


class TriedTooOften(RuleBroken):
    """So many wrong personal codes that somebody may be guessing."""

    message = N_(
        "Too many wrong personal codes were tried in this workshop. "
        "Please wait a few seconds and try again."
    )
    status = 429


def read_workshop_code(typed: str) -> str | None:
    """Return the six digits meant by `typed`, or None when it cannot be a code.

    Arabic-Indic and Persian digits, spaces and dashes are all understood.
    """
    code = _BETWEEN.sub("", western(typed))
    return code if _CODE.fullmatch(code) else None


def read_slip_code(typed: str) -> str | None:
    """Return the 16 characters meant by `typed`, or None when they cannot be a code.

    Small letters, O for 0, I and L for 1, Arabic digits, spaces, dashes and the
    whole address that a scanner copies are all understood.
    """
    plain = _BETWEEN_LETTERS.sub(
        "", _ADDRESS.sub("", western(clean_line(typed)).strip())
    )
    return keys.read_code(plain, keys.TOKEN_LENGTH)


class TooManyJoin(RuleBroken):
    """More people join than a town has sent."""

    message = N_(
        "Very many phones are joining this workshop. Please wait a few seconds and "
        "try again."
    )
    status = 429


class Guesses(Allowance):
    """How many wrong personal codes each workshop still bears.

    Counted for the workshop and never for an address: a whole room shares one.
    `burst` at once, then one every `each` seconds: 43,230 tries a day. A code is
    one of 2^40; with 500 seats taken, a day of guessing finds one of them with a
    chance of 43,230 x 500 / 2^40, once in 50,000 days. Each try costs the server
    a derivation of 50 ms and yields one seat of somebody: what they wrote, and their
    ballot while the vote is open. A right code costs nothing, so that a whole room
    may come back after a break.
    """

    def __init__(
        self,
        burst: int = 30,
        each: float = 2.0,
        refusal: type[RuleBroken] = TriedTooOften,
    ) -> None:
        super().__init__(burst, each, refusal)


def new_seats() -> Allowance:
    """Return how many seats each workshop gives: 1,000 at once, then 5 a second.

    A room of 500 is in within a minute, twice over. Whoever takes seats by a program
    gets 433,000 in a day and 19,000 in an hour at most, and each costs them a page, a
    form and 50 ms of our processor. A seat is no proof of a person anyway: a vote
    that needs one takes slips.
    """
    return Allowance(burst=1000, each=0.2, refusal=TooManyJoin)
