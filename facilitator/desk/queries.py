"""What the control room shows. Each part of the page asks only for its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.clock import now
from facilitator.desk.rules import (
    Move,
    MoveKind,
    minutes_behind,
    next_move,
    passing,
    waits_for_writing,
)
from facilitator.participants.queries import count_seats
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import (
    Entry,
    count_writing,
    held,
    hidden,
    shown_by_axis,
)
from facilitator.proposals.rules import State
from facilitator.robots.queries import Standing, standing_of
from facilitator.slips.queries import count_slips
from facilitator.slips.rules import SlipState
from facilitator.voting.agenda import stops_of, votes_to_show
from facilitator.voting.checks import reconciliation_of
from facilitator.voting.models import Vote
from facilitator.voting.paper import count_pending
from facilitator.voting.queries import (
    ballots_in,
    is_public,
    spec_of,
    valid_tokens,
    vote_at,
)
from facilitator.voting.reconciling import Reconciliation
from facilitator.voting.rules import Level, Method, VoteState
from facilitator.voting.stops import Stop, before, whereabouts
from facilitator.workshops.acts import latest_acts
from facilitator.workshops.models import Act, Progress, Step, Workshop
from facilitator.workshops.queries import progress_of, steps_of
from facilitator.workshops.timing import Timing, timing_of


@dataclass(frozen=True)
class Ballots:
    """How many have voted of how many who could. Never what."""

    voted: int
    people: int

    @property
    def missing(self) -> int:
        """How many have not."""
        return max(0, self.people - self.voted)


@dataclass(frozen=True)
class ComingResult:
    """The vote whose result is shown next."""

    vote: Vote

    @property
    def dice_are_missing(self) -> bool:
        """Whether dice were promised, and nothing is shown or rolled yet."""
        has_dice = spec_of(self.vote).terms.dice
        return has_dice and self.vote.dice is None and not self.vote.revealed

    @property
    def has_more(self) -> bool:
        """Whether there is something to do before it is shown."""
        return self.vote.method is Method.CONSENT or spec_of(self.vote).terms.dice


class Desk:
    """A workshop as its control room shows it; each fact is read at first use."""

    def __init__(self, session: Session, workshop: Workshop) -> None:
        self._session = session
        self.workshop = workshop

    @cached_property
    def steps(self) -> Sequence[Step]:
        """The whole agenda, skipped steps too."""
        return steps_of(self._session, self.workshop.id)

    @cached_property
    def stops(self) -> Sequence[Stop]:
        """The agenda as the workshop will run it."""
        return stops_of(self._session, self.workshop.id)

    @cached_property
    def progress(self) -> Progress | None:
        """Where the workshop stands."""
        return progress_of(self._session, self.workshop.id)

    @property
    def step(self) -> Step | None:
        """The current step."""
        return self.progress.step if self.progress else None

    @cached_property
    def move(self) -> Move:
        """What the one button does now."""
        return next_move(self.workshop.status, self.stops, self._at)

    @property
    def here(self) -> str:
        """Where the workshop stands, as the one button says it back."""
        return whereabouts(self.workshop.status, self.stops, self._at)

    @property
    def goal(self) -> Step | None:
        """The step to which the button leads."""
        return self._step(self.move.to)

    @property
    def back(self) -> Step | None:
        """The step before, to which the workshop can return."""
        stop = before(self.stops, self._at)
        return self._step(stop.id) if stop and not self.open_vote else None

    @property
    def beyond(self) -> Step | None:
        """The step to go to without opening the vote that comes now."""
        stop = passing(self.stops, self.move)
        return self._step(stop.id) if stop else None

    @cached_property
    def people(self) -> int:
        """How many joined by phone."""
        return count_seats(self._session, self.workshop.id)

    @cached_property
    def writing(self) -> int:
        """How many have a draft that they have not sent."""
        return count_writing(self._session, self.workshop.id)

    @property
    def leaves_writing(self) -> bool:
        """Whether those who still write would be cut short by the next move."""
        return waits_for_writing(self.stops, self.move)

    @cached_property
    def open_vote(self) -> Vote | None:
        """The vote that is running."""
        return self._session.scalar(
            select(Vote).where(
                Vote.workshop_id == self.workshop.id, Vote.state == VoteState.OPEN
            )
        )

    @cached_property
    def ballots(self) -> Ballots | None:
        """How many have voted in the vote that is running."""
        if self.open_vote is None:
            return None
        people = self.people
        if self.open_vote.level is not Level.OPEN:
            people = valid_tokens(self._session, self.open_vote)
        return Ballots(ballots_in(self._session, self.open_vote.id), people)

    @cached_property
    def slip_vote(self) -> Vote | None:
        """The vote that the button is about, when it takes voting slips."""
        vote = vote_at(self._session, self.move.vote_at or 0)
        return vote if vote and vote.level is not Level.OPEN else None

    @cached_property
    def slips(self) -> dict[SlipState, int]:
        """How many voting slips are where."""
        return count_slips(self._session, self.workshop.id)

    @cached_property
    def reconciliation(self) -> Reconciliation | None:
        """How the ballots of `slip_vote` agree with its slips; None until its close."""
        if self.slip_vote is None:
            return None
        return reconciliation_of(self._session, self.slip_vote)

    @property
    def coming_result(self) -> ComingResult | None:
        """The vote whose result the button shows next."""
        if self.move.kind is not MoveKind.SHOW_RESULTS:
            return None
        vote = vote_at(self._session, self.move.vote_at or 0)
        return ComingResult(vote) if vote else None

    @cached_property
    def typed_once(self) -> int:
        """How many papers of the vote that is running wait for a second typing."""
        return count_pending(self._session, self.open_vote.id) if self.open_vote else 0

    @cached_property
    def closed_votes(self) -> list[Vote]:
        """The votes whose results the current step is for."""
        if self.progress is None:
            return []
        return votes_to_show(self._session, self.workshop.id, self.progress.step_id)

    @property
    def shown_votes(self) -> list[Vote]:
        """Those of them whose results the room has seen whole."""
        return [vote for vote in self.closed_votes if is_public(vote)]

    @cached_property
    def counts(self) -> dict[State, int]:
        """How many proposals stand where; drafts are nobody's business."""
        rows = self._session.execute(
            select(Proposal.state, func.count())
            .where(
                Proposal.workshop_id == self.workshop.id,
                Proposal.state != State.DRAFT,
            )
            .group_by(Proposal.state)
        )
        return {row.state: row[1] for row in rows}

    @cached_property
    def held(self) -> list[Entry]:
        """What waits for the facilitator, the longest first."""
        return held(self._session, self.workshop.id)

    @cached_property
    def others(self) -> list[Entry]:
        """Every other proposal, shown or hidden, the newest first."""
        by_axis = shown_by_axis(self._session, self.workshop.id)
        found = [entry for axis in by_axis for entry in axis.entries]
        found += hidden(self._session, self.workshop.id)
        return sorted(found, key=lambda entry: -(entry.proposal.number or 0))

    @cached_property
    def robots(self) -> Standing:
        """How a rehearsal stands with its robots."""
        return standing_of(self._session, self.workshop)

    @cached_property
    def acts(self) -> Sequence[Act]:
        """The last acts of staff that were not undone, the newest first."""
        return latest_acts(self._session, self.workshop.id)

    def behind(self) -> int | None:
        """Return by how many minutes the workshop is late; early below 0."""
        opened, progress = self.workshop.opened_at, self.progress
        if progress is None or opened is None or self.is_over:
            return None
        planned = timedelta(minutes=progress.step.minutes or 0)
        end = progress.ends_at or progress.entered_at + planned
        if progress.paused_at:
            end += now() - progress.paused_at
        end = max(end, now())
        return minutes_behind(self.stops, progress.step_id, opened, end)

    @property
    def is_over(self) -> bool:
        """Whether the workshop has ended."""
        return self.move.kind is MoveKind.REPORT

    @property
    def clock(self) -> Timing | None:
        """The timer of the current step."""
        return timing_of(self.progress, now())

    @cached_property
    def votable(self) -> int:
        """How many proposals the vote that comes now would have."""
        vote = vote_at(self._session, self.move.vote_at or 0)
        found = select(func.count()).where(
            Proposal.workshop_id == self.workshop.id, Proposal.state == State.SHOWN
        )
        if vote and vote.axis_id:
            found = found.where(Proposal.axis_id == vote.axis_id)
        if vote and vote.picked is not None:
            found = found.where(Proposal.number.in_(vote.picked))
        return self._session.scalar(found) or 0

    @property
    def _at(self) -> int | None:
        return self.progress.step_id if self.progress else None

    def _step(self, step_id: int | None) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)
