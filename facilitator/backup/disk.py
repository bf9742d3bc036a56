"""How much room a disk has, and what makes sure that something lies on it."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1_000_000  # bytes, as shops and file managers count them
LITTLE = 500 * MEGABYTE  # free: under this the desk says what to do


def free_bytes(folder: Path) -> int | None:
    """Return the room that is left on the disk of `folder`, None if it is not told."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def in_megabytes(size: int) -> int:
    """Return bytes as whole megabytes, never fewer than there are."""
    return -(-size // MEGABYTE)


def sync_folder(folder: Path) -> None:
    """Let names that were given in `folder` survive a power cut, where that is asked.

    Windows does it by itself, and some sticks' file systems cannot.
    """
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def forget_cached(handle: int) -> None:
    """Let what is read next of a file come from the disk, not from memory."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
