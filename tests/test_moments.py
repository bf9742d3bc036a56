"""What a change raises, where several servers write to one PostgreSQL."""

from collections.abc import Iterator
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, event, select

from facilitator.db import connect
from facilitator.live.actions import announce, announce_ballot, be_quiet
from facilitator.live.feed import Feed
from facilitator.live.queries import versions
from facilitator.moments import stored_moment
from facilitator.serving.hub import Hub
from facilitator.units import Units
from facilitator.workshops.models import NextStep, Workshop
from tests.factories import make_open_workshop
from tests.live.conftest import Notes
from tests.postgresql import Cluster

CODES = ("246810", "135791")
ROUNDS = 25


@pytest.fixture
def engines(cluster: Cluster) -> Iterator[list[Engine]]:
    """The pools of two servers, and two workshops."""
    with cluster.database() as url:
        engines = [connect(url), connect(url)]
        with Units(engines[0]).writing() as session:
            for code in CODES:
                make_open_workshop(session, code=code)
        yield engines
        for engine in engines:
            engine.dispose()


@pytest.fixture
def here(engines: list[Engine]) -> Units:
    return Units(engines[0])


@pytest.fixture
def there(engines: list[Engine]) -> Units:
    return Units(engines[1])


def moment(units: Units, code: str = CODES[0]) -> Any:
    with units.reading() as session:
        return stored_moment(session.connection(), code)


def told(units: Units, code: str = CODES[0]) -> dict[str, int]:
    with units.reading() as session:
        number = session.scalar(select(Workshop.id).where(Workshop.code == code))
        return versions(session, number or 0)


def number_of(units: Units, code: str = CODES[0]) -> int:
    return int(moment(units, code).workshop_id)


def write(session: Any, workshop_id: int, position: int = 1) -> None:
    text = {"ar": "الخطوة المقبلة"}
    row = NextStep(workshop_id=workshop_id, position=position, text=text)
    session.add(row)


def test_what_is_announced_is_raised_for_everybody_with_its_commit(
    here: Units, there: Units
) -> None:
    before, other = moment(there), moment(there, CODES[1])
    with here.writing() as session:
        announce(session, before.workshop_id, "step")
        announce(session, before.workshop_id, "acts")

    after = moment(there)
    assert told(there) == {"acts": 1, "step": 1}
    assert after == before._replace(changes=before.changes + 2)
    assert moment(there, CODES[1]) == other


def test_it_is_raised_before_anybody_can_see_the_change(here: Units) -> None:
    number, seen = number_of(here), []

    def look(connection: Connection) -> None:
        seen.append(stored_moment(connection, CODES[0]).changes)

    event.listen(here.engine, "commit", look)
    with here.writing() as session:
        write(session, number)
        announce(session, number, "setup")
    event.remove(here.engine, "commit", look)

    assert seen == [1]


def test_what_is_rolled_back_raises_nothing(here: Units, there: Units) -> None:
    before = moment(there)
    with here.begin() as unit:
        write(unit.session, before.workshop_id)
        announce(unit.session, before.workshop_id, "step")
        unit.session.flush()
    with here.begin() as unit:
        write(unit.session, before.workshop_id)

    assert moment(there) == before


def test_who_joins_is_counted_apart(here: Units, there: Units) -> None:
    before = moment(there)
    with here.writing() as session:
        announce(session, before.workshop_id, "people")

    assert moment(there) == before._replace(joins=1)


def test_a_ballot_raises_nothing(here: Units, there: Units) -> None:
    before = moment(there)
    with here.begin() as unit:
        unit.connection.exec_driver_sql("SELECT pg_current_xact_id()")  # as it writes
        announce_ballot(unit, before.workshop_id, "token")
        unit.commit()

    assert moment(there) == before
    assert told(there) == {}


def test_an_act_that_tells_votes_too_raises_the_rest(here: Units, there: Units) -> None:
    with here.writing() as session:
        for topic in ("votes", "result"):
            announce(session, number_of(here), topic)

    assert told(there) == {"result": 1}


@pytest.mark.parametrize("has_session", [True, False])
def test_a_change_that_nobody_announced_may_have_changed_everything(
    here: Units, there: Units, has_session: bool
) -> None:
    before, other = moment(there), moment(there, CODES[1])
    with here.begin() as unit:
        if has_session:
            write(unit.session, before.workshop_id)
        else:
            title = "UPDATE workshop SET wifi_name = 'room'"
            unit.connection.exec_driver_sql(title)
        unit.commit()

    assert moment(there).unannounced == before.unannounced + 1
    assert moment(there, CODES[1]).unannounced == other.unannounced + 1


def test_who_writes_nothing_raises_nothing(here: Units, there: Units) -> None:
    before = moment(there)
    with here.begin() as unit:
        unit.commit()
    with here.begin() as unit:
        unit.session.get_one(Workshop, before.workshop_id)
        unit.commit()

    assert moment(there) == before


def test_what_is_on_no_page_raises_only_what_it_announces(
    here: Units, there: Units
) -> None:
    before = moment(there)
    with here.writing() as session:
        write(session, before.workshop_id)
        be_quiet(session)
    unchanged = moment(there)
    with here.writing() as session:
        be_quiet(session)
        announce(session, before.workshop_id, "acts")

    assert unchanged == before
    assert moment(there) == before._replace(changes=1)


def test_a_workshop_that_goes_has_no_moment(here: Units, there: Units) -> None:
    number = number_of(here)
    with here.writing() as session:
        announce(session, number, "step")
    with here.writing() as session:
        announce(session, number, "step")
        announce(session, number_of(here, CODES[1]), "step")
        session.execute(delete(Workshop).where(Workshop.id == number))

    assert moment(there) is None
    assert told(there, CODES[1]) == {"step": 1}


def test_without_its_row_there_is_no_moment(here: Units) -> None:
    """Rather nothing remembered than something that is forgotten too late."""
    with here.begin() as unit:
        unit.connection.exec_driver_sql("DELETE FROM unannounced")
        unit.commit()

    assert moment(here) is None


def test_servers_that_raise_the_same_and_others_wait_for_no_one_for_ever(
    here: Units, there: Units
) -> None:
    numbers = [number_of(here, code) for code in CODES]
    topics = ("step", "acts", "people", "setup")
    start, failures = Barrier(4), []

    def act(units: Units, turn: int) -> None:
        start.wait()
        for n in range(ROUNDS):
            try:
                with units.writing() as session:
                    for number in numbers[:: 1 if (turn + n) % 2 else -1]:
                        for topic in topics[(turn + n) % 4 :]:
                            announce(session, number, topic)
                with units.writing() as session:
                    write(session, numbers[0], 1 + turn * ROUNDS + n)
            except Exception as failure:
                failures.append(failure)

    threads = [
        Thread(target=act, args=(units, turn))
        for turn, units in enumerate([here, there, here, there])
    ]
    before = moment(here).unannounced
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    starts = [(turn + n) % 4 for turn in range(4) for n in range(ROUNDS)]
    raised = {t: sum(s <= place for s in starts) for place, t in enumerate(topics)}
    assert failures == []
    assert [told(there, code) for code in CODES] == [raised, raised]
    assert moment(there).unannounced == before + 4 * ROUNDS


def hearing(units: Units, workshop_id: int) -> tuple[Feed, Notes]:
    hub, notes = Hub(), Notes()
    hub.add(workshop_id, notes)
    return Feed(units, hub), notes


def test_each_servers_stream_tells_what_is_stored_and_once(
    here: Units, there: Units
) -> None:
    number = number_of(here)
    feeds = [hearing(units, number) for units in (here, there)]
    with here.writing() as session:
        announce(session, number, "step")
        announce(session, number, "votes")
    for feed, _notes in feeds * 2:
        feed.flush()
        feed.look()
    with there.writing() as session:
        announce(session, number, "step")
    for feed, _notes in feeds * 2:
        feed.look()
        feed.flush()

    assert told(here) == {"step": 2, "votes": 1}
    for _feed, notes in feeds:
        assert sorted(notes.heard) == ["step-1", "step-2", "votes-1"]


def test_what_a_room_waits_for_is_told_at_once(
    here: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.live.feed.LOOK", 600.0)
    number = number_of(here)
    feed, notes = hearing(here, number)
    feed.start()
    came = notes.came
    with here.writing() as session:
        announce(session, number, "step")

    is_told = came.wait(60)
    feed.stop()

    assert is_told
    assert notes.heard == ["step-1"]


def test_stopping_tells_the_rest(here: Units) -> None:
    number = number_of(here)
    feed, notes = hearing(here, number)
    with here.writing() as session:
        announce(session, number, "setup")

    feed.stop()

    assert notes.heard == ["setup-1"]
