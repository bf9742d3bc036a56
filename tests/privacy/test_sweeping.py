"""The server erases by itself, on the day and not before, once."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.logbook.chain import broken_links
from facilitator.logbook.models import Act
from facilitator.privacy import queries
from facilitator.privacy.sweeping import sweep
from facilitator.units import Units
from facilitator.voting.models import Vote
from facilitator.workshops.models import Workshop
from facilitator.workshops.retention import kept_until
from facilitator.workshops.rules import Status
from tests.privacy.rooms import ended_workshop

LONG_AGO = timedelta(days=400)  # more than the twelve months


@pytest.fixture
def units(engine: Engine) -> Iterator[Units]:
    units = Units(engine)
    yield units
    units.close()


def _workshop(units: Units, *, ended: timedelta, announced: timedelta | None) -> int:
    writing = units.engine.execution_options(writes=True)
    with Session(writing, expire_on_commit=False) as session:
        workshop = ended_workshop(session)
        workshop.ended_at = now() - ended
        if announced is not None:
            day = kept_until(workshop)
            act = Act(workshop_id=workshop.id, kind="purge.announced")
            act.details, act.at = {"until": f"{day}"}, now() - announced
            session.add(act)
        session.commit()
        return workshop.id


def _kinds(units: Units) -> list[str]:
    with units.reading() as session:
        kinds = session.scalars(select(Act.kind).order_by(Act.id)).all()
        return [kind for kind in kinds if "purge" in kind]


def test_on_its_day_it_is_erased(units: Units) -> None:
    there = _workshop(units, ended=LONG_AGO, announced=timedelta(days=30))

    assert sweep(units) == [there]

    with units.reading() as session:
        assert session.get_one(Workshop, there).purged_at is not None
        assert broken_links(session) == []


def test_what_was_not_announced_is_announced_first(units: Units) -> None:
    _workshop(units, ended=LONG_AGO, announced=None)

    assert [sweep(units), sweep(units)] == [[], []]

    assert _kinds(units) == ["purge.announced"]


def test_it_is_announced_a_month_before(units: Units) -> None:
    _workshop(units, ended=timedelta(days=340), announced=None)

    assert sweep(units) == []

    assert _kinds(units) == ["purge.announced"]


def test_before_its_day_nothing_goes(units: Units) -> None:
    _workshop(units, ended=timedelta(days=340), announced=timedelta(days=5))

    assert sweep(units) == []


def test_what_a_clock_that_was_ahead_announced_is_announced_again(
    units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = _workshop(units, ended=LONG_AGO, announced=timedelta(days=-3000))

    assert [sweep(units), sweep(units)] == [[], []]

    assert _kinds(units) == ["purge.announced", "purge.announced"]
    later = now() + timedelta(days=1, hours=1)
    monkeypatch.setattr(queries, "now", lambda: later)
    assert sweep(units) == [there]


def test_another_day_is_announced_anew(units: Units) -> None:
    there = _workshop(units, ended=timedelta(days=340), announced=timedelta(days=20))
    with units.writing() as session:
        session.get_one(Workshop, there).kept_months = 1

    assert [sweep(units), sweep(units)] == [[], []]

    assert _kinds(units) == ["purge.announced", "purge.announced"]


def test_a_workshop_that_nobody_ended_ends_then(units: Units) -> None:
    there = _workshop(units, ended=LONG_AGO, announced=timedelta(days=30))
    with units.writing() as session:
        workshop = session.get_one(Workshop, there)
        workshop.status, workshop.ended_at = Status.OPEN, None
        workshop.opened_at = now() - LONG_AGO

    assert sweep(units) == [there]

    with units.reading() as session:
        assert session.get_one(Workshop, there).status is Status.ENDED


def test_one_that_cannot_be_erased_does_not_keep_the_others(units: Units) -> None:
    odd, there = (
        _workshop(units, ended=LONG_AGO, announced=timedelta(days=30)) for _ in range(2)
    )
    with units.writing() as session:
        vote = session.scalars(select(Vote).where(Vote.workshop_id == odd)).one()
        vote.checked = {"of": "another version"}

    assert sweep(units) == [there]


def test_many_processes_erase_once(units: Units) -> None:
    there = _workshop(units, ended=LONG_AGO, announced=timedelta(days=30))
    start, done = Barrier(4), []

    def look() -> None:
        start.wait()
        done.extend(sweep(units))

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == [there]
    assert _kinds(units) == ["purge.announced", "workshop.purged"]


@pytest.mark.parametrize(
    "fields",
    [{"kept_months": None}, {"opened_at": None}, {"purged_at": now()}],
    ids=",".join,
)
def test_some_have_no_such_day(units: Units, fields: dict[str, object]) -> None:
    there = _workshop(units, ended=LONG_AGO, announced=timedelta(days=30))
    with units.writing() as session:
        workshop = session.get_one(Workshop, there)
        for name, value in fields.items():
            setattr(workshop, name, value)
        session.flush()
        assert kept_until(workshop) is None

    assert sweep(units) == []
