"""Two who leave, or come in, in the same instant; on both databases."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from facilitator.accounts import actions as accounts
from facilitator.accounts.actions import Person
from facilitator.accounts.models import Account
from facilitator.accounts.queries import account_signed_in, every_account, open_links
from facilitator.accounts.rules import AccountClosed, LinkWithdrawn, token_hash
from facilitator.logbook.chain import broken_links
from facilitator.staff import actions
from facilitator.staff.rules import LastAdmin, OnlyFacilitator, UsedAlready
from facilitator.workshops.actions import share_workshop
from facilitator.workshops.queries import members_of
from tests.factories import make_account, make_workshop
from tests.racing import race

HASH = "$argon2id$hash"


def _admin(session: Session) -> Account:
    return make_account(session, is_admin=True, password_hash=HASH)


def _saved(engine: Engine) -> Session:
    return Session(
        engine.execution_options(writes=True),
        expire_on_commit=False,
    )


def test_of_two_closings_of_the_last_two_admins_one_is_refused(
    engine: Engine,
) -> None:
    with _saved(engine) as session:
        first, second = (_admin(session).id for _ in range(2))
        session.commit()

    outcomes = race(
        engine,
        lambda session: actions.close(session, first, second).id,
        lambda session: actions.close(session, second, first).id,
    )

    assert sorted(map(str, outcomes)) == sorted(
        map(str, (LastAdmin, first if outcomes[0] == first else second))
    )
    with _saved(engine) as session:
        assert len(every_account(session)) == 1
        assert broken_links(session) == []


def test_of_two_who_leave_one_workshop_at_once_one_stays(engine: Engine) -> None:
    with _saved(engine) as session:
        owner, colleague = (make_account(session) for _ in range(2))
        workshop = make_workshop(session, owner)
        share_workshop(session, workshop, colleague.email)
        session.commit()

    outcomes = race(
        engine,
        lambda session: actions.close(session, owner.id, None) and "closed",
        lambda session: actions.close(session, colleague.id, None) and "closed",
    )

    assert sorted(map(str, outcomes)) == sorted(map(str, ("closed", OnlyFacilitator)))
    with _saved(engine) as session:
        [left] = every_account(session)
        members = members_of(session, workshop.id)
        assert [m.account_id for m in members if m.is_owner] == [left.id]


def test_a_link_is_used_or_withdrawn_and_never_both(engine: Engine) -> None:
    with _saved(engine) as session:
        admin = _admin(session)
        token = accounts.invite(session, is_admin=False, by=admin.id)
        [link] = open_links(session)
        session.commit()
    newcomer = Person("karim@example.ma", "كريم", "ar")

    outcomes = race(
        engine,
        lambda session: accounts.accept_as_new(session, token, newcomer, HASH) and "in",
        lambda session: actions.withdraw(session, link.invitation.id, admin.id),
    )

    assert outcomes in (["in", UsedAlready], [LinkWithdrawn, None])


def test_nobody_signs_in_while_their_account_is_closed(engine: Engine) -> None:
    with _saved(engine) as session:
        leaver = make_account(session, password_hash=HASH)
        session.commit()

    outcomes = race(
        engine,
        lambda session: accounts.sign_in(session, leaver.id),
        lambda session: actions.close(session, leaver.id, None) and "closed",
    )

    assert outcomes[1] == "closed"
    assert outcomes[0] is AccountClosed or isinstance(outcomes[0], str)
    with _saved(engine) as session:
        token = outcomes[0] if isinstance(outcomes[0], str) else ""
        assert account_signed_in(session, token_hash(token)) is None
