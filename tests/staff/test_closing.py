"""Closing accounts and withdrawing links, on both databases."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts import actions as accounts
from facilitator.accounts.actions import Person
from facilitator.accounts.models import Account
from facilitator.accounts.queries import (
    account_signed_in,
    closed_accounts,
    every_account,
    open_links,
    usable_invitation,
)
from facilitator.accounts.rules import (
    AccountClosed,
    LinkUsed,
    LinkWithdrawn,
    token_hash,
)
from facilitator.errors import NotFoundHere
from facilitator.logbook.chain import broken_links
from facilitator.logbook.models import Act
from facilitator.staff import actions
from facilitator.staff.rules import (
    ClosedAlready,
    LastAdmin,
    OnlyFacilitator,
    Unfit,
    UsedAlready,
)
from facilitator.workshops.actions import share_workshop, unshare_workshop
from facilitator.workshops.models import Membership, Workshop
from facilitator.workshops.queries import members_of
from facilitator.workshops.rules import NoSuchAccount, Status
from tests.factories import make_account, make_workshop

HASH = "$argon2id$hash"


def _admin(session: Session, **fields: object) -> Account:
    return make_account(session, is_admin=True, password_hash=HASH, **fields)


def _kinds(session: Session, workshop_id: int | None = None) -> list[str]:
    of_chain = Act.workshop_id == workshop_id
    if workshop_id is None:
        of_chain = Act.workshop_id.is_(None)
    return list(session.scalars(select(Act.kind).where(of_chain).order_by(Act.id)))


def _owners(session: Session, workshop: Workshop) -> list[int]:
    members = members_of(session, workshop.id)
    return [member.account_id for member in members if member.is_owner]


def test_whose_account_is_closed_is_out_and_stays_out(session: Session) -> None:
    admin, leaver = _admin(session), make_account(session, password_hash=HASH)
    browser = token_hash(accounts.sign_in(session, leaver.id))
    assert account_signed_in(session, browser) == leaver

    actions.close(session, leaver.id, admin.id)

    assert account_signed_in(session, browser) is None
    assert accounts.count_password_try(session, leaver.email).password_hash is None
    with pytest.raises(AccountClosed):
        accounts.sign_in(session, leaver.id)
    with pytest.raises(AccountClosed):
        accounts.link_for(session, leaver.id)
    assert every_account(session) == [admin]
    assert closed_accounts(session) == [leaver]


def test_links_to_a_closed_account_and_those_it_made_are_withdrawn(
    session: Session,
) -> None:
    admin, leaver = _admin(session), _admin(session)
    theirs = accounts.link_for(session, leaver.id, by=admin.id)
    made = accounts.invite(session, is_admin=True, by=leaver.id)
    others = accounts.invite(session, is_admin=False, by=admin.id)

    actions.close(session, leaver.id, admin.id)

    for token in (theirs, made):
        with pytest.raises(LinkWithdrawn):
            usable_invitation(session, token)
    assert usable_invitation(session, others).made_by == admin.id
    with pytest.raises(AccountClosed):
        accounts.invite(session, is_admin=False, by=leaver.id)


def test_closing_is_in_the_log_with_the_name(session: Session) -> None:
    admin, leaver = _admin(session), make_account(session, name="سعاد")

    actions.close(session, leaver.id, admin.id)

    act = session.scalars(select(Act).order_by(Act.id.desc())).first()
    assert act
    assert (act.kind, act.details) == (
        "account.closed",
        {"name": "سعاد", "account": leaver.id},
    )
    assert (act.account_id, broken_links(session)) == (admin.id, [])


def test_closing_twice_is_refused_and_nobody_is_not_there(session: Session) -> None:
    admin, leaver = _admin(session), make_account(session)
    actions.close(session, leaver.id, admin.id)

    with pytest.raises(ClosedAlready):
        actions.close(session, leaver.id, admin.id)
    with pytest.raises(NotFoundHere):
        actions.close(session, 9999, admin.id)


def test_the_last_who_may_invite_others_stays(session: Session) -> None:
    admin = _admin(session)
    make_account(session, password_hash=HASH)
    make_account(session, is_admin=True)  # who has no password yet
    closed = _admin(session)
    actions.close(session, closed.id, admin.id)

    with pytest.raises(LastAdmin):
        actions.close(session, admin.id, admin.id)

    assert admin.closed_at is None


@pytest.mark.parametrize("status", [Status.DRAFT, Status.OPEN])
def test_a_workshop_that_goes_on_keeps_its_only_facilitator(
    session: Session, status: Status
) -> None:
    leaver, gone = make_account(session), make_account(session)
    workshop = make_workshop(session, leaver, status=status)
    share_workshop(session, workshop, gone.email)
    actions.close(session, gone.id, None)  # who is a colleague no more

    with pytest.raises(OnlyFacilitator) as refused:
        actions.close(session, leaver.id, None)

    assert refused.value.params == {"num": 1}
    assert leaver.closed_at is None


def test_a_workshop_that_has_ended_holds_nobody_back(session: Session) -> None:
    leaver = make_account(session)
    workshop = make_workshop(session, leaver, status=Status.ENDED)

    actions.close(session, leaver.id, None)

    assert _owners(session, workshop) == [leaver.id]


def test_a_colleague_owns_what_is_left(session: Session) -> None:
    leaver, colleague = make_account(session), make_account(session)
    workshop = make_workshop(session, leaver)
    share_workshop(session, workshop, colleague.email)

    actions.close(session, leaver.id, None)

    assert _owners(session, workshop) == [colleague.id]
    assert unshare_workshop(session, workshop, leaver.id) == leaver


def test_an_heir_gets_what_nobody_else_has(session: Session) -> None:
    leaver, heir = make_account(session), make_account(session, name="كريم")
    alone = make_workshop(session, leaver)
    ended = make_workshop(session, leaver, status=Status.ENDED)
    shared = make_workshop(session, make_account(session))
    share_workshop(session, shared, leaver.email)

    actions.close(session, leaver.id, None, heir.id)

    mine = select(Membership.workshop_id).where(Membership.account_id == heir.id)
    assert set(session.scalars(mine)) == {alone.id, ended.id}
    assert _owners(session, alone) == [heir.id]
    assert _kinds(session, alone.id) == ["member.added"]
    assert broken_links(session) == []


def test_who_leaves_or_has_left_is_no_heir(session: Session) -> None:
    leaver, closed = make_account(session), make_account(session)
    make_workshop(session, leaver)
    actions.close(session, closed.id, None)

    for heir_id in (leaver.id, closed.id, 9999):
        with pytest.raises(Unfit):
            actions.close(session, leaver.id, None, heir_id)


def test_nothing_is_shared_with_a_closed_account(session: Session) -> None:
    leaver = make_account(session)
    actions.close(session, leaver.id, None)
    workshop = make_workshop(session, make_account(session))

    with pytest.raises(NoSuchAccount):
        share_workshop(session, workshop, leaver.email)


def test_an_account_is_opened_again_by_a_link(session: Session) -> None:
    admin, leaver = _admin(session), make_account(session, password_hash=HASH)
    actions.close(session, leaver.id, admin.id)

    token = actions.reopen(session, leaver.id, admin.id)

    assert accounts.accept_as_known(session, token, HASH) == leaver.id
    assert accounts.sign_in(session, leaver.id)
    assert _kinds(session).count("account.reopened") == 1


def test_a_withdrawn_link_lets_nobody_in(session: Session) -> None:
    admin = _admin(session)
    token = accounts.invite(session, is_admin=True, by=admin.id)
    [link] = open_links(session)
    assert (link.maker, link.person) == (admin.name, None)

    for _ in range(2):
        actions.withdraw(session, link.invitation.id, admin.id)

    with pytest.raises(LinkWithdrawn):
        accounts.accept_as_new(session, token, Person("a@b", "A", "ar"), HASH)
    assert open_links(session) == []
    assert _kinds(session) == ["invitation.made_for_admin", "invitation.withdrawn"]


def test_a_used_link_can_no_longer_be_withdrawn(session: Session) -> None:
    admin = _admin(session)
    token = accounts.invite(session, is_admin=False, by=admin.id)
    [link] = open_links(session)
    accounts.accept_as_new(session, token, Person("a@b", "A", "ar"), HASH)

    with pytest.raises(UsedAlready):
        actions.withdraw(session, link.invitation.id, admin.id)
    with pytest.raises(LinkUsed):
        usable_invitation(session, token)
    with pytest.raises(NotFoundHere):
        actions.withdraw(session, 9999, admin.id)
