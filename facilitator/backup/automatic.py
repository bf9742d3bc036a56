"""Copies that the server makes by itself while a workshop is open.

Every five minutes, and at once when somebody asks (a vote was closed, a workshop has
ended). What became of them is told by `Backups.state`. When personal data is erased,
the copies that hold it go too.
"""

import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import exists, func, select
from sqlalchemy.exc import SQLAlchemyError

from facilitator.backup.copying import PART, RESTORING, copy_database
from facilitator.backup.disk import LITTLE, free_bytes
from facilitator.backup.rotation import STEM, Kept, kept_as, next_copy, superfluous
from facilitator.clock import local, now
from facilitator.errors import NotPossible
from facilitator.logbook.models import Act
from facilitator.logbook.rules import ACCOUNT_ERASED, PERSON_ERASED, PURGED
from facilitator.logs import named
from facilitator.slow import long_off_loop
from facilitator.units import ERASED, EVER, Unit, Units
from facilitator.workshops.models import Workshop
from facilitator.workshops.rules import Status

MARGIN = timedelta(minutes=1)  # a stick notes times to two seconds
EVERY = 300.0  # seconds between two copies; not of the clock, which may be set

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """What the desk tells of the copies. `free` are bytes of the data's disk."""

    copied_at: datetime | None
    failed_at: datetime | None  # of the last try, when that was in vain
    free: int | None

    @property
    def is_tight(self) -> bool:
        """Whether there is so little room that something must be done."""
        return self.free is not None and self.free < LITTLE


class Backups:
    """The automatic copies of one SQLite file, in a folder of their own."""

    def __init__(
        self, units: Units, folder: Path, tell: Callable[[], None] = lambda: None
    ) -> None:
        self._units = units
        self._file = Path(str(units.engine.url.database))
        self._folder = folder
        self._tell = tell  # called when the state has changed
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._is_asked = False
        self._forget_since: datetime | None = None
        self._failed_at: datetime | None = None
        self._copied_at = self._found()
        units.measures.follow(
            "facilitator_backup_timestamp_seconds",
            "When the newest backup was made (Unix time); 0 when there is none.",
            lambda: self._copied_at.timestamp() if self._copied_at else 0,
        )
        units.after_commit(self._hear)
        self._thread = threading.Thread(
            target=self._keep_copying, name="backups", daemon=True
        )

    @property
    def state(self) -> State:
        """When the last copy was made, and how much room is left."""
        free = free_bytes(self._file.parent)
        return State(self._copied_at, self._failed_at, free)

    def start(self) -> None:
        """Copy from now on, in the background; forget what an earlier server owed."""
        with suppress(OSError):
            self._remove_halves()
        if self._owes():
            self.renew_soon()
        self._thread.start()

    def stop(self) -> None:
        """Copy no more; one that is being made, or was asked for, is finished."""
        self._stopped.set()
        self._wake.set()
        self._thread.join()

    def soon(self) -> None:
        """Make a copy at once, in the background."""
        self._is_asked = True
        self._wake.set()

    def renew_soon(self, since: datetime = EVER) -> None:
        """Make a copy at once and remove those made `since`, in the background."""
        self._forget_since = min(self._forget_since or since, since)
        self.soon()

    def copy(self) -> Path | None:
        """Make a copy, and remove those that it replaces; None when that failed."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            at = local(now()).replace(tzinfo=None)
            fresh = next_copy(self._kept(), at)
            copy = copy_database(self._file, self._folder / fresh.name, at)
            for old in superfluous(self._kept(), at):
                (self._folder / old.name).unlink(missing_ok=True)
        except (NotPossible, OSError) as error:
            log.error("the automatic backup failed: %s", error)
            self._failed_at = now()
            return None
        self._copied_at, self._failed_at = now(), None
        return copy.path

    def renew(self, since: datetime = EVER) -> Path | None:
        """Make a copy and remove those made `since`: something was to be forgotten.

        When the copy fails nothing is removed, and None comes back.
        """
        fresh = self.copy()
        try:
            for old in self._made_since(since) if fresh else []:
                if fresh and old.name != fresh.name:
                    (self._folder / old.name).unlink(missing_ok=True)
        except OSError as error:
            log.error("earlier copies could not be removed: %s", named(error))
            return None
        return fresh

    def _hear(self, unit: Unit) -> None:
        if ERASED in unit.info:
            self.renew_soon(unit.info[ERASED])

    def _keep_copying(self) -> None:
        while self._is_asked or not self._stopped.is_set():
            if self._is_due():
                since, self._forget_since = self._forget_since, None
                self._is_asked = False
                made = long_off_loop(*((self.renew, since) if since else (self.copy,)))
                if made is None and since:  # the next copy does it
                    self._forget_since = min(self._forget_since or since, since)
                self._tell()
            if not self._stopped.is_set():
                self._wake.wait(EVERY)
            self._wake.clear()

    def _is_due(self) -> bool:
        """Whether somebody asked, or a workshop that is none of robots is open."""
        if self._is_asked:
            return True
        is_open = (Workshop.status == Status.OPEN, Workshop.is_rehearsal.is_(False))
        try:
            with self._units.reading() as session:
                return bool(session.scalar(select(exists().where(*is_open))))
        except SQLAlchemyError:
            log.exception("whether a copy is due could not be read")
            return True  # the copy will fail too, and the desk will say so

    def _owes(self) -> bool:
        """Whether there is a copy of before the last erasure.

        A server that ended between the two has left it.
        """
        kinds = Act.kind.in_((PURGED, PERSON_ERASED, ACCOUNT_ERASED))
        try:
            with self._units.reading() as session:
                erased_at = session.scalar(select(func.max(Act.at)).where(kinds))
            if erased_at is None or erased_at > now():  # the clock was ahead then
                return False
            return any(self._written(old) <= erased_at for old in self._kept())
        except (OSError, SQLAlchemyError):
            return False  # there are no copies, or the next one will fail too

    def _made_since(self, since: datetime) -> list[Kept]:
        """Return the copies from the first on that was made `since`, or just before.

        By their order: a clock that was set back later dates none of them before.
        """
        begin = since if since == EVER else since - MARGIN
        copies = sorted(self._kept())
        made = (n for n, copy in enumerate(copies) if self._written(copy) >= begin)
        return copies[next(made, len(copies)) :]

    def _remove_halves(self) -> None:
        """Take out what was being copied, or put back, by a process that was killed."""
        copies = self._folder.glob(f".{STEM}-*{PART}")
        restored = self._file.parent.glob(f".{self._file.name}{RESTORING}*")
        for half in (*copies, *restored):
            half.unlink(missing_ok=True)

    def _written(self, copy: Kept) -> datetime:
        written = (self._folder / copy.name).stat().st_mtime
        return datetime.fromtimestamp(written, tz=now().tzinfo)

    def _kept(self) -> list[Kept]:
        found = map(kept_as, os.listdir(self._folder))
        return [copy for copy in found if copy is not None]

    def _found(self) -> datetime | None:
        """Return when the last copy was made that an earlier server left."""
        with suppress(OSError):
            last = max(self._kept(), default=None)
            if last is not None:
                return self._written(last)
        return None
