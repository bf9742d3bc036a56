"""What the control room says of the disk and its copies, and when it asks for one."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from facilitator.backup.automatic import Backups, State
from facilitator.backup.disk import in_megabytes
from facilitator.trouble import Trouble
from facilitator.web.transaction import units

GIGABYTE = 1000  # megabytes


@dataclass(frozen=True)
class Storage:
    """The trouble that the database is in, if any, and the state of its copies.

    There is no state where the database is PostgreSQL, which is copied elsewhere.
    """

    trouble: Trouble | None
    state: State | None

    @property
    def copied_at(self) -> datetime | None:
        """When the last automatic copy was made."""
        return self.state.copied_at if self.state else None

    @property
    def failed_at(self) -> datetime | None:
        """When the last automatic copy failed, unless a later one did not."""
        return self.state.failed_at if self.state else None

    @property
    def is_tight(self) -> bool:
        """Whether little room is left on the disk."""
        return bool(self.state and self.state.is_tight)

    @property
    def free_megabytes(self) -> int | None:
        """The room that is left on the disk."""
        free = self.state.free if self.state else None
        return None if free is None else in_megabytes(free)

    @property
    def free_gigabytes(self) -> int:
        """The same, when it is so much that its megabytes are of no interest."""
        return (self.free_megabytes or 0) // GIGABYTE


def storage_now() -> Storage:
    """Return how storing and copying go in this process."""
    backups = _backups()
    return Storage(units().trouble, backups.state if backups else None)


def copy_soon() -> None:
    """Let a copy be made now: something was done that must not get lost."""
    if backups := _backups():
        backups.soon()


def _backups() -> Backups | None:
    return cast(Backups | None, current_app.extensions.get("backups"))
