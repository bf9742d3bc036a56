"""How often what may be done, and what guessing costs: the figures that we publish."""

import threading
from collections.abc import Callable
from inspect import getdoc
from time import monotonic

import pytest

from facilitator.accounts.rules import FREE_TRIES, INVITATION_LIFE, wait_after
from facilitator.errors import RuleBroken
from facilitator.keys import CODE_LENGTH, RECEIPT_LENGTH, TOKEN_LENGTH, new_key
from facilitator.limits import DAY, MOST_KEYS, Allowance, TooFast
from facilitator.participants.rules import CODE_DIGITS, Guesses, new_seats
from facilitator.proposals.rules import writes
from facilitator.slips.rules import phone_guesses, workshop_guesses
from facilitator.slow import Queue, TooManyAtOnce
from facilitator.voting.pace import changes

ROOM = 500  # phones
YEAR = 365.25


def _most(allowance: Allowance, seconds: int, steps: int = 4) -> int:
    """Return how often a greedy client of one key is let through."""
    done = 0
    for step in range(seconds * steps + 1):
        try:
            while True:
                allowance.take("key", at=step / steps)
                done += 1
        except RuleBroken:
            continue
    return done


def test_after_a_burst_time_gives_one_after_the_other() -> None:
    allowance = Allowance(burst=3, each=2.0)
    for _ in range(3):
        allowance.take("a", at=10.0)
    with pytest.raises(TooFast):
        allowance.take("a", at=11.9)

    allowance.take("a", at=12.0)

    with pytest.raises(TooFast):
        allowance.take("a", at=12.1)


def test_waiting_for_long_gives_no_more_than_the_burst() -> None:
    allowance = Allowance(burst=3, each=2.0)
    allowance.take("a", at=0.0)

    for _ in range(3):
        allowance.take("a", at=10_000.0)

    with pytest.raises(TooFast):
        allowance.take("a", at=10_000.0)


def test_a_clock_that_jumps_back_takes_nothing_away() -> None:
    allowance = Allowance(burst=2, each=1.0)
    allowance.take("a", at=100.0)

    allowance.take("a", at=50.0)

    with pytest.raises(TooFast):
        allowance.take("a", at=50.0)


def test_one_key_costs_another_nothing() -> None:
    allowance = Allowance(burst=1, each=60.0)
    allowance.take("a", at=0.0)

    allowance.take("b", at=0.0)

    with pytest.raises(TooFast):
        allowance.take("a", at=0.0)


def test_what_is_remembered_is_bounded_and_the_busy_are_kept() -> None:
    allowance = Allowance(burst=1, each=1e9, most=100)
    allowance.take("busy", at=0.0)

    for n in range(1000):
        allowance.take(f"key {n}", at=0.0)
        with pytest.raises(TooFast):
            allowance.take("busy", at=0.0)

    assert len(allowance) == 100
    assert MOST_KEYS >= 10 * ROOM


def test_giving_back_what_was_forgotten_does_nothing() -> None:
    Allowance(burst=1, each=1.0).give_back("nobody")


@pytest.mark.parametrize(
    "make", [Guesses, new_seats, phone_guesses, workshop_guesses, writes, changes]
)
def test_what_a_day_allows_is_what_a_greedy_client_gets(
    make: Callable[[], Allowance],
) -> None:
    allowance = make()
    seconds = 120

    greedy = _most(make(), seconds, steps=20)

    assert greedy == pytest.approx(allowance.burst + seconds / allowance.each, abs=2)
    assert allowance.a_day() == int(allowance.burst + DAY / allowance.each)


def test_a_room_behind_one_address_joins_within_a_minute() -> None:
    seats = new_seats()

    for n in range(ROOM):
        seats.take("482913", at=60 * n / ROOM)


def _says(what: object, *figures: str) -> None:
    """Assert that the text of `what` names these figures."""
    text = " ".join((getdoc(what) or "").split())
    assert [figure for figure in figures if figure not in text] == []


def test_guessing_a_personal_code() -> None:
    tries = Guesses().a_day()
    a_day = tries * ROOM / 2 ** (5 * CODE_LENGTH)

    assert tries == 43_230
    assert 1 / a_day == pytest.approx(50_000, rel=0.03)
    _says(Guesses, "43,230", f"2^{5 * CODE_LENGTH}", "50,000 days")


def test_guessing_a_slip() -> None:
    bits, slips = 5 * TOKEN_LENGTH, 2_000
    phone, room = phone_guesses().a_day(), workshop_guesses().a_day()

    assert (phone, room) == (28_820, 864_300)
    assert phone * slips / 2**bits == pytest.approx(5e-17, rel=0.1)
    assert room * slips / 2**bits == pytest.approx(1.4e-15, rel=0.05)
    assert 10_000 * DAY * slips * 100 / 2**bits == pytest.approx(1.4e-10, rel=0.05)
    _says(phone_guesses, "28,820", f"2^{bits}", "5 x 10^-17")
    _says(workshop_guesses, "864,300", "1.4 x 10^-15", "1.4 x 10^-10")


def test_taking_seats_by_a_program() -> None:
    seats = new_seats()

    assert seats.a_day() == pytest.approx(433_000, rel=0.001)
    assert seats.burst + 3600 / seats.each == 19_000
    _says(new_seats, "433,000", "19,000")


def test_guessing_a_password() -> None:
    before_the_twelfth = sum(wait_after(n).total_seconds() for n in range(1, 12))

    assert before_the_twelfth / 60 == 8.5
    assert wait_after(FREE_TRIES).total_seconds() == 0
    assert DAY / wait_after(1000).total_seconds() == 288
    assert pytest.approx(35, abs=0.5) == 10_000 / 288
    _says(wait_after, "12 tries take 8.5 minutes", "288", "35 days")


def test_guessing_what_has_no_limit_would_take_longer_than_the_sun_lasts() -> None:
    a_second = 10_000  # more than any server of ours answers
    bits = {"receipt": 5 * RECEIPT_LENGTH, "link": 4 * len(new_key())}

    years = {what: 2**n / a_second / DAY / YEAR for what, n in bits.items()}

    assert bits == {"receipt": 60, "link": 128}
    assert years["link"] > 5e9  # of one link
    # A receipt is on a published list, and tells a ballot and no person. Of 500:
    assert years["receipt"] / ROOM > 7_000
    assert INVITATION_LIFE.days == 7


def test_the_code_of_a_workshop_is_no_secret() -> None:
    """It stands on the wall; at 1,000 tries a second all are found in 17 minutes."""
    assert pytest.approx(17, abs=0.5) == 10**CODE_DIGITS / 1_000 / 60


def test_a_queue_lets_few_work_and_refuses_who_comes_after_the_last_place() -> None:
    queue, begun, over = Queue(at_once=1, most=2), threading.Event(), threading.Event()
    done: list[int] = []

    def work(number: int) -> None:
        begun.set()
        assert over.wait(20)
        done.append(number)

    threads = [
        threading.Thread(target=queue.off_loop, args=(work, n)) for n in range(3)
    ]
    for thread in threads:
        thread.start()
    assert begun.wait(20)
    _until(lambda: queue._room == 0)

    with pytest.raises(TooManyAtOnce):
        queue.off_loop(work, 3)
    over.set()
    for thread in threads:
        thread.join(20)

    assert sorted(done) == [0, 1, 2]
    assert queue.off_loop(len, "free again") == 10


def _until(is_so: Callable[[], bool]) -> None:
    end = monotonic() + 20
    while not is_so():
        assert monotonic() < end


def test_work_that_fails_gives_its_place_back() -> None:
    queue = Queue(at_once=1, most=0)

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            queue.off_loop(divmod, 1, 0)
