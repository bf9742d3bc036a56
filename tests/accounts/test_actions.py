"""What is stored of sign-ins, tries and links, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts import actions, strangers
from facilitator.accounts.actions import Person
from facilitator.accounts.models import Account, Invitation, SignIn
from facilitator.accounts.queries import (
    account_signed_in,
    browsers_of,
    usable_invitation,
)
from facilitator.accounts.rules import (
    SIGN_IN_LIFE,
    EmailTaken,
    LinkExpired,
    LinkUnknown,
    LinkUsed,
    TooManyTries,
    token_hash,
)
from facilitator.clock import now
from facilitator.keys import new_key
from tests.factories import make_account

AMINA = Person("Amina@Example.ma", "  Amina\nAlaoui ", "ar")
HASH = "$argon2id$hash"


def test_a_try_too_many_has_to_wait(session: Session) -> None:
    account = make_account(session, password_hash=HASH, wrong_passwords=11)

    tried = actions.count_password_try(session, account.email.upper())

    assert tried == actions.Tried(account.id, HASH)
    assert account.wrong_passwords == 12
    with pytest.raises(TooManyTries) as refused:
        actions.count_password_try(session, account.email)
    assert 280 < refused.value.params["num"] <= 300
    assert account.wrong_passwords == 12


def test_an_email_without_account_waits_just_as_long(session: Session) -> None:
    nobody = f"{new_key()}@example.ma"
    strangers.remember(nobody, 11, None)

    tried = actions.count_password_try(session, nobody)

    assert tried == actions.Tried(None, None)
    with pytest.raises(TooManyTries) as refused:
        actions.count_password_try(session, nobody)
    assert 280 < refused.value.params["num"] <= 300


def test_the_oldest_of_many_strangers_is_forgotten() -> None:
    first = f"{new_key()}@example.ma"
    strangers.remember(first, 11, now() + timedelta(minutes=5))
    for number in range(strangers.MOST):
        strangers.remember(f"{number}@example.ma", 1, None)

    strangers.count_stranger(first, now())  # raises nothing: it starts again


def test_tries_on_one_account_do_not_slow_another_down(session: Session) -> None:
    guessed = make_account(session, wrong_passwords=11)
    other = make_account(session)
    actions.count_password_try(session, guessed.email)

    tried = actions.count_password_try(session, other.email)

    assert tried.account_id == other.id


def test_signing_in_sets_the_count_back(session: Session) -> None:
    account = make_account(session, wrong_passwords=12, wait_until=now())

    actions.sign_in(session, account.id)

    assert (account.wrong_passwords, account.wait_until) == (0, None)


def test_of_a_sign_in_only_a_hash_is_stored(session: Session) -> None:
    account = make_account(session)

    token = actions.sign_in(session, account.id)

    row = session.scalars(select(SignIn)).one()
    assert row.token_hash == token_hash(token)
    assert account_signed_in(session, token_hash(token)) == account
    assert account_signed_in(session, token) is None


def test_a_sign_in_ends_by_itself_and_is_tidied_away(session: Session) -> None:
    account = make_account(session)
    old = SignIn(
        account_id=account.id, token_hash="old", created_at=now() - SIGN_IN_LIFE
    )
    session.add(old)
    session.flush()
    assert account_signed_in(session, "old") is None

    actions.sign_in(session, account.id)

    assert session.scalars(select(SignIn).where(SignIn.token_hash == "old")).all() == []


def test_signing_out_everywhere_leaves_other_accounts_signed_in(
    session: Session,
) -> None:
    account, other = make_account(session), make_account(session)
    for _ in range(2):
        actions.sign_in(session, account.id)
    actions.sign_in(session, other.id)

    actions.sign_out_everywhere(session, account.id)

    signed_in = [len(browsers_of(session, one.id)) for one in (account, other)]
    assert signed_in == [0, 1]


def test_a_new_password_leaves_one_browser_signed_in(session: Session) -> None:
    account = make_account(session, password_hash="old")
    actions.sign_in(session, account.id)

    token = actions.change_password(session, account.id, HASH)

    assert account.password_hash == HASH
    assert [row.token_hash for row in session.scalars(select(SignIn))] == [
        token_hash(token)
    ]


def test_the_first_link_makes_an_admin_and_works_once(session: Session) -> None:
    token = actions.first_link(session)
    assert token

    account_id = actions.accept_as_new(session, token, AMINA, HASH)

    account = session.get_one(Account, account_id)
    assert (account.email, account.name) == ("amina@example.ma", "Amina Alaoui")
    assert (account.is_admin, account.password_hash) == (True, HASH)
    with pytest.raises(LinkUsed):
        actions.accept_as_new(session, token, AMINA, HASH)
    assert actions.first_link(session) is None


def test_of_the_links_that_several_servers_print_one_is_used(
    session: Session,
) -> None:
    tokens = [actions.first_link(session, replaces=False) for _ in range(3)]

    actions.accept_as_new(session, tokens[1] or "", AMINA, HASH)

    for token, error in zip(tokens, (LinkUnknown, LinkUsed, LinkUnknown), strict=True):
        with pytest.raises(error):
            actions.accept_as_new(session, token or "", AMINA, HASH)


def test_of_a_link_only_a_hash_is_stored_with_its_end(session: Session) -> None:
    token = actions.first_link(session)
    assert token

    invitation = session.scalars(select(Invitation)).one()

    assert invitation.token_hash == token_hash(token)
    left = invitation.expires_at - now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


def test_a_new_start_replaces_the_first_link(session: Session) -> None:
    old, new = actions.first_link(session), actions.first_link(session)
    assert old
    assert new

    with pytest.raises(LinkUnknown):
        usable_invitation(session, old)
    assert usable_invitation(session, new).is_admin


def test_an_expired_link_is_refused(session: Session) -> None:
    account = make_account(session)
    token = actions.link_for(session, account.id, timedelta(0))

    with pytest.raises(LinkExpired):
        actions.accept_as_known(session, token, None)


def test_an_invited_guest_is_no_admin_unless_the_invitation_says_so(
    session: Session,
) -> None:
    token = actions.invite(session, is_admin=False)

    account_id = actions.accept_as_new(session, token, AMINA, HASH)

    assert session.get_one(Account, account_id).is_admin is False


def test_a_taken_email_is_refused_and_the_link_stays_usable(session: Session) -> None:
    make_account(session, email="amina@example.ma")
    token = actions.invite(session, is_admin=False)

    with pytest.raises(EmailTaken):
        actions.accept_as_new(session, token, AMINA, HASH)

    assert usable_invitation(session, token).used_at is None


def test_a_link_to_a_new_password_signs_out_elsewhere(session: Session) -> None:
    account = make_account(session, password_hash="old")
    actions.sign_in(session, account.id)
    token = actions.link_for(session, account.id)

    actions.accept_as_known(session, token, HASH)

    assert account.password_hash == HASH
    assert len(browsers_of(session, account.id)) == 0


def test_a_link_may_leave_the_password_as_it_is(session: Session) -> None:
    account = make_account(session, password_hash="old")
    actions.sign_in(session, account.id)

    actions.accept_as_known(session, actions.link_for(session, account.id), None)

    assert account.password_hash == "old"
    assert len(browsers_of(session, account.id)) == 1
