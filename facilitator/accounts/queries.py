"""Read accounts, and where they are signed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from facilitator.accounts.models import Account, Invitation, SignIn
from facilitator.accounts.rules import (
    SIGN_IN_LIFE,
    AccountClosed,
    LinkUnknown,
    check_link,
    token_hash,
)
from facilitator.clock import now
from facilitator.errors import NotFoundHere


@dataclass(frozen=True)
class OpenLink:
    """A link that can still be used: who made it, and for whom, if they are known."""

    invitation: Invitation
    maker: str | None
    person: str | None


def named(account: Account) -> dict[str, object]:
    """Return an account as an act names it: its name of today, and which it is."""
    name = {"name": account.name} if account.name else {}
    return {**name, "account": account.id}


def account_signed_in(session: Session, token_hash: str) -> Account | None:
    """Return the account of a browser that is signed in, or None."""
    return session.scalar(
        select(Account)
        .join(SignIn)
        .where(
            SignIn.token_hash == token_hash,
            SignIn.created_at > now() - SIGN_IN_LIFE,
            Account.closed_at.is_(None),
        )
    )


def account_by_email(session: Session, email: str) -> Account | None:
    """Return the account with `email` (clean), or None."""
    return session.scalar(select(Account).where(Account.email == email))


def every_account(session: Session) -> Sequence[Account]:
    """Return the accounts that are not closed, in the order of their names."""
    return session.scalars(
        select(Account)
        .where(Account.closed_at.is_(None))
        .order_by(Account.name, Account.id)
    ).all()


def closed_accounts(session: Session) -> Sequence[Account]:
    """Return the accounts that are closed and still have a name, likewise."""
    return session.scalars(
        select(Account)
        .where(Account.closed_at.is_not(None), Account.erased_at.is_(None))
        .order_by(Account.name, Account.id)
    ).all()


def open_account(session: Session, account_id: int) -> Account:
    """Return an account as it stands now. Hold the log of accounts: it may be closed.

    Raises:
        NotFoundHere: there is none.
        AccountClosed: nobody signs in with it any more.
    """
    account = session.get(Account, account_id, populate_existing=True)
    if account is None:
        raise NotFoundHere()
    if account.closed_at:
        raise AccountClosed()
    return account


def open_links(session: Session) -> Sequence[OpenLink]:
    """Return the links that nobody has used yet, the first to expire first."""
    maker, guest = aliased(Account), aliased(Account)
    rows = session.execute(
        select(Invitation, maker.name, guest.name)
        .outerjoin(maker, maker.id == Invitation.made_by)
        .outerjoin(guest, guest.id == Invitation.account_id)
        .where(
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > now(),
        )
        .order_by(Invitation.expires_at, Invitation.id)
    )
    return [OpenLink(*row) for row in rows]


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
        LinkUnknown, LinkUsed, LinkWithdrawn, LinkExpired: it is of no use.
    """
    wanted = select(Invitation).where(Invitation.token_hash == token_hash(token))
    invitation = session.scalar(wanted.with_for_update() if lock else wanted)
    if invitation is None:
        raise LinkUnknown()
    check_link(
        expires_at=invitation.expires_at,
        used_at=invitation.used_at,
        withdrawn_at=invitation.withdrawn_at,
        moment=now(),
    )
    return invitation
