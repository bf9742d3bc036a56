"""What servers on one database do one after the other, and what they share."""

from threading import Barrier, Thread
from time import sleep

from sqlalchemy import Engine

from facilitator.fleet import ERASING, STARTING, one_at_a_time, shares_key


def test_an_errand_is_done_by_one_at_a_time(engine: Engine) -> None:
    begun: list[int] = []
    together = Barrier(4)

    def run(number: int) -> None:
        together.wait()
        with one_at_a_time(engine, STARTING):
            begun.append(number)
            sleep(0.02)
            begun.append(number)

    threads = [Thread(target=run, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    if engine.dialect.name == "postgresql":
        assert begun[::2] == begun[1::2]
    assert sorted(begun) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_different_errands_do_not_wait_for_each_other(engine: Engine) -> None:
    with one_at_a_time(engine, STARTING), one_at_a_time(engine, ERASING):
        pass


def test_another_secret_key_is_noticed(engine: Engine) -> None:
    said = [shares_key(engine, key) for key in ("one", "one", "two", "two", "one")]

    if engine.dialect.name == "sqlite":  # one server, one key
        assert said == [True] * 5
    else:
        assert said == [True, True, False, True, False]
