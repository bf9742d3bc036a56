"""Whether a password is right, counted and slowed down, off the server's loop."""

from facilitator.accounts import passwords
from facilitator.accounts.actions import count_password_try
from facilitator.accounts.rules import WrongPassword
from facilitator.slow import Queue
from facilitator.web.transaction import units

# Each takes 64 MiB and a processor: a flood of sign-ins must not stop the room.
_turns = Queue(at_once=2, most=50)


def prove(email: str, password: str) -> int:
    """Return the id of the account that `email` and `password` open.

    The try is stored before the password is looked at, also when the request is
    refused. Call it before the first `db()`.

    Raises:
        TooManyTries: it is too early.
        WrongPassword: there is no such account, or it has another password.
        TooManyAtOnce: too many passwords wait to be looked at already.
    """
    with units().writing() as session:
        tried = count_password_try(session, email)
    is_right = _turns.off_loop(passwords.matches, tried.password_hash, password)
    if not is_right or tried.account_id is None:
        raise WrongPassword()
    return tried.account_id


def hashed(password: str) -> str:
    """Return what is stored of a new `password`. Call it before the first `db()`."""
    return _turns.off_loop(passwords.hash_password, password)
