"""Read accounts and invitations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account, SignIn


def account_signed_in(session: Session, token_hash: str) -> Account | None:
    """Return the account of a browser that is signed in, or None."""
    return session.scalar(
        select(Account).join(SignIn).where(SignIn.token_hash == token_hash)
    )
