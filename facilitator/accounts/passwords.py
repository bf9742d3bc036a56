"""Hash passwords, and check them. Each takes about 50 ms and 64 MiB.

Run both off the loop (facilitator.slow) and before the write lock.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

# The hash of a password that nobody knows: looked at when there is no account,
# so that the answer takes as long. Its parameters are those of the profile.
DECOY = (
    "$argon2id$v=19$m=65536,t=3,p=4$xtcOz5h/BJjuNtvBvmgWnA$"
    "qGd+2l1alEWni6rJC/te9bAsiqR0geRzSPDpDlr7SfY"
)


def hash_password(password: str) -> str:
    """Return what is stored of `password`: argon2id, with its own salt."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Say whether `password` is the one of `stored`; takes as long without one."""
    try:
        _hasher.verify(stored or DECOY, password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None
