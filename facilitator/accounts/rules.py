"""E-mails, passwords, links and patience: what is taken, and for how long."""

import hashlib
import re
import unicodedata
from datetime import datetime, timedelta

from facilitator.errors import N_, NN_, RuleBroken
from facilitator.texts import clean_line

EMAIL_LENGTH = 254  # characters. Source: RFC 5321, 4.5.3.1.3
NAME_LENGTH = 80  # characters
SHORTEST_PASSWORD = 10  # characters
LONGEST_PASSWORD = 200  # characters; more would only cost time

FREE_TRIES = 3  # wrong passwords that cost no waiting
LONGEST_WAIT = timedelta(minutes=5)

FIRST_LINK_LIFE = timedelta(minutes=15)
INVITATION_LIFE = timedelta(days=7)
SIGN_IN_LIFE = timedelta(days=30)

_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f]+")


class WrongPassword(RuleBroken):
    """The e-mail has no account, or another password: never say which."""

    message = N_("The e-mail or the password is not right.")
    status = 422


class TooManyTries(RuleBroken):
    """Passwords were tried too often; `num` seconds are left to wait."""

    message = NN_(
        "Too many wrong passwords. Wait %(num)d second, then try again.",
        "Too many wrong passwords. Wait %(num)d seconds, then try again.",
    )
    status = 429


class EmailTaken(RuleBroken):
    """Another account has this e-mail."""

    message = N_("There is an account with this e-mail already.")


class PasswordTooShort(RuleBroken):
    """The password has less than `num` characters."""

    message = NN_(
        "The password needs at least %(num)d character.",
        "The password needs at least %(num)d characters.",
    )
    status = 422


class PasswordIsEmail(RuleBroken):
    """The password is the e-mail, which everybody knows."""

    message = N_("The password must not be the e-mail.")
    status = 422


class LinkUnknown(RuleBroken):
    """No such link was ever made, or a newer one took its place."""

    message = N_("This link is not valid. Copy the whole of it, or ask for a new one.")
    status = 404


class LinkUsed(RuleBroken):
    """A link works once."""

    message = N_("This link was used already. Sign in, or ask for a new one.")
    status = 410


class LinkExpired(RuleBroken):
    """The time of the link is over."""

    message = N_("This link has expired. Ask for a new one.")
    status = 410


class LinkWithdrawn(RuleBroken):
    """Whoever made the link, or an administrator, took it back."""

    message = N_("This link was withdrawn. Ask whoever gave it to you for a new one.")
    status = 410


class AccountClosed(RuleBroken):
    """Nobody signs in with the account any more."""

    message = N_("This account is closed.")


def clean_email(typed: str) -> str:
    """Return an e-mail as it is stored and compared."""
    return clean_line(typed).lower()


def is_email(text: str) -> bool:
    """Whether `text` can be an e-mail; only a letter sent to it would prove more."""
    return len(text) <= EMAIL_LENGTH and _EMAIL.fullmatch(text) is not None


def clean_password(typed: str) -> str:
    """Return a password as it is hashed: the same on every keyboard.

    Source: RFC 8265, 4.2 (OpaqueString).
    """
    return unicodedata.normalize("NFC", typed)


def check_password(password: str, email: str) -> None:
    """Refuse a new password that is short, or that everybody knows.

    Length alone, no composition rules. Source: NIST SP 800-63B, 5.1.1.2.

    Raises:
        PasswordTooShort: it has fewer than ten characters.
        PasswordIsEmail: it is the e-mail, in whatever case.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(num=SHORTEST_PASSWORD)
    if password.strip().casefold() == email.casefold():
        raise PasswordIsEmail()


def wait_after(wrong: int) -> timedelta:
    """Return how long to wait after so many wrong passwords in a row.

    Nothing after the first three, then 2, 4, 8 … 256 seconds, then always 5
    minutes. So 12 tries take 8.5 minutes, and each day after that allows 288:
    a list of the 10,000 commonest passwords takes 35 days.
    """
    if wrong <= FREE_TRIES:
        return timedelta(0)
    doublings = min(wrong - FREE_TRIES, 9)  # 2**9 is more than the longest wait
    return min(timedelta(seconds=2**doublings), LONGEST_WAIT)


def count_try(
    wrong: int, wait_until: datetime | None, moment: datetime
) -> tuple[int, datetime | None]:
    """Return the new (wrong, wait_until) when a password is tried at `moment`.

    A try counts as wrong before it is looked at; the right password sets the
    count back. So many tries at once gain nothing. A wait longer than any that is
    given comes of a clock that jumped back, and is over.

    Raises:
        TooManyTries: it is too early.
    """
    if wait_until and moment < wait_until <= moment + LONGEST_WAIT:
        raise TooManyTries(num=int((wait_until - moment).total_seconds()) + 1)
    wait = wait_after(wrong + 1)
    return wrong + 1, moment + wait if wait else None


def check_link(
    *,
    expires_at: datetime,
    used_at: datetime | None,
    withdrawn_at: datetime | None,
    moment: datetime,
) -> None:
    """Refuse a link that was used or withdrawn, or whose time is over.

    Raises:
        LinkUsed: somebody used it.
        LinkWithdrawn: somebody took it back.
        LinkExpired: `moment` is not before `expires_at`.
    """
    if used_at is not None:
        raise LinkUsed()
    if withdrawn_at is not None:
        raise LinkWithdrawn()
    if moment >= expires_at:
        raise LinkExpired()


def token_hash(token: str) -> str:
    """Return what the database holds of a random token; hexadecimal SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
