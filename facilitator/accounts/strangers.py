"""Wrong passwords for e-mails that have no account.

They wait as others do: else the waiting would tell which e-mails have one. Kept in
memory, the newest few thousand: nobody's rights depend on them.
"""

from collections import OrderedDict
from datetime import datetime

from facilitator.accounts.rules import count_try

MOST = 5000  # e-mails

_tries: OrderedDict[str, tuple[int, datetime | None]] = OrderedDict()


def count_stranger(email: str, moment: datetime) -> None:
    """Count a try at `moment` for an `email` without an account.

    Raises:
        TooManyTries: it is too early.
    """
    wrong, wait_until = _tries.get(email, (0, None))
    remember(email, *count_try(wrong, wait_until, moment))


def remember(email: str, wrong: int, wait_until: datetime | None) -> None:
    """Keep the count of `email`, and forget the one that was not tried for longest."""
    _tries[email] = wrong, wait_until
    _tries.move_to_end(email)
    if len(_tries) > MOST:
        _tries.popitem(last=False)
