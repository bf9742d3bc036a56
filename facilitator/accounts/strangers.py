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
    _tries[email] = count_try(wrong, wait_until, moment)
    _tries.move_to_end(email)
    if len(_tries) > MOST:
        _tries.popitem(last=False)
