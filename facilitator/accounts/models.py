"""Facilitators' accounts, where they are signed in, and invitations."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.clock import now
from facilitator.db import Base, Key


class Account(Base):
    """A facilitator. `password_hash` is argon2id; none until one is set.

    Once `closed_at`, nobody signs in with it, and it has no password; it stays for
    what hangs on it. Once `erased_at`, it has no name, and an e-mail that is none.
    """

    __tablename__ = "account"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(3), default="ar")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_admin: Mapped[bool] = mapped_column(default=False)
    wrong_passwords: Mapped[int] = mapped_column(default=0)  # in a row
    wait_until: Mapped[datetime | None]  # no password is looked at before
    created_at: Mapped[datetime] = mapped_column(default=now)
    closed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class SignIn(Base):
    """A browser in which a facilitator is signed in. Signing out deletes the row.

    `token_hash` is the SHA-256 of what the browser's cookie holds.
    """

    __tablename__ = "sign_in"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class Invitation(Base):
    """A link that works once, to make an account and set its password."""

    __tablename__ = "invitation"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    is_admin: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[int | None] = mapped_column(  # none: the guest makes one
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    made_by: Mapped[int | None] = mapped_column(  # none: the server itself
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
