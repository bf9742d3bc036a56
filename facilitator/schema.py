"""How far the schema of a database is, told without Alembic: it takes long to load."""

import re
from functools import lru_cache

from sqlalchemy import Connection, inspect, text

from facilitator.paths import ROOT

MIGRATIONS = ROOT / "migrations" / "versions"
_REVISION = re.compile(r'^revision\b[^=]*= "(\w+)"', re.MULTILINE)
_AFTER = re.compile(r'^down_revision\b[^=]*= "(\w+)"', re.MULTILINE)


def stored_revision(connection: Connection) -> str | None:
    """Return the revision of the database's schema, None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(
        text("SELECT version_num FROM alembic_version")
    )
    return revision


def newest_revision() -> str:
    """Return the revision that this version was written for."""
    revisions = _revisions()
    (newest,) = set(revisions) - set(revisions.values())
    return newest


def is_behind(revision: str | None) -> bool:
    """Say whether `revision` lacks a migration of ours.

    One that we do not know is of a newer version, beside which ours goes on.
    """
    is_known = revision is None or revision in _revisions()
    return is_known and revision != newest_revision()


@lru_cache(maxsize=1)
def _revisions() -> dict[str, str | None]:
    """Return each migration's revision, with the one that it follows."""
    found: dict[str, str | None] = {}
    for path in MIGRATIONS.glob("*.py"):
        script = path.read_text("utf-8")
        revision, after = _REVISION.search(script), _AFTER.search(script)
        if revision:
            found[revision[1]] = after[1] if after else None
    return found
