"""Read what hangs on the account of somebody who leaves."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from facilitator.accounts.models import Account
from facilitator.workshops.models import Membership, Workshop
from facilitator.workshops.rules import Status


def other_admins(session: Session, account_id: int) -> int:
    """Count who else may invite others, and can sign in."""
    return session.scalars(
        select(func.count(Account.id)).where(
            Account.id != account_id,
            Account.is_admin,
            Account.closed_at.is_(None),
            Account.password_hash.is_not(None),
        )
    ).one()


def workshops_alone(session: Session, account_id: int) -> Sequence[Workshop]:
    """Return the workshops in which nobody else works who can, the oldest first."""
    mine, other = aliased(Membership), aliased(Membership)
    colleague = exists().where(
        other.workshop_id == Workshop.id,
        other.account_id != account_id,
        Account.id == other.account_id,
        Account.closed_at.is_(None),
    )
    return session.scalars(
        select(Workshop)
        .join(mine, mine.workshop_id == Workshop.id)
        .where(mine.account_id == account_id, ~colleague)
        .order_by(Workshop.id)
    ).all()


def going_on(workshops: Sequence[Workshop]) -> list[Workshop]:
    """Return those of some workshops that have not ended."""
    return [one for one in workshops if one.status is not Status.ENDED]


def memberships_of(session: Session, account_id: int) -> Sequence[Membership]:
    """Return in which workshops the account works, the oldest workshop first."""
    return session.scalars(
        select(Membership)
        .where(Membership.account_id == account_id)
        .order_by(Membership.workshop_id)
        .execution_options(populate_existing=True)
    ).all()


def first_colleague(
    session: Session, workshop_id: int, account_id: int
) -> Membership | None:
    """Return who else works in a workshop and can, the oldest account first."""
    return session.scalar(
        select(Membership)
        .join(Account)
        .where(
            Membership.workshop_id == workshop_id,
            Membership.account_id != account_id,
            Account.closed_at.is_(None),
        )
        .order_by(Membership.account_id)
        .limit(1)
    )
