"""A layer under SQLite that notes what is written and what is synchronised.

It is the system's own layer (a "VFS") with a few functions replaced. `install` lets
every database that this process opens from now on go through it.
Source: https://www.sqlite.org/vfs.html and sqlite3.h, for the two structures.
"""

import _sqlite3
import ctypes
import os
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass
from typing import Any

OK = 0


@dataclass(frozen=True)
class Write:
    """Bytes that were given to the system; `file` is its name without its folder."""

    file: str
    offset: int
    content: bytes


@dataclass(frozen=True)
class Truncate:
    """A file that was cut off."""

    file: str
    size: int


@dataclass(frozen=True)
class Sync:
    """That all that was noted of `file` before `since` lies on the disk."""

    file: str
    since: int


@dataclass(frozen=True)
class Sent:
    """That somebody is about to send a ballot."""

    person: int
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Acknowledged:
    """That somebody was told that their last ballot is stored."""

    person: int


Event = Write | Truncate | Sync | Sent | Acknowledged

_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)


class _Methods(Structure):
    """sqlite3_io_methods; its functions that are not replaced are only copied."""

    _fields_ = (
        ("iVersion", c_int),
        ("xClose", c_void_p),
        ("xRead", c_void_p),
        ("xWrite", _Write),
        ("xTruncate", _Truncate),
        ("xSync", _Sync),
        ("others", c_void_p * 13),
    )


class _File(Structure):
    """The beginning of every sqlite3_file."""

    _fields_ = (("pMethods", POINTER(_Methods)),)


class _VFS(Structure):
    """sqlite3_vfs; the same."""

    _fields_ = (
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        ("xOpen", _Open),
        ("others", c_void_p * 15),
    )


_alive: list[Any] = []  # what SQLite points to must not be collected


def install() -> list[Event]:
    """Note from now on what SQLite writes in this process; return the notes."""
    events: list[Event] = []
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = POINTER(_VFS)
    system = library.sqlite3_vfs_find(None).contents
    ours = _VFS.from_buffer_copy(system)
    ours.zName = b"recorder"

    def open_(vfs: int, path: int | None, file: int, flags: int, told: int) -> int:
        # The address itself: SQLite's layer keeps it for as long as the file is open.
        status: int = system.xOpen(vfs, path, file, flags, told)
        if status == OK and path is not None:  # else a temporary file
            _listen(events, file, os.path.basename(ctypes.string_at(path)).decode())
        return status

    ours.xOpen = _Open(open_)
    _alive.extend((ours, system))
    assert library.sqlite3_vfs_register(ctypes.byref(ours), 1) == OK
    return events


def _listen(events: list[Event], file: int, name: str) -> None:
    """Replace what an open file does by what notes it first."""
    opened = _File.from_address(file)
    original = opened.pMethods.contents
    ours = _Methods.from_buffer_copy(original)

    def write(file: int, content: int, size: int, offset: int) -> int:
        events.append(Write(name, offset, ctypes.string_at(content, size)))
        return int(original.xWrite(file, content, size, offset))

    def truncate(file: int, size: int) -> int:
        events.append(Truncate(name, size))
        return int(original.xTruncate(file, size))

    def sync(file: int, flags: int) -> int:
        since = len(events)  # what others write meanwhile is not promised
        status = int(original.xSync(file, flags))
        if status == OK:
            events.append(Sync(name, since))
        return status

    ours.xWrite, ours.xTruncate, ours.xSync = (
        _Write(write),
        _Truncate(truncate),
        _Sync(sync),
    )
    opened.pMethods = ctypes.pointer(ours)
    _alive.append((ours, original))
