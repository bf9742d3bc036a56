"""A new workshop, and the rows of the set-up page: each is a small form."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
)
from wtforms.widgets import EmailInput

from facilitator.axes.rules import MAX_AXES
from facilitator.axes.rules import TITLE_LIMIT as AXIS_LIMIT
from facilitator.participants.categories import (
    CATEGORY_NAMES,
    MOST_PEOPLE,
    ROLE_LIMIT,
)
from facilitator.texts import LANGUAGES, OWN_NAMES
from facilitator.web.date_fields import PartialDateField
from facilitator.web.fields import (
    Limit,
    LimitLines,
    LineField,
    LinesField,
    LongLineField,
    NumberField,
    Required,
)
from facilitator.web.forms import TextsForm
from facilitator.web.texts_field import TextsField
from facilitator.workshops.rules import (
    LONGEST_STEP,
    NEXT_STEP_LIMIT,
    ORGANISER_LIMIT,
    STEP_NAMES,
    STEP_TITLE_LIMIT,
    TITLE_LIMIT,
    Template,
)


class NewWorkshopForm(FlaskForm):
    """What a workshop needs to begin with; all of it can be changed later."""

    title = LongLineField(_("Title"), validators=[Required(), Limit(TITLE_LIMIT)])
    organiser = LineField(
        _("Organiser"),
        description=_("For example the commune."),
        validators=[Limit(ORGANISER_LIMIT)],
    )
    axes = LinesField(
        _("Priority axes"),
        description=_("One axis a line. You can also add them later."),
        validators=[LimitLines(MAX_AXES, each=AXIS_LIMIT)],
    )
    template = SelectField(_("Begin with"), validators=[Required()])
    main_language = RadioField(
        _("Main language"),
        choices=[SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES],
    )
    languages = SelectMultipleField(
        _("Languages offered to participants"),
        choices=[SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES],
    )

    def __init__(self, copies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """Offer the templates, and copies of workshops given as (code, title)."""
        super().__init__(**kwargs)
        self.template.choices = [
            SelectChoice(Template.OPENNESS, gettext("Openness workshop, half a day")),
            SelectChoice(Template.BLANK, gettext("An almost empty agenda")),
            *(
                SelectChoice(code, title, optgroup=gettext("A copy of"))
                for code, title in copies
            ),
        ]


class RehearsalForm(FlaskForm):
    """What is rehearsed: invented content, or a copy of a workshop."""

    source = SelectField(_("What to rehearse"))

    def __init__(self, copies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """Offer invented content, and workshops given as (code, title)."""
        super().__init__(**kwargs)
        self.source.choices = [
            SelectChoice("invented", gettext("An invented workshop")),
            *(
                SelectChoice(code, title, optgroup=gettext("A copy of"))
                for code, title in copies
            ),
        ]


class PlaceForm(FlaskForm):
    """One place up or down."""

    by = SelectField(
        choices=[SelectChoice("-1", "-1"), SelectChoice("1", "1")], coerce=int
    )


class ButtonForm(FlaskForm):
    """A button and nothing else."""


class NewStepForm(FlaskForm):
    """The kind of a new item of the agenda."""

    kind = SelectField(_("New step"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = [
            SelectChoice(kind.value, gettext(name)) for kind, name in STEP_NAMES.items()
        ]


class StepForm(TextsForm):
    """How a step is called, and how long it is planned to take."""

    title = TextsField(
        _("Name"),
        description=_("Left empty, the step has the name of its kind."),
        each=LineField(validators=[Limit(STEP_TITLE_LIMIT)]),
    )
    minutes = NumberField(_("Planned minutes"), least=1, most=LONGEST_STEP)


class PresenceForm(TextsForm):
    """People of one role, counted or not."""

    required = ("role",)

    role = TextsField(_("Role"), each=LongLineField(validators=[Limit(ROLE_LIMIT)]))
    category = SelectField(_("Category"))
    count = NumberField(
        _("How many"),
        description=_("Left empty: not recorded."),
        least=0,
        most=MOST_PEOPLE,
    )

    def __init__(self, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(languages, **kwargs)
        self.category.choices = [
            SelectChoice(str(key), gettext(name))
            for key, name in CATEGORY_NAMES.items()
        ]


class NextStepForm(TextsForm):
    """What follows the workshop, and when."""

    required = ("text",)

    text = TextsField(
        _("What"), each=LongLineField(validators=[Limit(NEXT_STEP_LIMIT)])
    )
    due = PartialDateField(_("Due"))


class ShareForm(FlaskForm):
    """With whom a workshop is shared."""

    email = LineField(
        _("E-mail address of a facilitator"),
        validators=[Required(), Limit(254)],
        widget=EmailInput(),
    )
