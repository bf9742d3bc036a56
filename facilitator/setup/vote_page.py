"""Put the page of a vote together: its form, what the room reads, the preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.errors import NotFoundHere
from facilitator.proposals.models import Proposal
from facilitator.proposals.queries import AxisList, shown_by_axis
from facilitator.setup import vote_words
from facilitator.setup.further_forms import CostsForm, RoundForm, costs_form
from facilitator.setup.vote_forms import VoteForm
from facilitator.setup.vote_look import Look, look_at, wins_usually
from facilitator.voting.cases import Asked, Case, asked, case_of
from facilitator.voting.models import Vote
from facilitator.voting.preparing import settings_of, unsaved_vote
from facilitator.voting.queries import public_result, spec_of, vote_at, votes_of
from facilitator.voting.questions import usual_question
from facilitator.voting.results import Result
from facilitator.voting.rounds import RoundTooEarly, candidates_of
from facilitator.voting.rules import VoteState
from facilitator.voting.settings import VoteSettings
from facilitator.voting.spec import Spec
from facilitator.web.locale import pick
from facilitator.workshops.models import Step, Workshop
from facilitator.workshops.naming import step_name
from facilitator.workshops.queries import step_in
from facilitator.workshops.rules import Status, StepKind


@dataclass(frozen=True)
class Preparing:
    """The vote of a step, prepared already or not; each fact is read at first use."""

    session: Session
    workshop: Workshop
    step: Step
    kept: Vote | None

    @cached_property
    def settings(self) -> VoteSettings:
        """What the vote is set to; before anybody said anything, as it would open."""
        return settings_of(self.kept) if self.kept else VoteSettings()

    @cached_property
    def vote(self) -> Vote:
        """The vote, or what it would be."""
        return self.kept or unsaved_vote(
            self.session, self.workshop.id, self.step.id, self.settings
        )

    @property
    def is_fixed(self) -> bool:
        """Whether it has been opened."""
        return self.vote.state is not VoteState.PREPARED

    @property
    def has_ended(self) -> bool:
        """Whether the workshop is over: no further vote comes."""
        return self.workshop.status is Status.ENDED

    @cached_property
    def lists(self) -> list[AxisList]:
        """What everybody sees, under its axes."""
        return shown_by_axis(self.session, self.workshop.id)

    @property
    def axes(self) -> Sequence[Axis]:
        """The axes of the workshop."""
        return [one.axis for one in self.lists]

    @cached_property
    def look(self) -> Look:
        """What would open now."""
        return look_at(self.session, self.vote, self.axes)

    @property
    def spec(self) -> Spec:
        """What the opening fixed, or would fix."""
        return spec_of(self.vote) if self.is_fixed else self.look.spec

    @property
    def case(self) -> Case:
        """What the vote is for."""
        return case_of(self.settings)

    @property
    def has_costs(self) -> bool:
        """Whether what proposals cost matters: for money, and to break ties."""
        asks = asked(self.settings)
        return Asked.BUDGET in asks or Asked.HARD in asks

    @property
    def on_ballot(self) -> list[Proposal]:
        """The proposals that would be put to the vote, by number."""
        picked, axis_id = self.settings.picked, self.settings.axis_id
        found = [entry.proposal for one in self.lists for entry in one.entries]
        return sorted(
            (
                one
                for one in found
                if (picked is None or one.number in picked)
                and axis_id in (None, one.axis_id)
            ),
            key=lambda one: one.number or 0,
        )

    @cached_property
    def result(self) -> Result | None:
        """The result once the room has seen it."""
        return public_result(self.vote) if self.is_fixed else None

    @property
    def before(self) -> Vote | None:
        """The round before this one."""
        votes = votes_of(self.session, self.workshop.id)
        return next((v for v in votes if v.number == self.vote.follows), None)


def preparing(session: Session, workshop: Workshop, step_id: int) -> Preparing:
    """Return the vote of a step.

    Raises:
        NotFoundHere: the workshop has no such step, or nobody votes at it.
    """
    step = step_in(session, workshop.id, step_id)
    if step.kind is not StepKind.VOTE:
        raise NotFoundHere()
    return Preparing(session, workshop, step, vote_at(session, step.id))


def vote_form(on: Preparing, **given: Any) -> VoteForm:
    """Return the form of a vote that is not open."""
    form = VoteForm(
        on.workshop.languages,
        on.settings,
        axes=[(a.id, f"{a.position}. {pick(a.title).value}") for a in on.axes],
        proposals=[
            (entry.proposal.number or 0, entry.proposal.title)
            for one in on.lists
            for entry in one.entries
        ],
        prefix="vote",
        **given,
    )
    _describe(form, on)
    return form


def _describe(form: VoteForm, on: Preparing) -> None:
    """Say under the fields what stands when they are left empty."""
    usual = on.look.usual
    if "seats" in form:
        form.seats.description = ngettext(
            "Left empty, %(num)d wins, as things stand.",
            "Left empty, %(num)d win, as things stand.",
            wins_usually(on.look) or 0,
        )
    if "most" in form:
        form.most.description = gettext(
            "Left empty: %(number)s, as things stand.", number=usual.most
        )
    form.question.description = gettext(
        "Left empty, the room is asked: %(question)s",
        question=gettext(usual_question(on.settings.method)),
    )


def round_form(on: Preparing, **given: Any) -> RoundForm:
    """Return the form of a second round.

    Raises:
        RoundTooEarly: the room has not seen a result.
    """
    if on.result is None:
        raise RoundTooEarly()
    return RoundForm(candidates_of(on.result), **given)


def context(on: Preparing, sent: FlaskForm | None = None) -> dict[str, Any]:
    """Return what the page of a vote shows; `sent` is a form as it was typed."""
    forms: dict[str, FlaskForm] = {}
    if not on.is_fixed:
        forms["vote"] = vote_form(on, formdata=None)
        forms["costs"] = costs_form(on.on_ballot, formdata=None)
    elif on.result and not on.has_ended:
        forms["round"] = round_form(on, formdata=None)
    kinds = {VoteForm: "vote", CostsForm: "costs", RoundForm: "round"}
    for kind, name in kinds.items():
        if isinstance(sent, kind):
            forms[name] = sent
    return {
        "on": on,
        "workshop": on.workshop,
        "forms": forms,
        "words": vote_words,
        "step_name": step_name,
    }


def stale_parts(before: VoteSettings, after: VoteSettings) -> list[str]:
    """Return the parts of the page that show something else after a change."""
    asks_more = case_of(before) != case_of(after) or asked(before) != asked(after)
    is_on_more = (before.picked, before.axis_id) != (after.picked, after.axis_id)
    parts = {"vote-fields": asks_more, "vote-costs": asks_more or is_on_more}
    return [part for part, is_stale in parts.items() if is_stale]
