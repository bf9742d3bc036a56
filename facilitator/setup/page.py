"""Put the set-up page together: every form as kept, the one sent as it was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_wtf import FlaskForm
from markupsafe import Markup
from sqlalchemy.orm import Session

from facilitator.axes.forms import AxisForm, NewAxisForm
from facilitator.axes.models import Axis, AxisObjective
from facilitator.axes.queries import axes_of, objectives_of
from facilitator.participants.attendance import attendance_of
from facilitator.participants.categories import Category
from facilitator.participants.models import Attendance
from facilitator.setup import vote_words
from facilitator.setup.actions import removal_to_undo
from facilitator.setup.census import CensusForm, shares_kept
from facilitator.setup.forms import (
    NewStepForm,
    NextStepForm,
    PresenceForm,
    ShareForm,
    StepForm,
)
from facilitator.voting.cases import Case, case_of
from facilitator.voting.preparing import settings_of
from facilitator.voting.queries import votes_of
from facilitator.voting.rules import VoteState
from facilitator.voting.settings import VoteSettings
from facilitator.web.forms import TextsForm
from facilitator.web.locale import shown
from facilitator.web.transaction import db
from facilitator.workshops.forms import (
    AboutForm,
    ClosingForm,
    LanguagesForm,
    MandateForm,
    NoticeForm,
    PartnersForm,
    ReviewForm,
    WifiForm,
)
from facilitator.workshops.models import Act, NextStep, Step, Workshop
from facilitator.workshops.naming import name_of_step, step_name
from facilitator.workshops.queries import (
    members_of,
    next_steps_of,
    partners_of,
    progress_of,
    steps_of,
)
from facilitator.workshops.rules import StepKind

SECTIONS: dict[str, type[TextsForm]] = {
    "about": AboutForm,
    "languages": LanguagesForm,
    "wifi": WifiForm,
    "mandate": MandateForm,
    "review": ReviewForm,
    "notice": NoticeForm,
    "partners": PartnersForm,
    "census": CensusForm,
    "closing": ClosingForm,
}


@dataclass(frozen=True)
class AxisRow:
    """An axis and its form."""

    axis: Axis
    form: FlaskForm


@dataclass(frozen=True)
class StepRow:
    """A step of the agenda and its form."""

    step: Step
    form: FlaskForm
    is_current: bool


@dataclass(frozen=True)
class VoteRow:
    """The vote of a step: what it is for, and who may vote."""

    step: Step
    state: VoteState
    settings: VoteSettings

    @property
    def case(self) -> Case:
        """What it is for."""
        return case_of(self.settings)


@dataclass(frozen=True)
class PresenceRow:
    """People of one role."""

    attendance: Attendance
    form: FlaskForm


@dataclass(frozen=True)
class NextStepRow:
    """One of what follows."""

    next_step: NextStep
    form: FlaskForm


def section_form(name: str, workshop: Workshop, **given: Any) -> TextsForm:
    """Return the form of a section that says something of the whole workshop."""
    kept: dict[str, Any] = {}
    if name == "partners":
        kept["partners"] = [p.name for p in partners_of(db(), workshop.id)]
    elif name == "review":
        kept["review"] = "held" if workshop.reviewed else "shown"
    elif name == "census":
        kept = shares_kept(workshop.census or {})
    return SECTIONS[name](
        workshop.languages, obj=workshop, data=kept, prefix=name, **given
    )


def new_axis_form(workshop: Workshop, **given: Any) -> NewAxisForm:
    """Return the form for one more axis, in the main language."""
    return NewAxisForm(workshop.languages, prefix="new-axis", **given)


def axis_form(
    workshop: Workshop, axis: Axis, objectives: Sequence[AxisObjective], **given: Any
) -> AxisForm:
    """Return the form of an axis."""
    return AxisForm(
        workshop.languages,
        obj=axis,
        data={"objectives": [objective.text for objective in objectives]},
        prefix=f"axis-{axis.id}",
        **given,
    )


def new_step_form(**given: Any) -> NewStepForm:
    """Return the form for one more step."""
    return NewStepForm(prefix="new-step", data={"kind": StepKind.DISCUSSION}, **given)


def step_form(workshop: Workshop, step: Step, **given: Any) -> StepForm:
    """Return the form of a step."""
    return StepForm(workshop.languages, obj=step, prefix=f"step-{step.id}", **given)


def presence_form(
    workshop: Workshop, row: Attendance | None = None, **given: Any
) -> PresenceForm:
    """Return the form of a role, of a new one without `row`."""
    prefix = f"presence-{row.id}" if row else "new-presence"
    kept = {} if row else {"category": Category.ELECTED}
    return PresenceForm(workshop.languages, obj=row, data=kept, prefix=prefix, **given)


def next_step_form(
    workshop: Workshop, row: NextStep | None = None, **given: Any
) -> NextStepForm:
    """Return the form of what follows, of something new without `row`."""
    prefix = f"next-{row.id}" if row else "new-next"
    return NextStepForm(workshop.languages, obj=row, prefix=prefix, **given)


def share_form(**given: Any) -> ShareForm:
    """Return the form for sharing."""
    return ShareForm(prefix="share", **given)


def setup_page(workshop: Workshop, sent: FlaskForm | None = None) -> str:
    """Render the whole page; `sent` is the form to show as it was typed."""
    session = db()
    forms = _Forms(workshop, sent)
    axes = axes_of(session, workshop.id)
    steps = steps_of(session, workshop.id)
    removal = removal_to_undo(session, workshop.id)
    return render_template(
        "setup/page.html",
        workshop=workshop,
        forms={name: forms.section(name) for name in SECTIONS},
        axes=forms.axes(session, axes),
        new_axis=forms.as_sent(new_axis_form(workshop, formdata=None)),
        steps=forms.steps(session, steps),
        new_step=forms.as_sent(new_step_form(formdata=None)),
        words=vote_words,
        votes=vote_rows(session, workshop.id, steps),
        presences=forms.presences(session),
        new_presence=forms.as_sent(presence_form(workshop, formdata=None)),
        next_steps=forms.next_steps(session),
        new_next_step=forms.as_sent(next_step_form(workshop, formdata=None)),
        members=members_of(session, workshop.id),
        share=forms.as_sent(share_form(formdata=None)),
        minutes=sum(step.minutes or 0 for step in steps if not step.skipped),
        removal=removal,
        removed_name=_removed(removal) if removal else None,
        step_name=step_name,
    )


def vote_rows(
    session: Session, workshop_id: int, steps: Sequence[Step]
) -> list[VoteRow]:
    """Return a row for every step at which people vote, prepared already or not."""
    votes = {vote.step_id: vote for vote in votes_of(session, workshop_id)}
    rows = []
    for step in steps:
        if step.kind is StepKind.VOTE:
            vote = votes.get(step.id)
            state = vote.state if vote else VoteState.PREPARED
            settings = settings_of(vote) if vote else VoteSettings()
            rows.append(VoteRow(step, state, settings))
    return rows


def _removed(act: Act) -> Markup:
    """Return the name of the axis or the step that an act removed."""
    kind = act.details.get("step_kind")
    title = act.details["title"]
    return name_of_step(title, StepKind(kind)) if kind else shown(title)


class _Forms:
    """The forms of one page."""

    def __init__(self, workshop: Workshop, sent: FlaskForm | None) -> None:
        self._workshop = workshop
        self._sent = sent

    def as_sent(self, form: FlaskForm) -> FlaskForm:
        """Return the form that was sent in place of the same one as kept."""
        same = self._sent is not None and self._sent._prefix == form._prefix
        return self._sent if same else form

    def section(self, name: str) -> FlaskForm:
        """Return the form of a section."""
        return self.as_sent(section_form(name, self._workshop, formdata=None))

    def axes(self, session: Session, axes: Sequence[Axis]) -> list[AxisRow]:
        """Return the rows of the axes."""
        found = objectives_of(session, self._workshop.id)
        return [
            AxisRow(
                axis,
                self.as_sent(
                    axis_form(
                        self._workshop, axis, found.get(axis.id, ()), formdata=None
                    )
                ),
            )
            for axis in axes
        ]

    def steps(self, session: Session, steps: Sequence[Step]) -> list[StepRow]:
        """Return the rows of the agenda."""
        progress = progress_of(session, self._workshop.id)
        current = progress.step_id if progress else None
        return [
            StepRow(
                step,
                self.as_sent(step_form(self._workshop, step, formdata=None)),
                is_current=step.id == current,
            )
            for step in steps
        ]

    def presences(self, session: Session) -> list[PresenceRow]:
        """Return the rows of the people present."""
        return [
            PresenceRow(
                row, self.as_sent(presence_form(self._workshop, row, formdata=None))
            )
            for row in attendance_of(session, self._workshop.id)
        ]

    def next_steps(self, session: Session) -> list[NextStepRow]:
        """Return the rows of what follows."""
        return [
            NextStepRow(
                row, self.as_sent(next_step_form(self._workshop, row, formdata=None))
            )
            for row in next_steps_of(session, self._workshop.id)
        ]
