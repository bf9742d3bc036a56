"""How acts are chained, and what a purge leaves of them. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from facilitator import keys
from facilitator.errors import N_, RuleBroken
from facilitator.texts import western

ACCOUNTS = "accounts"  # the name of the chain of acts on accounts
PURGED = "workshop.purged"
PERSON_ERASED = "person.erased"
ACCOUNT_ERASED = "account.erased"
UNDONE = "act.undone"
# Acts whose details name a member of staff, and say which account it is.
NAMING = (
    *("account.closed", "account.reopened", "link.made", "person.signed_out"),
    *("member.added", "member.removed"),
)
# What a purge leaves of an act's details: figures, and the organiser's own titles.
LEFT = frozenset(
    {"number", "numbers", "vote", "num", "papers", "minutes", "act", "section"}
    | {"step_kind", "title", "until", "before", "left"}
)
DIGEST_LENGTH = 64  # characters
HEX = frozenset("0123456789abcdef")
SHORTEST_DIGEST = 16  # of its characters: 64 bits, too many to forge a log that fits
Details = dict[str, Any]


class NoDigest(RuleBroken):
    """What was typed is no digest, nor the beginning of one."""

    message = N_(
        "A digest has %(length)d characters, 0 to 9 and a to f. "
        "At least the first %(least)d are needed."
    )
    status = 422

    def __init__(self) -> None:
        super().__init__(length=DIGEST_LENGTH, least=SHORTEST_DIGEST)


@dataclass(frozen=True)
class Noted:
    """An act as its digest covers it. `chain` is its workshop's key, or `ACCOUNTS`."""

    chain: str
    at: datetime
    actor: str | None
    kind: str
    details: Details


def read_digest(typed: str) -> str:
    """Return the digest that was meant, or its beginning; spaces do not matter.

    Raises:
        NoDigest: it cannot be one.
    """
    digest = "".join(western(typed).split()).lower()
    if not (SHORTEST_DIGEST <= len(digest) <= DIGEST_LENGTH and set(digest) <= HEX):
        raise NoDigest()
    return digest


def in_fours(digest: str) -> str:
    """Return a digest as people copy it: 3f20 9a1c and so on."""
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def canonical(details: Details) -> str:
    """Return the one text of `details` that a digest covers."""
    return json.dumps(details, sort_keys=True, separators=(",", ":"))


def plain(details: Details) -> Details:
    """Return `details` as the database gives them back."""
    read: Details = json.loads(json.dumps(details))
    return read


def link(previous: str | None, act: Noted) -> str:
    """Return the digest of an act that follows the one with the digest `previous`.

    None before it: the act begins the chain.
    """
    moment = act.at.astimezone(UTC).isoformat()
    return keys.digest(
        "act",
        previous or "",
        act.chain,
        moment,
        act.actor or "",
        act.kind,
        canonical(act.details),
    )


def left_of(details: Details) -> Details:
    """Return what a purge leaves of the details of an act: no words of anybody."""
    return {name: value for name, value in details.items() if name in LEFT}


def unnamed(acts: Iterable[tuple[int, Noted, str | None]]) -> str:
    """Return the digest of acts out of which a name was taken: number, act, digest.

    The act of the erasure holds it, as the acts can no longer be followed to their
    own digests.
    """
    parts = []
    for number, act, digest in acts:
        moment = act.at.astimezone(UTC).isoformat()
        parts += [str(number), moment, act.actor or "", act.kind, digest or ""]
        parts.append(canonical(act.details))
    return keys.digest("acts unnamed", *parts)


def remainder(
    acts: Iterable[tuple[datetime, str, str | None, Details]],
) -> str:
    """Return the digest of what a purge left of acts: moment, kind, digest, details.

    The act of the purge holds it, so that what is left can be checked for ever.
    """
    parts = []
    for at, kind, digest, details in acts:
        moment = at.astimezone(UTC).isoformat()
        parts += [moment, kind, digest or "", canonical(details)]
    return keys.digest("acts left", *parts)
