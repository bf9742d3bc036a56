"""One server for each SQLite file: a lock that the system drops when it dies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from facilitator.errors import NotPossible

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]
    import msvcrt

BEYOND = 1 << 20  # the byte that Windows locks: the number before it stays readable


class InUse(NotPossible):
    """Another process serves, or restores, the same data."""


@contextmanager
def only_one(database: Path) -> Iterator[None]:
    """Be the only process that serves or replaces `database`, until the end.

    The lock is on a small file beside it, which stays there and holds the number of
    the process that had the lock last. Nothing is locked once a process is dead.

    Raises:
        InUse: another process has it.
        NotPossible: the folder cannot be written to.
    """
    path = database.with_name(f"{database.name}.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise NotPossible(
            f"The folder {path.parent} cannot be written to: {error.strerror}."
        ) from error
    try:
        _take(handle, path)
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        _lock(handle)
    except OSError as error:
        number = _holder(handle)
        raise InUse(
            f"Facilitator is running on the data in {path.parent} already"
            f"{f' (process {number})' if number else ''}. "
            "Use or stop that one, or choose another folder with --data."
        ) from error
    with suppress(OSError):  # a full disk: the number is only told, the lock is held
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())


def _lock(handle: int) -> None:
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    os.lseek(handle, BEYOND, os.SEEK_SET)  # type: ignore[unreachable, unused-ignore]
    msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    os.lseek(handle, 0, os.SEEK_SET)


def _holder(handle: int) -> str:
    with suppress(OSError):
        os.lseek(handle, 0, os.SEEK_SET)
        number = os.read(handle, 20).decode("ascii", "replace").strip()
        return number if number.isdigit() else ""
    return ""
