"""A timer that stands still, and runs on with what was left."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from facilitator.desk.undo import SomethingCameLater, undo
from facilitator.workshops import moving, pausing
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.models import Progress, Workshop
from facilitator.workshops.moving import NotRunning, call_last, extend, go_to
from facilitator.workshops.pausing import NoTimer, pause, resume
from facilitator.workshops.queries import progress_of
from facilitator.workshops.timing import Timing, timing_of
from tests.workshops.test_moving import make_agenda

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Clock:
    """The clock of those who move a workshop."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(moving, "now", clock)
    monkeypatch.setattr(pausing, "now", clock)
    return clock


class Step:
    """A workshop at a step of ten minutes, opened at noon."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session, self.clock = session, clock
        self.workshop, self.steps, self.me = make_agenda(session)
        moving.open_workshop(session, self.workshop, self.me)

    @property
    def progress(self) -> Progress:
        progress = progress_of(self.session, self.workshop.id)
        assert progress is not None
        return progress

    @property
    def timing(self) -> Timing:
        timing = timing_of(self.progress, self.clock())
        assert timing is not None
        return timing

    def wait(self, minutes: int) -> None:
        self.clock.at += minutes * MINUTE

    def do(self, act: Any, *said: int) -> None:
        act(self.session, self.workshop, *said, self.me)

    def undo(self, kind: str) -> None:
        acts = latest_acts(self.session, self.workshop.id)
        undo(self.session, self.workshop, next(a.id for a in acts if a.kind == kind))


@pytest.fixture
def step(session: Session, clock: Clock) -> Step:
    return Step(session, clock)


def test_it_stands_still_and_runs_on(step: Step) -> None:
    step.wait(4)
    step.do(pause)
    step.wait(20)
    still = step.timing
    step.do(resume)
    step.wait(1)

    assert (still.ends, still.left, still.total) == (None, 6 * 60, 10 * 60)
    assert (step.timing.left, step.timing.total) == (5 * 60, 10 * 60)
    assert step.timing.ends == step.timing.now + 5 * 60 * 1000


def test_two_pauses_are_both_left_out_of_the_time_given(step: Step) -> None:
    for _ in range(2):
        step.wait(1)
        step.do(pause)
        step.wait(30)
        step.do(resume)

    assert (step.timing.left, step.timing.total) == (8 * 60, 10 * 60)


def test_a_second_tap_changes_nothing(step: Step) -> None:
    step.wait(4)
    for act in (pause, pause, resume, resume):
        step.do(act)
        step.wait(1)

    kinds = [act.kind for act in latest_acts(step.session, step.workshop.id)]
    assert kinds[:2] == ["step.resumed", "step.paused"]
    assert "step.paused" not in kinds[2:]
    assert step.timing.left == 4 * 60  # paused from minute 4 to 6, it is minute 8


def test_more_time_is_given_to_a_timer_that_stands(step: Step) -> None:
    step.wait(8)
    step.do(pause)
    step.wait(10)
    step.do(extend, 5)

    assert (step.timing.ends, step.timing.left) == (None, 7 * 60)


def test_the_last_call_lets_it_run(step: Step) -> None:
    step.wait(4)
    step.do(pause)
    step.wait(10)
    step.do(call_last)

    assert step.timing.ends is not None
    assert step.timing.left == 30


def test_the_next_step_begins_with_a_timer_that_runs(step: Step) -> None:
    step.steps[2].minutes = 15
    step.do(pause)
    step.wait(3)
    go_to(step.session, step.workshop, step.steps[2], step.me)

    assert step.timing.ends is not None
    assert (step.timing.left, step.timing.total) == (15 * 60, 15 * 60)


def test_a_clock_set_back_in_a_pause_takes_nothing_away(step: Step) -> None:
    step.wait(4)
    step.do(pause)
    step.wait(-60)
    assert step.timing.left == 6 * 60
    step.do(resume)

    assert 6 * 60 <= step.timing.left <= 10 * 60


def test_without_a_time_limit_there_is_nothing_to_pause(step: Step) -> None:
    step.progress.ends_at = None

    with pytest.raises(NoTimer):
        step.do(pause)


def test_an_ended_workshop_is_not_paused(step: Step) -> None:
    moving.end_workshop(step.session, step.workshop, step.me)

    with pytest.raises(NotRunning):
        step.do(pause)


def _columns(workshop: Workshop, progress: Progress) -> list[Any]:
    rows = (workshop, progress)
    return [
        getattr(row, column.key)
        for row in rows
        for column in inspect(type(row)).column_attrs
    ]


def test_each_act_on_a_paused_timer_is_undone(step: Step) -> None:
    def acts() -> None:
        step.do(extend, 5)
        step.undo("step.extended")
        step.do(call_last)
        step.undo("step.last_called")
        step.do(resume)
        step.undo("step.resumed")
        go_to(step.session, step.workshop, step.steps[2], step.me)
        step.undo("step.moved")
        moving.end_workshop(step.session, step.workshop, step.me)
        step.undo("workshop.ended")

    step.wait(4)
    step.do(pause)
    step.wait(2)
    before = _columns(step.workshop, step.progress)

    acts()

    assert _columns(step.workshop, step.progress) == before
    step.undo("step.paused")
    assert step.timing.left == 4 * 60  # as if it had never been paused


@pytest.mark.parametrize("later", [extend, pause])
def test_what_came_after_it_is_undone_first(step: Step, later: Any) -> None:
    step.do(pause)
    step.wait(1)
    step.do(resume)
    step.wait(1)
    step.do(later, *([5] if later is extend else []))

    with pytest.raises(SomethingCameLater):
        step.undo("step.resumed")
