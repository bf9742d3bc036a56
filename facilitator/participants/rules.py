"""Joining: codes as people type them, and the limits of what a seat holds."""

import re
from dataclasses import dataclass

from facilitator import keys
from facilitator.errors import N_, RuleBroken
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


@dataclass
class _Bucket:
    left: float
    filled_at: float


class Guesses:
    """How many wrong personal codes each workshop still bears.

    Counted for the workshop and never for an address: a whole room shares one.
    `burst` at once, then one every `each` seconds: 43,230 tries a day. A code is
    one of 2^40; with 500 seats taken, a day of guessing finds one of them with a
    chance of 43,230 x 500 / 2^40, once in 50,000 days. A right code costs nothing,
    so that a whole room may come back after a break.
    """

    def __init__(
        self,
        burst: int = 30,
        each: float = 2.0,
        refusal: type[RuleBroken] = TriedTooOften,
    ) -> None:
        self._burst, self._each, self._refusal = burst, each, refusal
        self._buckets: dict[str, _Bucket] = {}

    def take(self, workshop: str, at: float) -> None:
        """Count one try at the moment `at`, in seconds of any steady clock.

        Raises:
            RuleBroken: none is left; TriedTooOften, or the refusal given.
        """
        bucket = self._buckets.setdefault(workshop, _Bucket(self._burst, at))
        gained = (at - bucket.filled_at) / self._each
        bucket.left = min(bucket.left + gained, self._burst)
        bucket.filled_at = at
        if bucket.left < 1:
            raise self._refusal()
        bucket.left -= 1

    def give_back(self, workshop: str) -> None:
        """Forget the last try: the code was right."""
        bucket = self._buckets[workshop]
        bucket.left = min(bucket.left + 1, self._burst)
