"""What the projector shows. Each slide asks only for its own."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy.orm import Session

from facilitator.axes.queries import axes_of, objectives_of
from facilitator.clock import now
from facilitator.participants.queries import count_seats
from facilitator.proposals.queries import shown_by_axis
from facilitator.screen import slides
from facilitator.screen.outcomes import Look, Say, Showing
from facilitator.screen.slides import AxisTexts, Line, Slide
from facilitator.texts import Sentence, Text, in_language
from facilitator.voting.agenda import stops_of, votes_to_show
from facilitator.voting.checks import reconciliation_of
from facilitator.voting.models import Vote
from facilitator.voting.queries import (
    ballots_in,
    is_public,
    result_of,
    valid_tokens,
    vote_at,
)
from facilitator.voting.questions import usual_question
from facilitator.voting.reconciling import Reconciliation
from facilitator.voting.rules import Level, VoteState
from facilitator.voting.showing import shown_of, warnings_of
from facilitator.voting.stages import Stage
from facilitator.voting.stops import Stop, before, whereabouts
from facilitator.voting.telling import Told
from facilitator.workshops.models import Step, Workshop
from facilitator.workshops.queries import next_steps_of, progress_of
from facilitator.workshops.rules import Status, StepKind
from facilitator.workshops.timing import Timing, timing_of

PICTURES: dict[StepKind, str] = {
    StepKind.RECEPTION: "lobby",
    StepKind.OPENING: "title",
    StepKind.PRESENTATION: "axes",
    StepKind.WRITING: "writing",
    StepKind.TABLES: "proposals",
    StepKind.REPORT_BACK: "proposals",
    StepKind.MERGING: "proposals",
    StepKind.DISCUSSION: "proposals",
    StepKind.VOTE: "vote",
    StepKind.RESULTS: "results",
    StepKind.CLOSING: "closing",
    StepKind.BREAK: "pause",
    StepKind.FREE: "title",
}
TIMED = frozenset({StepKind.WRITING, StepKind.TABLES, StepKind.VOTE, StepKind.BREAK})


class Screen:
    """A workshop as the room sees it; each fact is read at first use."""

    def __init__(self, session: Session, workshop: Workshop) -> None:
        self._session = session
        self.workshop = workshop

    @cached_property
    def step(self) -> Step | None:
        """The current step."""
        progress = progress_of(self._session, self.workshop.id)
        return progress.step if progress else None

    @property
    def here(self) -> str:
        """Where the workshop stands, as a clicker's press says it back."""
        at = self.step.id if self.step else None
        return whereabouts(self.workshop.status, self._stops, at)

    @property
    def before(self) -> int | None:
        """The id of the step before, None at the first."""
        stop = before(self._stops, self.step.id) if self.step else None
        return stop.id if stop else None

    @cached_property
    def picture(self) -> str:
        """The name of the picture to show."""
        if self.workshop.status is Status.ENDED:
            return "closing"
        if self.step is None:
            return "title"
        return self._picture_of(self.step.kind)

    @property
    def clock(self) -> Timing | None:
        """The timer, at the steps where everybody works against it."""
        if self.step is None or self.step.kind not in TIMED:
            return None
        return timing_of(progress_of(self._session, self.workshop.id), now())

    @cached_property
    def people(self) -> int:
        """How many joined by phone."""
        return count_seats(self._session, self.workshop.id)

    @cached_property
    def vote(self) -> Vote | None:
        """The vote of the current step."""
        return vote_at(self._session, self.step.id) if self.step else None

    @cached_property
    def voted(self) -> int:
        """How many have voted. Never what."""
        return ballots_in(self._session, self.vote.id) if self.vote else 0

    @cached_property
    def voters(self) -> int:
        """How many could vote: people in, or slips that are out."""
        if self.vote is None or self.vote.level is Level.OPEN:
            return self.people
        return valid_tokens(self._session, self.vote)

    @cached_property
    def closed(self) -> Vote | None:
        """The closed vote whose result comes next."""
        if self.vote and self.vote.state is VoteState.CLOSED:
            return self.vote
        step = self.step.id if self.step else 0
        waiting = votes_to_show(self._session, self.workshop.id, step)
        return next((vote for vote in waiting if not vote.revealed), None)

    @property
    def reconciliation(self) -> Reconciliation | None:
        """How the ballots of `closed` agree with its slips."""
        if self.closed is None or self.closed.level is Level.OPEN:
            return None
        return reconciliation_of(self._session, self.closed)

    @cached_property
    def results(self) -> list[Vote]:
        """The votes of this step whose results are shown.

        While one is shown stage by stage it has the screen to itself.
        """
        if self.step is None:
            return []
        votes = votes_to_show(self._session, self.workshop.id, self.step.id)
        begun = [vote for vote in votes if Stage.HIDDEN < vote.revealed < Stage.ALL]
        return begun[:1] or [vote for vote in votes if is_public(vote)]

    def looks(self, vote: Vote, say: Say) -> list[Look]:
        """Return the slides of a result, as far as it is revealed."""
        stage = Stage(vote.revealed)
        shown = shown_of(self._session, vote)
        showing = Showing(
            Told(result_of(vote)),
            stage,
            say,
            question=self.text(vote.question).value
            or say(Sentence(usual_question(vote.method))),
            rounds=shown.rounds if shown else (),
            reasons=[one.text for one in shown.reasons] if shown else (),
            warnings=warnings_of(self._session, vote),
        )
        return showing.looks()

    @property
    def waits_for_results(self) -> bool:
        """Whether a closed vote of this step is still to be shown."""
        if self.step is None:
            return False
        shown = votes_to_show(self._session, self.workshop.id, self.step.id)
        return bool(shown) or bool(self.vote and self.vote.state is VoteState.CLOSED)

    @cached_property
    def axes(self) -> Sequence[AxisTexts]:
        """The axes in the projector's language, numbered in their order."""
        objectives = objectives_of(self._session, self.workshop.id)
        return [
            AxisTexts(
                axis.position,
                axis.colour,
                self.text(axis.title),
                self.text(axis.question),
                [self.text(one.text) for one in objectives.get(axis.id, [])],
            )
            for axis in axes_of(self._session, self.workshop.id)
        ]

    @cached_property
    def proposals(self) -> list[Slide]:
        """The proposals that everybody sees, by axis."""
        under = {
            found.axis.position: [
                Line(entry.title, entry.proposal.number, found.axis.colour)
                for entry in found.entries
            ]
            for found in shown_by_axis(self._session, self.workshop.id)
        }
        return slides.by_axis(self.axes, under)

    @property
    def overview(self) -> list[Slide]:
        """The axes and what they aim at."""
        return slides.overview(self.axes)

    @property
    def questions(self) -> list[Slide]:
        """What people are asked to write about."""
        return slides.questions(self.axes)

    @property
    def mandate(self) -> list[Slide]:
        """What the vote decides and what not."""
        text = self.text(self.workshop.mandate)
        return slides.statement(text, room=3) if text else []

    @property
    def next_steps(self) -> list[Slide]:
        """What follows the workshop."""
        found = next_steps_of(self._session, self.workshop.id)
        return slides.listed([self.text(step.text) for step in found])

    @property
    def closing_words(self) -> list[Slide]:
        """What the organiser says at the end."""
        text = self.text(self.workshop.closing_words)
        return slides.statement(text) if text else []

    def text(self, texts: Mapping[str, str]) -> Text:
        """Return a text in the projector's language, or in another that it has."""
        return in_language(texts, self.workshop.main_language, self.workshop.languages)

    @cached_property
    def _stops(self) -> Sequence[Stop]:
        return stops_of(self._session, self.workshop.id)

    def _picture_of(self, kind: StepKind) -> str:
        picture = PICTURES[kind]
        state = self.vote.state if picture == "vote" and self.vote else None
        if picture == "vote" and state is not VoteState.OPEN:
            picture = "results" if state is VoteState.CLOSED else "title"
        if picture == "results" and not self.results:
            return "closed" if self.waits_for_results else "title"
        if picture == "proposals" and not self.proposals:
            return "writing" if kind is StepKind.TABLES else "axes"
        return picture
