"""What comes next: one button leads through the whole workshop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from facilitator.errors import N_
from facilitator.voting.rules import VoteState
from facilitator.voting.stages import NEXT, Stage, following
from facilitator.voting.stops import Stop, place_of, results_follow, votes_shown_at
from facilitator.workshops.rules import Activity, Status, StepKind, allowed


class MoveKind(StrEnum):
    """What the one button does."""

    OPEN_WORKSHOP = "open-workshop"
    GO_ON = "go-on"
    OPEN_VOTE = "open-vote"
    CLOSE_VOTE = "close-vote"
    SHOW_RESULTS = "show-results"
    END_WORKSHOP = "end-workshop"
    REPORT = "report"


LABELS: dict[MoveKind, str] = {
    MoveKind.OPEN_WORKSHOP: N_("Open the workshop"),
    MoveKind.GO_ON: N_("Go on to: %(step)s"),
    MoveKind.OPEN_VOTE: N_("Open the vote"),
    MoveKind.CLOSE_VOTE: N_("Close the vote"),
    MoveKind.END_WORKSHOP: N_("End the workshop"),
    MoveKind.REPORT: N_("Report"),
}


@dataclass(frozen=True)
class Move:
    """The next thing to do at the step `at`.

    `to` is the step to which it leads, `vote_at` the one whose vote it is about,
    `stage` what of its result is shown next.
    """

    kind: MoveKind
    at: int | None = None
    to: int | None = None
    vote_at: int | None = None
    stage: Stage | None = None

    @property
    def label(self) -> str:
        """The message that names it; of GO_ON with the placeholder ``step``."""
        return NEXT[self.stage] if self.stage else LABELS[self.kind]


def next_move(status: Status, stops: Sequence[Stop], current: int | None) -> Move:
    """Return what the one button does now.

    `current` is the id of the step at which the workshop stands. A vote is opened
    by going to its step; closing it goes on when a step for results follows; its
    results are shown there, else where it was taken.
    """
    if status is Status.DRAFT:
        return Move(MoveKind.OPEN_WORKSHOP, to=stops[0].id if stops else None)
    if status is Status.ENDED:
        return Move(MoveKind.REPORT)
    here = place_of(stops, current)
    return _for_a_vote(stops, here) or _onward(stops, here)


def passing(stops: Sequence[Stop], move: Move) -> Stop | None:
    """Return the step to go to instead of opening the vote of `move`.

    Beyond the step for its results, when there is nothing else to be shown at it.
    """
    if move.kind is not MoveKind.OPEN_VOTE:
        return None
    here = place_of(stops, move.vote_at)
    for index in range(here + 1, len(stops)):
        if stops[index].kind is not StepKind.RESULTS or _closed(stops, index):
            return stops[index]
    return None


def minutes_behind(
    stops: Sequence[Stop], current: int | None, opened: datetime, end: datetime
) -> int | None:
    """Return by how many whole minutes the current step ends late; early below 0.

    `end` is when it ends as things stand. None when a step until here has no
    planned minutes. The plan begins when the workshop was opened.
    """
    here = place_of(stops, current)
    planned = [stop.minutes for stop in stops[: here + 1]]
    if not planned or None in planned:
        return None
    seconds = (end - opened).total_seconds() - 60 * sum(m for m in planned if m)
    return round(seconds / 60)


def waits_for_writing(stops: Sequence[Stop], move: Move) -> bool:
    """Whether `move` leaves a step at which people write for one where they do not."""
    by_id = {stop.id: stop.kind for stop in stops}
    writing = Activity.PROPOSE in allowed(by_id.get(move.at or 0))
    return writing and Activity.PROPOSE not in allowed(by_id.get(move.to or 0))


def _for_a_vote(stops: Sequence[Stop], here: int) -> Move | None:
    """Return the move that an open vote, or one not yet shown, asks for."""
    if not stops:
        return None
    at = stops[here].id
    running = next((stop for stop in stops if stop.vote is VoteState.OPEN), None)
    if running:
        place = place_of(stops, running.id)
        onward = stops[place + 1].id if results_follow(stops, place) else running.id
        return Move(MoveKind.CLOSE_VOTE, at, onward, running.id)
    if stops[here].vote is VoteState.PREPARED:
        return Move(MoveKind.OPEN_VOTE, at, at, at)
    for stop in votes_shown_at(stops, here):
        if stop.vote is VoteState.CLOSED and stop.revealed < Stage.ALL:
            following_stage = following(stop.revealed)
            return Move(MoveKind.SHOW_RESULTS, at, at, stop.id, following_stage)
    return None


def _onward(stops: Sequence[Stop], here: int) -> Move:
    at = stops[here].id if stops else None
    if here + 1 >= len(stops):
        return Move(MoveKind.END_WORKSHOP, at)
    following = stops[here + 1]
    if following.vote is VoteState.PREPARED:
        return Move(MoveKind.OPEN_VOTE, at, following.id, following.id)
    return Move(MoveKind.GO_ON, at, following.id)


def _closed(stops: Sequence[Stop], here: int) -> bool:
    return any(s.vote is VoteState.CLOSED for s in votes_shown_at(stops, here))
