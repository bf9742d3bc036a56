"""A log as a file, with all that it takes to follow its chain again. See README."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from facilitator.errors import NotPossible
from facilitator.logbook.models import Act

SCHEMA = "facilitator-log/1"


def write(acts: Sequence[Act], chain: str) -> bytes:
    """Return the acts of a chain, the oldest first, as JSON."""
    whole = {"schema": SCHEMA, "chain": chain, "acts": [_told(act) for act in acts]}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"


def read(content: bytes) -> tuple[str, list[Act]]:
    """Return the name of a chain and its acts, which are in no session.

    Raises:
        NotPossible: it is not such a file.
    """
    try:
        whole = json.loads(content)
        if whole["schema"] != SCHEMA:
            raise ValueError(whole["schema"])
        return str(whole["chain"]), [_act(told) for told in whole["acts"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotPossible("This is not a log that Facilitator gave.") from error


def _told(act: Act) -> dict[str, Any]:
    return {
        "number": act.id,
        "at": act.at.isoformat(),
        "actor": act.actor,
        "kind": act.kind,
        "details": act.details,
        "undone_at": act.undone_at.isoformat() if act.undone_at else None,
        "digest": act.digest,
    }


def _act(told: dict[str, Any]) -> Act:
    undone, actor, digest = told["undone_at"], told["actor"], told["digest"]
    return Act(
        id=int(told["number"]),
        at=datetime.fromisoformat(told["at"]),
        actor=None if actor is None else str(actor),
        kind=str(told["kind"]),
        details=dict(told["details"]),
        undone_at=datetime.fromisoformat(undone) if undone else None,
        digest=None if digest is None else str(digest),
    )
