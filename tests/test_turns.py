import gc
import threading
from time import monotonic

import pytest

from facilitator.turns import TooBusy, Turns


class Holder:
    pass


def queue_up(
    turns: Turns, names: list[str], order: list[str]
) -> list[threading.Thread]:
    def wait_and_note(name: str) -> None:
        holder = Holder()
        turns.take(holder, patience=10)
        order.append(name)
        turns.release()

    threads = []
    for place, name in enumerate(names, start=1):
        thread = threading.Thread(target=wait_and_note, args=[name])
        thread.start()
        while turns.waiting < place:
            pass
        threads.append(thread)
    return threads


def test_the_first_to_come_is_the_first_to_go() -> None:
    turns, first, order = Turns(), Holder(), []
    turns.take(first, patience=1)
    threads = queue_up(turns, ["amal", "badr", "chama", "driss"], order)

    turns.release()
    for thread in threads:
        thread.join()

    assert order == ["amal", "badr", "chama", "driss"]


def test_the_turn_stays_when_nobody_waits() -> None:
    turns, holder = Turns(), Holder()
    turns.take(holder, patience=1)

    handed_over = turns.hand_over()

    assert not handed_over
    assert turns.held_by(holder)


def test_a_thread_does_not_wait_for_itself() -> None:
    turns, holder = Turns(), Holder()
    turns.take(holder, patience=1)

    with pytest.raises(RuntimeError, match="already inside a unit"):
        turns.take(Holder(), patience=1)

    assert turns.held_by(holder)


def test_patience_ends_and_leaves_no_trace() -> None:
    turns, holder, errors = Turns(), Holder(), []
    turns.take(holder, patience=1)

    def wait() -> None:
        try:
            turns.take(Holder(), patience=0)
        except TooBusy as error:
            errors.append(error)

    started = monotonic()
    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()

    assert len(errors) == 1
    assert monotonic() - started < 5
    assert (turns.waiting, turns.held_by(holder)) == (0, True)


def test_a_lost_holder_loses_its_turn() -> None:
    turns, order = Turns(), []
    lost = Holder()
    turns.take(lost, patience=1)
    (thread,) = queue_up(turns, ["amal"], order)

    del lost
    gc.collect()
    thread.join()

    assert order == ["amal"]
