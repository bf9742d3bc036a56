"""One button carries the name of the next thing, from the lobby to the report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from facilitator.desk.rules import (
    Move,
    MoveKind,
    minutes_behind,
    next_move,
    passing,
    waits_for_writing,
)
from facilitator.voting.rules import VoteState
from facilitator.voting.stages import Stage
from facilitator.voting.stops import Stop, before, place_of, whereabouts
from facilitator.workshops.rules import OPENNESS_WORKSHOP, Status, StepKind

PREPARED, OPEN, CLOSED = VoteState.PREPARED, VoteState.OPEN, VoteState.CLOSED
NINE = datetime(2023, 3, 6, 9, tzinfo=UTC)


def agenda(*kinds: StepKind) -> list[Stop]:
    """Steps of `kinds` with the ids 1, 2, 3…; votes are prepared."""
    return [
        Stop(n, kind, 10, PREPARED if kind is StepKind.VOTE else None)
        for n, kind in enumerate(kinds, 1)
    ]


def changed(stops: Sequence[Stop], at: int | None, **fields: object) -> list[Stop]:
    return [replace(s, **fields) if s.id == at else s for s in stops]  # type: ignore[arg-type]


def run(stops: list[Stop]) -> list[str]:
    """Press the one button until the report is there; return what it said."""
    status, at, said = Status.DRAFT, None, []
    for _press in range(50):
        move = next_move(status, stops, at)
        said.append(f"{move.kind.value} {move.to or ''}".strip())
        match move.kind:
            case MoveKind.OPEN_WORKSHOP:
                status = Status.OPEN
            case MoveKind.OPEN_VOTE:
                stops = changed(stops, move.vote_at, vote=OPEN)
            case MoveKind.CLOSE_VOTE:
                stops = changed(stops, move.vote_at, vote=CLOSED)
            case MoveKind.SHOW_RESULTS:
                stops = changed(stops, move.vote_at, revealed=move.stage)
            case MoveKind.END_WORKSHOP:
                status = Status.ENDED
            case MoveKind.REPORT:
                return said
        at = move.to or at
    raise AssertionError(said)


def test_one_button_runs_the_openness_workshop() -> None:
    stops = agenda(*(kind for kind, _planned, _least in OPENNESS_WORKSHOP))

    said = run(stops)

    assert said == [
        "open-workshop 1",
        *(f"go-on {n}" for n in range(2, 8)),
        "open-vote 8",
        "close-vote 9",
        *["show-results 9"] * 4,
        "go-on 10",
        "end-workshop",
        "report",
    ]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (
            [StepKind.RECEPTION, StepKind.DISCUSSION],
            ["open-workshop 1", "go-on 2", "end-workshop", "report"],
        ),
        (
            [StepKind.VOTE, StepKind.CLOSING],  # shown where the vote was taken
            [
                *("open-workshop 1", "open-vote 1", "close-vote 1"),
                *(*["show-results 1"] * 4, "go-on 2", "end-workshop", "report"),
            ],
        ),
        (
            [StepKind.OPENING, StepKind.VOTE, StepKind.BREAK, StepKind.RESULTS],
            [
                *("open-workshop 1", "open-vote 2", "close-vote 3", "go-on 4"),
                *(*["show-results 4"] * 4, "end-workshop", "report"),
            ],
        ),
        (
            [StepKind.VOTE, StepKind.VOTE, StepKind.RESULTS],  # two, shown in turn
            [
                *("open-workshop 1", "open-vote 1", "close-vote 2", "open-vote 2"),
                *("close-vote 3", *["show-results 3"] * 8),
                *("end-workshop", "report"),
            ],
        ),
        (
            [StepKind.VOTE, StepKind.RESULTS, StepKind.VOTE, StepKind.RESULTS],
            [
                *("open-workshop 1", "open-vote 1", "close-vote 2"),
                *(*["show-results 2"] * 4, "open-vote 3", "close-vote 4"),
                *(*["show-results 4"] * 4, "end-workshop", "report"),
            ],
        ),
    ],
)
def test_one_button_runs_any_agenda(kinds: list[StepKind], said: list[str]) -> None:
    assert run(agenda(*kinds)) == said


def test_a_workshop_without_steps_can_still_be_asked() -> None:
    assert next_move(Status.DRAFT, [], None) == Move(MoveKind.OPEN_WORKSHOP)
    assert next_move(Status.OPEN, [], None).kind is MoveKind.END_WORKSHOP


def test_a_vote_is_passed_over_together_with_its_results() -> None:
    stops = agenda(StepKind.MERGING, StepKind.VOTE, StepKind.RESULTS, StepKind.CLOSING)

    beyond = passing(stops, next_move(Status.OPEN, stops, 1))

    assert beyond == stops[3]


def test_results_of_another_vote_are_not_passed_over() -> None:
    stops = agenda(StepKind.VOTE, StepKind.VOTE, StepKind.RESULTS, StepKind.CLOSING)
    stops = changed(stops, 1, vote=CLOSED)

    beyond = passing(stops, next_move(Status.OPEN, stops, 1))

    assert beyond == stops[2]


def test_only_a_vote_can_be_passed_over() -> None:
    stops = agenda(StepKind.OPENING, StepKind.CLOSING)

    assert passing(stops, next_move(Status.OPEN, stops, 1)) is None


def test_an_open_vote_asks_to_be_closed_wherever_the_workshop_stands() -> None:
    stops = changed(agenda(StepKind.VOTE, StepKind.RESULTS), 1, vote=OPEN)

    move = next_move(Status.OPEN, stops, 2)

    assert move == Move(MoveKind.CLOSE_VOTE, at=2, to=2, vote_at=1)


def test_every_move_leads_elsewhere() -> None:
    stops = agenda(StepKind.VOTE, StepKind.CLOSING)
    opened = changed(stops, 1, vote=OPEN)
    closed = changed(stops, 1, vote=CLOSED)
    begun = changed(closed, 1, revealed=Stage.TURNOUT)
    shown = changed(closed, 1, revealed=Stage.ALL)

    places = [
        whereabouts(Status.DRAFT, stops, None),
        *(whereabouts(Status.OPEN, s, 1) for s in (stops, opened, closed, begun)),
        whereabouts(Status.OPEN, shown, 1),
        whereabouts(Status.OPEN, shown, 2),
        whereabouts(Status.ENDED, shown, 2),
    ]

    assert len(set(places)) == len(places)


def test_before_the_first_step_there_is_none() -> None:
    stops = agenda(StepKind.OPENING, StepKind.BREAK)

    assert [before(stops, at) for at in (1, 2)] == [None, stops[0]]


@pytest.mark.parametrize(
    ("minutes", "late"), [(20, 0), (27, 7), (14, -6), (20.4, 0), (19.6, 0)]
)
def test_the_workshop_knows_how_late_it_is(minutes: float, late: int) -> None:
    stops = agenda(StepKind.OPENING, StepKind.BREAK, StepKind.CLOSING)
    end = NINE + timedelta(minutes=minutes)

    assert minutes_behind(stops, 2, NINE, end) == late


def test_a_step_without_minutes_makes_no_plan() -> None:
    stops = changed(agenda(StepKind.OPENING, StepKind.BREAK), 1, minutes=None)

    assert minutes_behind(stops, 2, NINE, NINE) is None


@pytest.mark.parametrize(
    ("kinds", "waits"),
    [
        ((StepKind.WRITING, StepKind.TABLES), False),
        ((StepKind.TABLES, StepKind.REPORT_BACK), True),
        ((StepKind.WRITING, StepKind.VOTE), True),
        ((StepKind.OPENING, StepKind.WRITING), False),
    ],
)
def test_leaving_the_writing_is_noticed(
    kinds: tuple[StepKind, StepKind], waits: bool
) -> None:
    stops = agenda(*kinds)

    assert waits_for_writing(stops, next_move(Status.OPEN, stops, 1)) is waits


def test_a_step_that_was_skipped_meanwhile_counts_as_the_first() -> None:
    assert place_of(agenda(StepKind.OPENING, StepKind.BREAK), 99) == 0
