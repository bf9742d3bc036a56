"""The chain of acts, on both databases: what breaks it, and many at once."""

from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.live.actions import announced
from facilitator.logbook.actions import mark_undone, record
from facilitator.logbook.chain import Broken, broken_links, head
from facilitator.logbook.models import Act
from facilitator.units import Units
from facilitator.workshops.models import Workshop
from tests.factories import make_account, make_workshop
from tests.logbook.tampering import unwatched

AT_ONCE, EACH = 6, 5  # people, and acts of each


def _some_acts(session: Session, count: int = 4) -> list[Act]:
    account = make_account(session, name="أمينة")
    workshop = make_workshop(session, account)
    return [
        record(session, workshop.id, account.id, "step.added", title={"ar": f"خ {n}"})
        for n in range(count)
    ]


def _broken(session: Session) -> list[int]:
    return [broken.act_id for broken in broken_links(session)]


def test_each_act_follows_from_the_one_before(session: Session) -> None:
    acts = _some_acts(session)

    assert len({act.digest for act in acts}) == len(acts)
    assert head(session, acts[0].workshop_id) == acts[-1].digest
    assert (acts[0].actor, broken_links(session)) == ("أمينة", [])


def test_an_act_is_told_to_the_screens_of_its_workshop(session: Session) -> None:
    act = _some_acts(session, 1)[0]

    assert announced(session) == {(act.workshop_id, "acts")}


def test_acts_on_accounts_have_a_chain_of_their_own(session: Session) -> None:
    account = make_account(session)
    _some_acts(session)

    act = record(session, None, account.id, "browser.signed_in")

    assert (head(session, None), broken_links(session)) == (act.digest, [])


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "step.changed"},
        {"actor": "سعاد"},
        {"details": {"title": {"ar": "شيء آخر"}}},
        {"digest": "0" * 64},
        {"digest": None},
        {"at": now()},
    ],
    ids=",".join,
)
def test_a_changed_act_breaks_the_chain(
    session: Session, changed: dict[str, object]
) -> None:
    acts = _some_acts(session)
    session.commit()

    unwatched(session, update(Act).where(Act.id == acts[1].id).values(**changed))

    assert acts[1].id in _broken(session)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_an_act_taken_out_breaks_the_chain(session: Session, gone: int) -> None:
    acts = _some_acts(session)
    session.commit()

    unwatched(session, delete(Act).where(Act.id == acts[gone].id))

    assert _broken(session) == [acts[gone + 1].id]


def test_acts_in_another_order_break_the_chain(session: Session) -> None:
    first, second, *_ = _some_acts(session)
    session.commit()

    unwatched(session, update(Act).where(Act.id == first.id).values(id=10_000))

    assert second.id in _broken(session)


def test_acts_of_before_there_were_digests_are_no_break(session: Session) -> None:
    workshop = make_workshop(session)
    old = {"workshop_id": workshop.id, "kind": "step.moved", "at": now()}
    session.execute(insert(Act).values(details={}, **old))

    record(session, workshop.id, None, "step.added")

    assert broken_links(session) == []


def test_undoing_is_an_act_of_its_own(session: Session) -> None:
    act, *_ = _some_acts(session)

    mark_undone(session, act, act.account_id)

    said = session.scalars(select(Act).where(Act.kind == "act.undone")).one()
    assert (said.details, said.actor) == ({"act": act.id}, "أمينة")
    assert act.undone_at is not None
    assert broken_links(session) == []


def test_what_was_undone_unsaid_is_found(session: Session) -> None:
    act, *_ = _some_acts(session)

    act.undone_at = now()
    session.flush()

    assert [type(one) for one in broken_links(session)] == [Broken]
    assert _broken(session) == [act.id]


@pytest.mark.parametrize(
    "statement",
    [
        update(Act).values(actor="سعاد"),
        update(Act).values(kind="step.changed"),
        update(Act).values(details={"title": {}}),
        update(Act).values(digest=None),
        update(Act).values(workshop_id=None),
        delete(Act),
    ],
    ids=["actor", "kind", "details", "digest", "workshop", "removal"],
)
def test_the_database_itself_refuses_to_change_an_act(
    session: Session, statement: Any
) -> None:
    _some_acts(session, 1)

    with pytest.raises(IntegrityError):
        session.execute(statement)


def test_many_at_once_make_one_chain(engine: Engine) -> None:
    units = Units(engine)
    with units.writing() as session:
        account = make_account(session)
        workshops = [make_workshop(session, account) for _ in range(2)]
    start = Barrier(AT_ONCE)
    failures: list[BaseException] = []

    def act(person: int) -> None:
        start.wait()
        try:
            for _ in range(EACH):
                with units.writing() as session:
                    here = workshops[person % 2].id
                    record(session, here, account.id, "step.added")
                    session.get(Workshop, here, with_for_update=True)
                    record(session, here, account.id, "step.changed")
        except BaseException as failure:
            failures.append(failure)

    threads = [Thread(target=act, args=(person,)) for person in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with units.reading() as session:
        acts = session.scalars(select(Act)).all()
        assert (failures, broken_links(session)) == ([], [])
    assert len(acts) == AT_ONCE * EACH * 2
    units.close()
