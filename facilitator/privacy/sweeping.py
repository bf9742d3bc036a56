"""On its day a workshop's personal data is erased, by the server itself.

Every process looks at its start and once a day. The log's chain lets one of them
through (`lock_chain`); the others then find nothing left to do.
"""

import logging
import threading

from facilitator.logbook.chain import lock_chain
from facilitator.privacy.actions import announce_purge, purge
from facilitator.privacy.queries import announced_at, may_be_due, was_announced
from facilitator.privacy.rules import VoteIsOpenStill
from facilitator.units import Units
from facilitator.voting.erasing import TABLES, after_close, empty_log
from facilitator.workshops.models import Workshop
from facilitator.workshops.retention import days_left, is_announced

A_DAY = 24 * 60 * 60.0  # seconds between two looks
ERASED_FROM = (
    *TABLES,
    *("act", "objective", "proposal", "seat", "slip", "vote", "workshop"),
)

log = logging.getLogger(__name__)


class Sweep:
    """Looks once a day, in the background."""

    def __init__(self, units: Units, every: float = A_DAY) -> None:
        self._units = units
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="purges", daemon=True)

    def start(self) -> None:
        """Look now, and then once a day."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more. What is being erased is erased to its end."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                sweep(self._units)
            except Exception:
                log.exception("personal data could not be erased; again tomorrow")
            if self._stopped.wait(self._every):
                return


def sweep(units: Units) -> list[int]:
    """Announce the purges that are near, make those that are due; return their ids."""
    with units.reading() as session:
        near = [w.id for w in may_be_due(session) if is_announced(w)]
    purged = []
    for workshop_id in near:
        try:
            if _swept(units, workshop_id):
                purged.append(workshop_id)
        except Exception:  # whatever it is, the others are due all the same
            log.exception(
                "workshop %d could not be erased; again tomorrow", workshop_id
            )
    if purged:
        rewrite(units)
    return purged


def rewrite(units: Units) -> None:
    """Let no page of the disk keep what was erased. Off the server's loop."""
    after_close(units.engine, ERASED_FROM)


def forget(units: Units) -> None:
    """Let the log of the disk not keep what one person erased. Off the loop."""
    empty_log(units.engine)


def _swept(units: Units, workshop_id: int) -> bool:
    """Do for one workshop what its day asks; return whether it was purged."""
    with units.writing() as session:
        lock_chain(session, workshop_id)
        workshop = session.get_one(Workshop, workshop_id)
        session.refresh(workshop)
        if not is_announced(workshop):  # somebody was quicker
            return False
        if announced_at(session, workshop) is None:
            announce_purge(session, workshop)
        elif days_left(workshop) == 0 and was_announced(session, workshop):
            try:
                purge(session, workshop, None, due=True)
            except VoteIsOpenStill:
                return False
            log.info("the personal data of workshop %d was erased", workshop_id)
            return True
    return False
