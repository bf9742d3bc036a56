"""Sign in and out, count wrong passwords, make accounts and links.

Passwords come hashed: hashing takes long, and all of this holds the write lock.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.accounts.models import Account, Invitation, SignIn
from facilitator.accounts.queries import (
    has_accounts,
    named,
    open_account,
    usable_invitation,
)
from facilitator.accounts.rules import (
    FIRST_LINK_LIFE,
    INVITATION_LIFE,
    SIGN_IN_LIFE,
    EmailTaken,
    clean_email,
    count_try,
    token_hash,
)
from facilitator.accounts.strangers import count_stranger
from facilitator.clock import now
from facilitator.keys import new_key
from facilitator.live.actions import be_quiet
from facilitator.logbook.actions import record
from facilitator.logbook.chain import lock_chain
from facilitator.texts import clean_line


@dataclass(frozen=True)
class Person:
    """What somebody says of themselves when they make an account."""

    email: str
    name: str
    language: str


@dataclass(frozen=True)
class Tried:
    """Whose password is tried: no account, or an account without one, has none."""

    account_id: int | None
    password_hash: str | None


def count_password_try(session: Session, email: str) -> Tried:
    """Count that a password is tried for `email`, as wrong until it proves right.

    Commit it before looking at the password.

    Raises:
        TooManyTries: it is too early.
    """
    wanted = select(Account).where(Account.email == clean_email(email))
    account = session.scalar(wanted.with_for_update())
    if account is None:
        count_stranger(clean_email(email), now())
        return Tried(None, None)
    be_quiet(session)  # else whoever guesses lets all servers forget their pages
    account.wrong_passwords, account.wait_until = count_try(
        account.wrong_passwords, account.wait_until, now()
    )
    session.flush()
    return Tried(account.id, account.password_hash)


def sign_in(session: Session, account_id: int) -> str:
    """Sign a browser in, whose password was right, and return its new token.

    Raises:
        AccountClosed: it was closed meanwhile.
    """
    record(session, None, account_id, "browser.signed_in")
    account = open_account(session, account_id)
    account.wrong_passwords, account.wait_until = 0, None
    session.execute(delete(SignIn).where(SignIn.created_at <= now() - SIGN_IN_LIFE))
    token = new_key()
    session.add(SignIn(account_id=account_id, token_hash=token_hash(token)))
    session.flush()
    return token


def sign_out(session: Session, token: str) -> None:
    """Sign the browser with `token` out. Nothing happens when it is out already."""
    here = SignIn.token_hash == token_hash(token)
    account_id = session.scalar(select(SignIn.account_id).where(here))
    if account_id is not None:
        record(session, None, account_id, "browser.signed_out")
        session.execute(delete(SignIn).where(here))


def sign_out_everywhere(session: Session, account_id: int) -> None:
    """Sign out every browser of the account."""
    record(session, None, account_id, "browsers.signed_out")
    end_sessions(session, account_id)


def sign_out_elsewhere(session: Session, account_id: int, token: str) -> None:
    """Sign out every browser of the account but the one with `token`."""
    record(session, None, account_id, "browsers.others_signed_out")
    here = SignIn.token_hash == token_hash(token)
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, ~here))


def sign_out_person(session: Session, person: Account, by: int) -> None:
    """Sign out every browser of somebody: a laptop was stolen, or they have left.

    Links to their account that nobody used are gone too.
    """
    record(session, None, by, "person.signed_out", **named(person))
    end_sessions(session, person.id)
    _end_links(session, person.id)


def change_password(session: Session, account_id: int, password_hash: str) -> str:
    """Set a new password, sign out everywhere, and return this browser's token.

    Links to a new password that nobody used are gone: one may be in wrong hands.
    """
    record(session, None, account_id, "password.changed")
    session.get_one(Account, account_id).password_hash = password_hash
    end_sessions(session, account_id)
    _end_links(session, account_id)
    return sign_in(session, account_id)


def save_profile(
    session: Session, account_id: int, *, name: str, language: str
) -> None:
    """Change how the account is called and in which language it is spoken to."""
    record(session, None, account_id, "profile.saved")
    account = session.get_one(Account, account_id)
    account.name, account.language = clean_line(name), language
    session.flush()


def add_account(
    session: Session,
    person: Person,
    *,
    is_admin: bool = False,
    password_hash: str | None = None,
) -> Account:
    """Make an account. Without a password it needs a link to get one.

    Raises:
        EmailTaken: the e-mail has an account already.
    """
    account = Account(
        email=clean_email(person.email),
        name=clean_line(person.name),
        language=person.language,
        is_admin=is_admin,
        password_hash=password_hash,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as error:
        raise EmailTaken() from error
    kind = "account.made_for_admin" if is_admin else "account.made"
    record(session, None, account.id, kind)
    return account


def first_link(session: Session, *, replaces: bool = True) -> str | None:
    """Return the token of a link that makes the first account; None if there is one.

    It `replaces` the links that earlier starts printed.
    """
    if has_accounts(session):
        return None
    if replaces:
        session.execute(delete(Invitation).where(Invitation.account_id.is_(None)))
    return _new_link(session, FIRST_LINK_LIFE, is_admin=True)


def invite(session: Session, *, is_admin: bool, by: int | None = None) -> str:
    """Return the token of a link by which a guest makes an account.

    Raises:
        AccountClosed: whoever invites was shut out meanwhile.
    """
    kind = "invitation.made_for_admin" if is_admin else "invitation.made"
    record(session, None, by, kind)
    if by is not None:
        open_account(session, by)
    return _new_link(session, INVITATION_LIFE, is_admin=is_admin, by=by)


def link_for(
    session: Session,
    account_id: int,
    life: timedelta = INVITATION_LIFE,
    *,
    by: int | None = None,
) -> str:
    """Return the token of a link that signs the account in and sets its password.

    It takes the place of the links of before.

    Raises:
        NotFoundHere: there is no such account.
        AccountClosed: it is closed, or that of whoever makes the link.
    """
    lock_chain(session, None)
    if by is not None:
        open_account(session, by)
    account = open_account(session, account_id)
    record(session, None, by, "link.made", **named(account))
    _end_links(session, account_id)
    return _new_link(session, life, account_id=account_id, by=by)


def accept_as_new(
    session: Session, token: str, person: Person, password_hash: str
) -> int:
    """Use a link up to make an account, and return its id.

    With the first account, the links that other servers printed are gone.

    Raises:
        LinkUnknown, LinkUsed, LinkWithdrawn, LinkExpired: the link is of no use.
        EmailTaken: the e-mail has an account already; the link stays usable.
    """
    lock_chain(session, None)
    invitation = usable_invitation(session, token, lock=True)
    if not has_accounts(session):
        others = Invitation.id != invitation.id, Invitation.account_id.is_(None)
        session.execute(delete(Invitation).where(*others))
    account = add_account(
        session, person, is_admin=invitation.is_admin, password_hash=password_hash
    )
    invitation.used_at = now()
    invitation.account_id = account.id
    session.flush()
    return account.id


def accept_as_known(session: Session, token: str, password_hash: str | None) -> int:
    """Use a link up that was made for an account, and return the account's id.

    A new password signs the account out everywhere.

    Raises:
        LinkUnknown, LinkUsed, LinkWithdrawn, LinkExpired: the link is of no use.
    """
    lock_chain(session, None)
    invitation = usable_invitation(session, token, lock=True)
    account = session.get_one(Account, invitation.account_id)
    invitation.used_at = now()
    record(session, None, account.id, "link.used")
    if password_hash:
        record(session, None, account.id, "password.changed")
        account.password_hash = password_hash
        end_sessions(session, account.id)
        _end_links(session, account.id)
    session.flush()
    return account.id


def end_sessions(session: Session, account_id: int) -> None:
    """Sign out every browser of the account; whoever asks notes it in the log."""
    session.execute(delete(SignIn).where(SignIn.account_id == account_id))


def _end_links(session: Session, account_id: int) -> None:
    unused = Invitation.account_id == account_id, Invitation.used_at.is_(None)
    session.execute(delete(Invitation).where(*unused))


def _new_link(
    session: Session,
    life: timedelta,
    *,
    is_admin: bool = False,
    account_id: int | None = None,
    by: int | None = None,
) -> str:
    token = new_key()
    session.add(
        Invitation(
            token_hash=token_hash(token),
            is_admin=is_admin,
            account_id=account_id,
            made_by=by,
            expires_at=now() + life,
        )
    )
    session.flush()
    return token
