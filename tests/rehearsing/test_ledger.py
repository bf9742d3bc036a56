"""Percentiles and figures, against values worked out by hand."""

import pytest

from facilitator.rehearsing.ledger import Act, Figures, Ledger, percentile, read_ledger


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100), (0, 1)]
)
def test_a_percentile_is_the_nearest_rank(share: float, value: int) -> None:
    assert percentile(range(1, 101), share) == value


def test_of_few_the_last_percentile_is_the_slowest() -> None:
    assert percentile([1, 2, 30], 0.95) == 30
    assert percentile([], 0.95) is None


def test_an_act_is_counted_with_its_failures_and_timed_without_them() -> None:
    ledger = Ledger()
    for milliseconds in range(1, 21):
        ledger.note(Act.VOTE, milliseconds / 1000)
    ledger.fail(Act.VOTE, "500")

    assert ledger.figures() == {"vote": Figures(21, 1, 10.0, 19.0, 20.0)}


def test_an_act_that_only_failed_has_no_times() -> None:
    ledger = Ledger()
    ledger.fail(Act.JOIN, "ConnectionRefusedError")

    assert ledger.figures() == {"join": Figures(1, 1, None, None, None)}


def test_ledgers_of_several_processes_add_up() -> None:
    here, there = Ledger(), Ledger()
    here.note(Act.VOTE, 0.001)
    there.note(Act.VOTE, 0.003)
    there.note(Act.DELIVERY, 0.1)
    there.fail(Act.VOTE, "500")
    there.counts["answers lost on purpose"] = 2

    here.add(read_ledger(there.plain()))

    assert here.figures()["vote"] == Figures(3, 1, 1.0, 3.0, 3.0)
    assert here.counts["answers lost on purpose"] == 2
    assert here.requests() == 2  # what is delivered was not asked for
