"""What this server answered and is still right, where other servers write too.

Every request that may be answered from here first reads a moment from the database:
the versions that each change raises in its own commit. What it reads after that is
at least as new, and is kept under this moment; it is right for every request that
finds the same one. Nothing that depends on one person's ballot is kept here, for
a ballot raises no version.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Hashable
from time import monotonic
from typing import Any, NamedTuple, cast

from flask import g, request
from sqlalchemy import event

from facilitator.moments import stored_moment
from facilitator.units import Units
from facilitator.web import reading

MOST = 4096  # answers remembered
LONGEST = 60.0  # seconds: a hand in the database, or an older server, raises nothing


class Moment(NamedTuple):
    """Where a workshop stands. `connections` were made until then.

    A new connection may lead to another database, whose versions are others: to one
    that was put back, or took over.
    """

    workshop_id: int
    unannounced: int
    changes: int
    joins: int
    connections: int

    def but_joins(self) -> "Moment":
        """Return the same for what does not depend on how many people are in."""
        return self._replace(joins=0)


class _Kept(NamedTuple):
    moment: Moment
    since: float
    answer: Any


class SharedMemory:
    """What was answered at which moment of a workshop."""

    hears_owners = False

    def __init__(self, work: Units) -> None:
        self._mutex = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._connections = 0
        event.listen(work.engine, "connect", self._note_connection)

    def look(self) -> Moment | None:
        """Return the moment of the workshop in the request's address, if there is one.

        None when the request has read before: that may be older than the moment.
        """
        code = (request.view_args or {}).get("code")
        if code is None or reading.is_open():
            return None
        connection = reading.session().connection()
        until_now = self._connections
        found = stored_moment(connection, code)
        if found is None:
            return None
        own = found.workshop_id, found.unannounced, found.changes, found.joins
        return Moment(*own, until_now)

    def look_late(self) -> None:
        """Take no moment: the request reads without one."""

    def get(
        self, key: Hashable, _own: Collection[int] = (), *, counts_people: bool = True
    ) -> Any:
        """Return what was kept under `key` at the moment of this request; else None."""
        kept, now = self._kept.get(key), cast(Moment, g.moment)
        if kept is None or monotonic() - kept.since > LONGEST:
            return None
        then = kept.moment
        if not counts_people:
            then, now = then.but_joins(), now.but_joins()
        return kept.answer if then == now else None

    def keep(
        self, key: Hashable, moment: Moment, workshop_id: int, answer: Any
    ) -> None:
        """Keep an answer that was read after `moment`, of that workshop alone."""
        if workshop_id != moment.workshop_id:
            return
        with self._mutex:
            self._kept[key] = _Kept(moment, monotonic(), answer)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def _note_connection(self, *_of_what: object) -> None:
        with self._mutex:
            self._connections += 1
