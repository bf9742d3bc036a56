"""Withdraw a link; close an account, open it again, erase whose it was.

All take the log of accounts first: of two that close the last two accounts, one
waits and is refused. Then the logs of workshops, the oldest workshop first.
"""

from collections.abc import Sequence

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from facilitator.accounts.actions import end_sessions, link_for
from facilitator.accounts.models import Account, Invitation
from facilitator.accounts.queries import named, open_account
from facilitator.accounts.rules import AccountClosed
from facilitator.clock import now
from facilitator.errors import NotFoundHere
from facilitator.live.actions import announce
from facilitator.logbook.actions import record
from facilitator.logbook.chain import lock_chain
from facilitator.logbook.erasing import erase_name
from facilitator.staff.queries import (
    first_colleague,
    going_on,
    memberships_of,
    other_admins,
    workshops_alone,
)
from facilitator.staff.rules import (
    ClosedAlready,
    NotClosed,
    Unfit,
    UsedAlready,
    check_admin_left,
    check_nothing_left_alone,
)
from facilitator.texts import LANGUAGES
from facilitator.units import Units, erased
from facilitator.voting.erasing import after_close, empty_log
from facilitator.workshops.models import Membership

ERASED_FROM = ("account", "act")


def withdraw(session: Session, invitation_id: int, by: int) -> None:
    """Let a link that nobody has used hold no longer. Twice changes nothing.

    Raises:
        NotFoundHere: there is no such link; a newer one took its place.
        UsedAlready: somebody came in by it.
    """
    lock_chain(session, None)
    link = session.get(
        Invitation, invitation_id, with_for_update=True, populate_existing=True
    )
    if link is None:
        raise NotFoundHere()
    if link.used_at:
        raise UsedAlready()
    if link.withdrawn_at is None:
        link.withdrawn_at = now()
        record(session, None, by, "invitation.withdrawn")


def close(
    session: Session, account_id: int, by: int | None, heir_id: int | None = None
) -> Account:
    """Close an account: nobody signs in with it from here on, and return it.

    Its browsers are signed out, its links and those it made hold no longer. An heir
    gets the workshops that would have nobody; the others keep their facilitators,
    one of whom owns them from here on.

    Raises:
        NotFoundHere: there is no such account.
        ClosedAlready: it is closed.
        LastAdmin: nobody else may invite others.
        OnlyFacilitator: workshops that have not ended would have nobody.
        Unfit: the heir is closed, or the same.
    """
    lock_chain(session, None)
    account = _to_close(session, account_id)
    check_admin_left(
        is_admin=account.is_admin, others=other_admins(session, account_id)
    )
    memberships = memberships_of(session, account_id)
    for membership in memberships:
        lock_chain(session, membership.workshop_id)
    if heir_id is not None:
        _hand_over(session, account_id, heir_id, by)
    check_nothing_left_alone(len(going_on(workshops_alone(session, account_id))))
    _pass_on(session, memberships)
    record(session, None, by, "account.closed", **named(account))
    account.closed_at, account.password_hash = now(), None
    account.wrong_passwords, account.wait_until = 0, None
    end_sessions(session, account_id)
    _end_links(session, account_id)
    session.flush()
    return account


def reopen(session: Session, account_id: int, by: int | None) -> str:
    """Open a closed account again; return the token of the link that lets in.

    Raises:
        NotFoundHere: there is no such account, or nobody knows whose it was.
        AccountClosed: that of whoever opens it is closed.
    """
    lock_chain(session, None)
    account = session.get(Account, account_id, populate_existing=True)
    if account is None or account.erased_at:
        raise NotFoundHere()
    if account.closed_at:
        account.closed_at = None
        record(session, None, by, "account.reopened", **named(account))
    return link_for(session, account_id, by=by)


def erase(session: Session, account_id: int, by: int | None) -> None:
    """Erase the name and the e-mail of a closed account for ever, in the log too.

    Twice changes nothing. Afterwards call `forget`: the disk keeps traces.

    Raises:
        NotFoundHere: there is no such account.
        NotClosed: somebody may still sign in with it.
    """
    lock_chain(session, None)
    account = session.get(Account, account_id, populate_existing=True)
    if account is None:
        raise NotFoundHere()
    if account.closed_at is None:
        raise NotClosed()
    if account.erased_at:
        return
    name = account.name
    account.erased_at, account.name = now(), ""
    account.email = f"erased {account.id}"  # no @: nobody else can have it
    account.language = LANGUAGES[0]
    session.flush()  # from here on the log's names may be erased
    erase_name(session, account_id, name, by)
    for membership in memberships_of(session, account_id):
        announce(session, membership.workshop_id, "setup")
    erased(session, account.created_at)
    session.flush()


def forget(work: Units) -> None:
    """Let the disk keep no trace of an erased name. Off the server's loop."""
    if work.engine.dialect.name == "sqlite":
        empty_log(work.engine)
    else:
        after_close(work.engine, ERASED_FROM)


def _to_close(session: Session, account_id: int) -> Account:
    try:
        return open_account(session, account_id)
    except AccountClosed as error:
        raise ClosedAlready() from error


def _hand_over(session: Session, account_id: int, heir_id: int, by: int | None) -> None:
    """Share the workshops that would have nobody with an heir."""
    heir = session.get(Account, heir_id, populate_existing=True)
    if heir is None or heir.closed_at or heir.id == account_id:
        raise Unfit()
    for workshop in workshops_alone(session, account_id):
        session.add(Membership(workshop_id=workshop.id, account_id=heir_id))
        record(session, workshop.id, by, "member.added", **named(heir))
        announce(session, workshop.id, "setup")
    session.flush()


def _pass_on(session: Session, memberships: Sequence[Membership]) -> None:
    """Let a colleague own each workshop that whoever leaves has owned."""
    for mine in memberships:
        colleague = first_colleague(session, mine.workshop_id, mine.account_id)
        if mine.is_owner and colleague:
            mine.is_owner, colleague.is_owner = False, True
            announce(session, mine.workshop_id, "setup")


def _end_links(session: Session, account_id: int) -> None:
    """Withdraw the unused links that lead into the account, or that it made."""
    theirs = or_(Invitation.account_id == account_id, Invitation.made_by == account_id)
    unused = Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None)
    session.execute(
        update(Invitation).where(theirs, *unused).values(withdrawn_at=now())
    )
