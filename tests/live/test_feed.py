import threading
from collections.abc import Callable
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, delete, insert

from facilitator.live import feed as feed_module
from facilitator.live.actions import announce
from facilitator.live.feed import Feed
from facilitator.live.queries import versions
from facilitator.serving.hub import Hub
from facilitator.units import Units
from tests.live.conftest import Notes, workshop


def change(units: Units, topic: str, workshop_id: int = 1) -> None:
    with units.writing() as session:
        announce(session, workshop_id, topic)


def stored(units: Units, workshop_id: int = 1) -> dict[str, int]:
    with units.reading() as session:
        return versions(session, workshop_id)


def wait_until(is_true: Callable[[], bool]) -> None:
    end = monotonic() + 60
    while not is_true():
        assert monotonic() < end
        sleep(0.01)


def test_a_burst_is_one_row_and_one_event(
    units: Units, feed: Feed, notes: Notes
) -> None:
    for _ in range(20):
        change(units, "votes")

    feed.flush()
    feed.flush()

    assert notes.heard == ["votes-1"]
    assert stored(units) == {"votes": 1}


def test_each_topic_of_each_workshop_counts_for_itself(
    units: Units, feed: Feed, notes: Notes
) -> None:
    change(units, "votes")
    change(units, "step")
    change(units, "votes", workshop_id=2)

    feed.flush()

    assert sorted(notes.heard) == ["step-1", "votes-1"]
    assert stored(units) == {"step": 1, "votes": 1}
    assert stored(units, 2) == {"votes": 1}


def test_the_next_workshop_of_a_wiped_ones_number_is_heard(
    units: Units, feed: Feed, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wiping may share a commit with the flush, and be through before it."""
    for _ in range(5):
        change(units, "step")
        feed.flush()
    raise_versions = feed._raise_versions

    def wiped_meanwhile(changed: set[tuple[int, str]]) -> list[tuple[int, str, int]]:
        raised = raise_versions(changed)
        with units.writing() as session:
            session.execute(delete(workshop).where(workshop.c.id == 1))
        hub.forget(1)
        return raised

    monkeypatch.setattr(feed, "_raise_versions", wiped_meanwhile)
    change(units, "step")
    feed.flush()
    monkeypatch.undo()
    feed.flush()
    with units.writing() as session:
        session.execute(insert(workshop).values(id=1))
    notes = Notes()
    hub.add(1, notes, stored(units))

    change(units, "step")
    feed.flush()

    assert notes.heard == ["step-1"]


def test_a_rolled_back_change_is_not_told(
    units: Units, feed: Feed, notes: Notes
) -> None:
    with units.begin() as unit:
        announce(unit.session, 1, "votes")
    change(units, "step")

    feed.flush()

    assert notes.heard == ["step-1"]


def test_a_workshop_deleted_meanwhile_stops_nothing(
    units: Units, feed: Feed, notes: Notes
) -> None:
    change(units, "votes", workshop_id=2)
    change(units, "votes")
    with units.writing() as session:
        session.execute(delete(workshop).where(workshop.c.id == 2))

    feed.flush()

    assert notes.heard == ["votes-1"]


def test_what_could_not_be_stored_is_told_later(
    units: Units, feed: Feed, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    change(units, "votes")
    with monkeypatch.context() as patch:
        patch.setattr(feed_module, "raise_version", fail)
        with pytest.raises(ZeroDivisionError):
            feed.flush()
    before = list(notes.heard)

    feed.flush()

    assert (before, notes.heard) == ([], ["votes-1"])


def test_the_background_tells_soon_and_seldom(
    units: Units, feed: Feed, notes: Notes
) -> None:
    feed.start()
    started = monotonic()
    while monotonic() - started < 1 or len(notes.heard) < 2:
        change(units, "votes")
        sleep(0.01)
    feed.stop()
    took = monotonic() - started

    assert 2 <= len(notes.heard) <= took / feed_module.BEAT + 2
    assert notes.heard[-1] == f"votes-{stored(units)['votes']}"


def test_what_a_room_waits_for_is_told_at_once(
    units: Units, feed: Feed, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "BEAT", 600.0)
    feed.start()
    change(units, "votes")

    change(units, "step")
    while "step-1" not in notes.heard:
        sleep(0.001)

    feed.stop()
    assert sorted(notes.heard) == ["step-1", "votes-1"]


def test_stopping_tells_the_rest(units: Units, feed: Feed, notes: Notes) -> None:
    feed.start()
    change(units, "votes")

    feed.stop()

    assert notes.heard == ["votes-1"]


def test_another_process_is_heard_by_looking(
    engine: Engine, feed: Feed, notes: Notes
) -> None:
    others = Units(engine)
    its_feed = Feed(others, Hub())
    change(others, "votes")
    change(others, "votes", workshop_id=2)
    its_feed.flush()
    others.close()

    feed.look()
    feed.look()

    assert notes.heard == ["votes-1"]


def test_looking_without_listeners_asks_nothing(
    engine: Engine, units: Units, hub: Hub
) -> None:
    feed = Feed(units, hub)
    tables_gone = Units(engine)
    with tables_gone.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE pulse")

    feed.look()

    assert hub.workshops() == []


def test_processes_that_share_a_database_hear_each_other(
    engine: Engine, feed: Feed, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Units, "are_shared", True)  # as it is on PostgreSQL
    others = Units(engine)
    its_feed = Feed(others, Hub())
    feed.start()
    its_feed.start()

    change(others, "votes")

    wait_until(lambda: notes.heard == ["votes-1"])
    its_feed.stop()
    feed.stop()
    others.close()


def test_many_writers_make_few_rows(units: Units, feed: Feed, notes: Notes) -> None:
    threads = [
        threading.Thread(target=change, args=[units, "votes"]) for _ in range(48)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    feed.flush()

    assert notes.heard == ["votes-1"]
