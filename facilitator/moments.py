"""Which versions of a workshop stand in the database, raised with what they tell of.

Where several servers write (PostgreSQL), a unit of work raises the versions of what
it announced as the last thing before its commit. So whoever reads a version reads
what it tells of too, and whoever finds it again knows that nothing came in between.
"""

from collections.abc import Set
from typing import Any, Protocol

from sqlalchemy import Connection, text

from facilitator.fixed import Fixed

ANNOUNCED = "announced"  # the keys in a session's info
QUIET = "quiet"
HARMLESS = frozenset({"votes"})  # how many ballots are in: no phone's page tells
JOINING = "people"  # how many are in: told alone when somebody joins

# In one order everywhere, and last of all locks: nobody who holds a version waits for
# anything but the next one. A workshop that is gone has none.
_RAISE = Fixed(
    text(
        """
        INSERT INTO pulse (workshop_id, topic, version)
        SELECT workshop.id, told.topic, 1
        FROM unnest(CAST(:ids AS integer[]), CAST(:topics AS varchar[]))
            AS told (workshop_id, topic)
        JOIN workshop ON workshop.id = told.workshop_id
        ORDER BY workshop.id, told.topic COLLATE "C"
        ON CONFLICT (workshop_id, topic) DO UPDATE SET version = pulse.version + 1
        """
    )
)
# Who has written nothing, nor locked a row, has no number of a transaction.
_RAISE_ALL = Fixed(
    text(
        "UPDATE unannounced SET version = version + 1"
        " WHERE pg_current_xact_id_if_assigned() IS NOT NULL"
    )
)
_MOMENT = Fixed(
    text(
        """
        SELECT workshop.id AS workshop_id, unannounced.version AS unannounced,
            COALESCE(SUM(pulse.version) FILTER
                (WHERE pulse.topic <> ALL (CAST(:apart AS varchar[]))), 0) AS changes,
            COALESCE(SUM(pulse.version) FILTER (WHERE pulse.topic = :joining), 0)
                AS joins
        FROM workshop
        CROSS JOIN unannounced
        LEFT JOIN pulse ON pulse.workshop_id = workshop.id
        WHERE workshop.code = :code
        GROUP BY workshop.id, unannounced.version
        """
    )
)


class Noted(Protocol):
    """A session or a unit of work."""

    @property
    def info(self) -> dict[Any, Any]:
        """What actions leave for those who come after the commit."""


def told_with(unit: Noted) -> Set[tuple[int, str]]:
    """Return the workshops and topics whose versions rise with the unit's commit.

    Thousands of ballots at once must not queue for one row: what is harmless is left
    to the change feed.
    """
    told: Set[tuple[int, str]] = unit.info.get(ANNOUNCED, frozenset())
    return {(number, topic) for number, topic in told if topic not in HARMLESS}


def raise_versions(connection: Connection, unit: Noted) -> None:
    """Raise the versions of what `unit` announced; nothing but its commit may follow.

    What wrote and announced nothing may have changed everything. PostgreSQL alone.
    """
    if told := sorted(told_with(unit)):
        ids, topics = zip(*told, strict=True)
        _RAISE.send(connection, ids=list(ids), topics=list(topics))
    elif QUIET not in unit.info and not unit.info.get(ANNOUNCED):
        _RAISE_ALL.send(connection)


def stored_moment(connection: Connection, code: str) -> Any:
    """Return the versions of the workshop with `code`; None when there is none.

    `changes` and `joins` are those of its own, `unannounced` is everybody's. Each only
    rises, so that none is ever the same again. PostgreSQL alone.
    """
    apart = [*HARMLESS, JOINING]
    return _MOMENT.row(connection, code=code, apart=apart, joining=JOINING)
