"""The chain of digests through the acts: one a workshop, and one for accounts.

Who forges a chain must have the database, and must make all of it anew from the
act that is changed: its newest digest, printed in the report and shown on the page
of the log, is then another. Who has both the database and every print can forge.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, Select, column, func, select, table
from sqlalchemy.orm import Session

from facilitator.logbook.models import Act
from facilitator.logbook.rules import (
    ACCOUNT_ERASED,
    ACCOUNTS,
    PURGED,
    UNDONE,
    Noted,
    link,
    remainder,
    unnamed,
)

LOCK = 0x616374  # names our advisory locks: "act"
_ACCOUNT = table("account", column("id", Integer), column("name"))
_WORKSHOP = table("workshop", column("id", Integer), column("key"))


@dataclass(frozen=True)
class Broken:
    """An act that does not follow from the one before it, and why not."""

    act_id: int
    workshop_id: int | None
    why: str


def lock_chain(session: Session, workshop_id: int | None) -> None:
    """Let nobody else add to a chain until this unit of work ends.

    Take it before any other lock: whoever adds to a chain does, so nobody who
    holds it waits for one who waits for it. SQLite has one writer at a time.
    """
    if session.get_bind().dialect.name == "postgresql":
        held = func.pg_advisory_xact_lock(LOCK, workshop_id or 0)
        session.execute(select(held))


def of_chain(workshop_id: int | None) -> ColumnElement[bool]:
    """Return the condition that an act is in a chain."""
    if workshop_id is None:
        return Act.workshop_id.is_(None)
    return Act.workshop_id == workshop_id


def newest(workshop_id: int | None) -> Select[str | None]:
    """Return the statement that reads the newest digest of a chain."""
    return (
        select(Act.digest)
        .where(of_chain(workshop_id), Act.digest.is_not(None))
        .order_by(Act.id.desc())
        .limit(1)
    )


def head(session: Session, workshop_id: int | None) -> str | None:
    """Return the newest digest of a chain, None before its first."""
    return session.scalar(newest(workshop_id))


def around(
    session: Session, workshop_id: int | None, account_id: int | None
) -> tuple[str | None, str, str | None]:
    """Return the head of a chain, its name, and the account's name of today."""
    last = newest(workshop_id).scalar_subquery()
    name = select(_ACCOUNT.c.name).where(_ACCOUNT.c.id == account_id)
    key = select(_WORKSHOP.c.key).where(_WORKSHOP.c.id == workshop_id)
    found = session.execute(
        select(last, key.scalar_subquery(), name.scalar_subquery())
    ).one()
    return found[0], found[1] or ACCOUNTS, found[2] or None


def broken_links(session: Session) -> list[Broken]:
    """Return every act that breaks its chain. None is the good answer.

    Acts from before there were digests stand unchained at the start; a later one
    without a digest is a break. What a purge erased is checked as it was left, and
    so is an act out of which a name was erased: its digest stays in the chain.
    """
    return [
        one for _id, chain, acts in chains(session) for one in broken_in(chain, acts)
    ]


def broken_in(chain: str, acts: Sequence[Act]) -> list[Broken]:
    """Return likewise the acts that break one chain, by its name, the oldest first."""
    purged = [at for at, act in enumerate(acts) if act.kind == PURGED]
    begin = purged[-1] if purged else 0
    found = list(_purge_broken(acts[: begin + 1])) if purged else []
    found += _followed(chain, acts[:begin], acts[begin:])
    found += _names_broken(chain, acts[begin:])
    return [*found, *_undone_unsaid(acts)]


def chains(session: Session) -> Iterator[tuple[int | None, str, list[Act]]]:
    """Give each chain with its name, a chain at a time: a country has many."""
    names = dict(session.execute(select(_WORKSHOP.c.id, _WORKSHOP.c.key)).all())
    workshops = select(Act.workshop_id).distinct().order_by(Act.workshop_id)
    for workshop_id in session.scalars(workshops).all():
        acts = select(Act).where(of_chain(workshop_id)).order_by(Act.id)
        chain = names.get(workshop_id, ACCOUNTS)
        yield workshop_id, chain, list(session.scalars(acts))


def last_erasure(acts: Sequence[Act]) -> Act | None:
    """Return the act that seals all from which names were erased, if one does."""
    return next((act for act in reversed(acts) if act.kind == ACCOUNT_ERASED), None)


def without_names(erasure: Act | None, acts: Sequence[Act]) -> list[Act]:
    """Return the acts before `erasure` from which it, or one before it, took names."""
    numbers = erasure.details.get("acts") if erasure else None
    told = set(numbers) if isinstance(numbers, list) else set()
    return [a for a in acts if erasure and a.id in told and a.id < erasure.id]


def seal_of_names(chain: str, acts: Iterable[Act]) -> str:
    """Return the digest of acts as the erasure of names left them."""
    return unnamed((act.id, _noted(chain, act), act.digest) for act in acts)


def _followed(
    chain: str, erased: Sequence[Act], acts: Sequence[Act]
) -> Iterator[Broken]:
    """Give the acts that do not follow from the one before."""
    digests = [act.digest for act in erased if act.digest]
    previous = digests[-1] if digests else None
    sealed = {act.id for act in without_names(last_erasure(acts), acts)}
    for act in acts:
        if act.digest is None:
            if previous is not None:
                yield _broken(act, "It has no digest, and stands in a chain.")
        elif act.id not in sealed and link(previous, _noted(chain, act)) != act.digest:
            yield _broken(act, "Its digest does not follow from the acts.")
        previous = act.digest or previous


def _names_broken(chain: str, acts: Sequence[Act]) -> Iterator[Broken]:
    """Give the erasure of a name when the acts are not as it left them."""
    erasure = last_erasure(acts)
    sealed = without_names(erasure, acts)
    if erasure and erasure.details.get("left") != seal_of_names(chain, sealed):
        yield _broken(erasure, "What the erasure of a name left was changed.")


def _noted(chain: str, act: Act) -> Noted:
    return Noted(chain, act.at, act.actor, act.kind, act.details)


def _purge_broken(acts: Sequence[Act]) -> Iterator[Broken]:
    """Give the purge that closes `acts` when they are not as it left them."""
    purge = acts[-1]
    left = ((a.at, a.kind, a.digest, a.details) for a in acts[:-1])
    if purge.details.get("left") != remainder(left):
        yield _broken(purge, "What the purge left was changed.")


def _undone_unsaid(acts: Sequence[Act]) -> Iterator[Broken]:
    """Give the chained acts that are undone and of which no later act says so."""
    said = {act.details.get("act") for act in acts if act.kind == UNDONE}
    for act in acts:
        is_said = act.id in said
        if act.digest and (act.undone_at is not None) != is_said:
            yield _broken(act, "It is undone, or not, other than the log says.")


def _broken(act: Act, why: str) -> Broken:
    return Broken(act.id, act.workshop_id, why)
