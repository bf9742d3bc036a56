"""Erase a name from the log, of whose account nothing shall name anybody any more.

The acts stay, with their moments and digests. One act more, in each log that held
the name, says from which acts it was taken, and seals what is left of them.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from facilitator.logbook.actions import record
from facilitator.logbook.chain import (
    around,
    last_erasure,
    lock_chain,
    of_chain,
    seal_of_names,
    without_names,
)
from facilitator.logbook.models import Act
from facilitator.logbook.rules import ACCOUNT_ERASED, NAMING, PURGED


def erase_name(session: Session, account_id: int, name: str, by: int | None) -> None:
    """Take the name of an account out of all logs: as who acted, and as who is named.

    `name` is its last one, which is in no table any more; what it was called before
    is in the log. Hold the log of accounts.
    """
    signed = Act.account_id == account_id, Act.actor.is_not(None)
    names = {name, *session.scalars(select(Act.actor).where(*signed).distinct())}
    about = Act.kind.in_(NAMING)
    found = session.scalars(select(Act).where(or_(about, Act.account_id == account_id)))
    chains = {a.workshop_id for a in found if _is_of(a, account_id, names)}
    for workshop_id in sorted(chains | {None}, key=lambda chain: chain or 0):
        _erase_in(session, workshop_id, account_id, names, by)


def _erase_in(
    session: Session,
    workshop_id: int | None,
    account_id: int,
    names: set[str | None],
    by: int | None,
) -> None:
    """Take the name out of one log, and seal what is left."""
    lock_chain(session, workshop_id)
    ordered = select(Act).where(of_chain(workshop_id)).order_by(Act.id)
    acts = _since_purge(
        session.scalars(ordered.execution_options(populate_existing=True)).all()
    )
    earlier = without_names(last_erasure(acts), acts)
    theirs = [act for act in acts if _is_of(act, account_id, names)]
    for act in theirs:
        _take_out(act, account_id, names)
    session.flush()
    numbers = {act.id for act in (*earlier, *theirs)}
    left = [act for act in acts if act.id in numbers]
    _last, chain, _actor = around(session, workshop_id, None)
    record(
        session,
        workshop_id,
        by,
        ACCOUNT_ERASED,
        account=account_id,
        acts=[act.id for act in left],
        left=seal_of_names(chain, left),
    )


def _since_purge(acts: Sequence[Act]) -> Sequence[Act]:
    """Return the acts that a purge has not sealed already, its own the first."""
    purges = [at for at, act in enumerate(acts) if act.kind == PURGED]
    return acts[purges[-1] :] if purges else acts


def _is_of(act: Act, account_id: int, names: Iterable[str | None]) -> bool:
    """Whether the account's name stands in an act."""
    signed = act.account_id == account_id and act.actor is not None
    return signed or _tells_of(act, account_id, names)


def _tells_of(act: Act, account_id: int, names: Iterable[str | None]) -> bool:
    """Whether an act is about the account. Old ones say so by its name alone."""
    if act.kind not in NAMING or "name" not in act.details:
        return False
    told = act.details.get("account")
    return bool(act.details["name"] in names if told is None else told == account_id)


def _take_out(act: Act, account_id: int, names: Iterable[str | None]) -> None:
    if _tells_of(act, account_id, names):
        act.details = {k: v for k, v in act.details.items() if k != "name"}
    if act.account_id == account_id:
        act.actor = None
