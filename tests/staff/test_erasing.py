"""Erasing whose an account was: on screen, in the log, on the disk. Both databases."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.accounts import actions as accounts
from facilitator.accounts.actions import Person
from facilitator.accounts.models import Account
from facilitator.accounts.queries import closed_accounts
from facilitator.db import connect
from facilitator.errors import NotFoundHere
from facilitator.logbook.actions import record
from facilitator.logbook.chain import broken_links, head
from facilitator.logbook.models import Act
from facilitator.privacy.actions import purge
from facilitator.staff import actions
from facilitator.staff.rules import NotClosed
from facilitator.units import ERASED, Units
from tests.factories import make_account
from tests.staff.leavers import BEFORE, EMAIL, NAME, busy


def _told(session: Session) -> str:
    """Return all that the log and the accounts hold, in one text."""
    session.expire_all()
    acts = session.scalars(select(Act).order_by(Act.id))
    people = session.scalars(select(Account))
    return repr(
        [(act.actor, act.details) for act in acts]
        + [(one.name, one.email) for one in people]
    )


def _numbers(session: Session, workshop_id: int) -> list[int]:
    act = session.scalars(
        select(Act)
        .where(Act.workshop_id == workshop_id, Act.kind == "account.erased")
        .order_by(Act.id.desc())
    ).first()
    assert act
    return list(act.details["acts"])


def test_nobody_is_named_any_more_and_every_log_still_holds(session: Session) -> None:
    leaver, workshop = busy(session)
    before = _told(session)
    digests = session.scalars(select(Act.digest).order_by(Act.id)).all()

    actions.erase(session, leaver.id, None)
    session.commit()

    after = _told(session)
    words = (NAME, BEFORE, EMAIL)
    assert [word for word in words if word not in before] == []
    assert [word for word in words if word in after] == []
    assert "كريم" in after
    assert broken_links(session) == []
    kept = session.scalars(select(Act.digest).order_by(Act.id)).all()
    assert kept[: len(digests)] == digests
    assert closed_accounts(session) == []
    assert head(session, workshop.id) in kept


def test_the_log_goes_on_after_a_name_was_erased(session: Session) -> None:
    leaver, workshop = busy(session)
    actions.erase(session, leaver.id, None)

    record(session, workshop.id, None, "setup.saved", section="about")

    session.expire_all()
    assert broken_links(session) == []


def test_two_who_worked_together_are_erased_one_after_the_other(
    session: Session,
) -> None:
    leaver, workshop = busy(session)
    other = session.scalars(select(Account).where(Account.name == "كريم")).one()
    actions.erase(session, leaver.id, other.id)
    first = _numbers(session, workshop.id)
    session.commit()

    actions.close(session, other.id, None)
    actions.erase(session, other.id, None)
    session.commit()

    assert "كريم" not in _told(session)
    assert broken_links(session) == []
    assert set(first) < set(_numbers(session, workshop.id))


def test_a_namesake_keeps_the_name_that_is_theirs(session: Session) -> None:
    leaver, workshop = busy(session)
    namesake = make_account(session, name=NAME)
    record(session, workshop.id, namesake.id, "step.added")
    told = {"name": NAME, "account": namesake.id}
    record(session, workshop.id, None, "member.added", **told)

    actions.erase(session, leaver.id, None)

    acts = session.scalars(select(Act).where(Act.workshop_id == workshop.id)).all()
    assert [act.actor for act in acts].count(NAME) == 1
    assert [act.details.get("name") for act in acts].count(NAME) == 1
    assert broken_links(session) == []


def _unwatched(session: Session, statement: Any) -> None:
    """Change acts as somebody does who has the whole database."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER refuse_act_changed"))
    else:
        session.execute(text("ALTER TABLE act DISABLE TRIGGER ALL"))
    session.execute(statement)
    session.expire_all()


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": "سعاد"},
        {"kind": "step.changed"},
        {"details": {"title": {"ar": "شيء آخر"}}},
        {"digest": "0" * 64},
    ],
    ids=",".join,
)
@pytest.mark.parametrize("is_nameless", [True, False])
def test_a_changed_act_is_found_with_its_name_or_without(
    session: Session, changed: dict[str, Any], is_nameless: bool
) -> None:
    leaver, workshop = busy(session)
    actions.erase(session, leaver.id, None)
    session.commit()
    numbers = _numbers(session, workshop.id)
    others = select(Act.id).where(
        Act.workshop_id == workshop.id, Act.id.not_in(numbers)
    )
    number = numbers[0] if is_nameless else session.scalars(others).first()

    _unwatched(session, update(Act).where(Act.id == number).values(**changed))

    assert broken_links(session) != []


def test_what_says_which_names_were_erased_cannot_be_changed(session: Session) -> None:
    leaver, workshop = busy(session)
    actions.erase(session, leaver.id, None)
    session.commit()
    seal = select(Act).where(
        Act.kind == "account.erased", Act.workshop_id == workshop.id
    )
    act = session.scalars(seal).one()

    _unwatched(
        session,
        update(Act).where(Act.id == act.id).values(details={**act.details, "acts": []}),
    )

    assert act.id in [broken.act_id for broken in broken_links(session)]


@pytest.mark.parametrize(
    "changed",
    [{"actor": None}, {"actor": "سعاد"}, {"details": {}}, {"kind": "step.added"}],
    ids=str,
)
def test_the_database_lets_names_alone_be_taken_out(
    session: Session, changed: dict[str, Any]
) -> None:
    leaver, _workshop = busy(session)
    acting = make_account(session, name="أمينة")
    act = record(session, None, acting.id, "setup.saved", section="about")
    actions.erase(session, leaver.id, None)
    session.commit()

    with pytest.raises(IntegrityError):
        session.execute(update(Act).where(Act.id == act.id).values(**changed))


def test_a_purged_workshop_still_holds(session: Session) -> None:
    leaver, workshop = busy(session)
    purge(session, workshop, leaver.id)
    record(session, workshop.id, leaver.id, "log.exported", format="csv")
    session.commit()

    actions.erase(session, leaver.id, None)
    session.commit()

    assert NAME not in _told(session)
    assert broken_links(session) == []


def test_a_workshop_is_purged_after_a_name_was_erased(session: Session) -> None:
    leaver, workshop = busy(session)
    actions.erase(session, leaver.id, None)
    session.commit()

    purge(session, workshop, None)
    session.commit()

    session.expire_all()
    assert broken_links(session) == []


def test_an_open_account_keeps_its_name(session: Session) -> None:
    account = make_account(session, name=NAME)

    with pytest.raises(NotClosed):
        actions.erase(session, account.id, None)
    with pytest.raises(NotFoundHere):
        actions.erase(session, 9999, None)

    assert account.name == NAME


def test_erasing_twice_changes_nothing(session: Session) -> None:
    leaver, _workshop = busy(session)
    actions.erase(session, leaver.id, None)
    session.commit()
    before = _told(session)

    actions.erase(session, leaver.id, None)

    assert _told(session) == before


def test_the_email_is_free_again_and_nobody_can_open_the_account(
    session: Session,
) -> None:
    leaver, _workshop = busy(session)
    actions.erase(session, leaver.id, None)

    again = accounts.add_account(session, Person(EMAIL, NAME, "ar"))

    assert again.id != leaver.id
    with pytest.raises(NotFoundHere):
        actions.reopen(session, leaver.id, None)


def test_copies_from_since_the_account_was_made_are_to_go(session: Session) -> None:
    leaver, _workshop = busy(session)

    actions.erase(session, leaver.id, None)

    assert session.info[ERASED] == leaver.created_at


def test_the_file_keeps_no_trace_of_the_name(sqlite_url: str) -> None:
    units = Units(connect(sqlite_url))
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with units.writing() as session:
        leaver, _workshop = busy(session)
    before = _bytes(file)

    with units.writing() as session:
        actions.erase(session, leaver.id, None)
    actions.forget(units)

    after = _bytes(file)
    words = [word.encode() for word in (NAME, BEFORE, EMAIL)]
    assert [word for word in words if word not in before] == []
    assert [word for word in words if word in after] == []
    units.close()
    units.engine.dispose()


def _bytes(file: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(file.parent.glob(f"{file.name}*")))


def test_the_log_holds_after_the_disk_forgot(engine: Engine) -> None:
    units = Units(engine)
    with units.writing() as session:
        leaver, _workshop = busy(session)
    with units.writing() as session:
        actions.erase(session, leaver.id, None)

    actions.forget(units)

    with units.reading() as session:
        assert broken_links(session) == []
    units.close()
