"""Read accounts, and where they are signed in."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account, Invitation, SignIn
from facilitator.accounts.rules import (
    SIGN_IN_LIFE,
    LinkUnknown,
    check_link,
    token_hash,
)
from facilitator.clock import now


def account_signed_in(session: Session, token_hash: str) -> Account | None:
    """Return the account of a browser that is signed in, or None."""
    return session.scalar(
        select(Account)
        .join(SignIn)
        .where(
            SignIn.token_hash == token_hash, SignIn.created_at > now() - SIGN_IN_LIFE
        )
    )


def account_by_email(session: Session, email: str) -> Account | None:
    """Return the account with `email` (clean), or None."""
    return session.scalar(select(Account).where(Account.email == email))


def every_account(session: Session) -> Sequence[Account]:
    """Return all accounts, in the order of their names."""
    return session.scalars(select(Account).order_by(Account.name, Account.id)).all()


def has_accounts(session: Session) -> bool:
    """Whether anybody can sign in, or was given a link to."""
    return session.scalar(select(Account.id).limit(1)) is not None


def browsers_of(session: Session, account_id: int) -> Sequence[SignIn]:
    """Return the browsers in which the account is signed in, the newest first."""
    return session.scalars(
        select(SignIn)
        .where(
            SignIn.account_id == account_id, SignIn.created_at > now() - SIGN_IN_LIFE
        )
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    ).all()


def browsers_by_account(session: Session) -> dict[int, int]:
    """Return in how many browsers each account is signed in; not those in none."""
    rows = session.execute(
        select(SignIn.account_id, func.count())
        .where(SignIn.created_at > now() - SIGN_IN_LIFE)
        .group_by(SignIn.account_id)
    )
    return {row[0]: row[1] for row in rows}


def usable_invitation(
    session: Session, token: str, *, lock: bool = False
) -> Invitation:
    """Return the invitation of a link; `lock` lets nobody else use it meanwhile.

    Raises:
        LinkUnknown, LinkUsed, LinkExpired: it is of no use.
    """
    wanted = select(Invitation).where(Invitation.token_hash == token_hash(token))
    invitation = session.scalar(wanted.with_for_update() if lock else wanted)
    if invitation is None:
        raise LinkUnknown()
    check_link(
        expires_at=invitation.expires_at, used_at=invitation.used_at, moment=now()
    )
    return invitation
