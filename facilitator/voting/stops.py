"""The stops of a workshop on its way, and whose results each of them shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.voting.rules import VoteState
from facilitator.voting.stages import Stage
from facilitator.workshops.rules import Status, StepKind


@dataclass(frozen=True)
class Stop:
    """A step of the agenda that is not skipped, and the vote that is taken there.

    `revealed` is the `Stage` up to which the vote's result was shown.
    """

    id: int
    kind: StepKind
    minutes: int | None = None
    vote: VoteState | None = None
    revealed: int = Stage.HIDDEN


def place_of(stops: Sequence[Stop], step_id: int | None) -> int:
    """Return the index of a step, 0 when it is not in the agenda."""
    return next((i for i, stop in enumerate(stops) if stop.id == step_id), 0)


def results_follow(stops: Sequence[Stop], here: int) -> bool:
    """Whether a step for results comes after the one at index `here`."""
    return any(stop.kind is StepKind.RESULTS for stop in stops[here + 1 :])


def votes_shown_at(stops: Sequence[Stop], here: int) -> list[Stop]:
    """Return the steps whose votes' results belong to the step at index `here`.

    At a step for results: those since the step for results before. At the step of
    a vote after which no step for results follows: its own.
    """
    if stops[here].kind is StepKind.VOTE:
        return [] if results_follow(stops, here) else [stops[here]]
    if stops[here].kind is not StepKind.RESULTS:
        return []
    votes: list[Stop] = []
    for stop in reversed(stops[:here]):
        if stop.kind is StepKind.RESULTS:
            break
        if stop.kind is StepKind.VOTE:
            votes.insert(0, stop)
    return votes


def before(stops: Sequence[Stop], step_id: int | None) -> Stop | None:
    """Return the stop before a step, None at the first."""
    here = place_of(stops, step_id)
    return stops[here - 1] if here else None


def whereabouts(status: Status, stops: Sequence[Stop], step_id: int | None) -> str:
    """Return in one word where a workshop stands.

    A button says it back, so that a second tap, or a second facilitator's, finds
    the move made and makes no other.
    """
    made = sum(_PASSED[stop.vote] + stop.revealed for stop in stops if stop.vote)
    return f"{status}.{step_id or 0}.{made}"


_PASSED = {VoteState.PREPARED: 0, VoteState.OPEN: 1, VoteState.CLOSED: 2}
