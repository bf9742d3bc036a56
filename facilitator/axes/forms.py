"""What the organiser says of an axis."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice

from facilitator.axes.rules import (
    COLOUR_NAMES,
    LED_BY_LIMIT,
    MAX_OBJECTIVES,
    OBJECTIVE_LIMIT,
    QUESTION_LIMIT,
    TITLE_LIMIT,
    AxisText,
)
from facilitator.web.fields import Limit, LimitLines, LineField, LongLineField
from facilitator.web.forms import TextsForm
from facilitator.web.texts_field import TextListsField, TextsField


class NewAxisForm(TextsForm):
    """A title is all that an axis needs."""

    required = ("title",)

    title = TextsField(_("New axis"), each=LineField(validators=[Limit(TITLE_LIMIT)]))


class AxisForm(TextsForm):
    """Everything that an axis says."""

    required = ("title",)

    title = TextsField(_("Title"), each=LongLineField(validators=[Limit(TITLE_LIMIT)]))
    objectives = TextListsField(
        _("Objectives"),
        description=_("One objective a line, in the same order in each language."),
        validators=[LimitLines(MAX_OBJECTIVES, each=OBJECTIVE_LIMIT)],
    )
    question = TextsField(
        _("Question put to the tables"),
        each=LongLineField(validators=[Limit(QUESTION_LIMIT)]),
    )
    led_by = TextsField(_("Led by"), each=LineField(validators=[Limit(LED_BY_LIMIT)]))
    colour = RadioField(_("Colour"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colour.choices = [
            SelectChoice(str(number), gettext(name))
            for number, name in enumerate(COLOUR_NAMES, 1)
        ]

    def text(self) -> AxisText:
        """Return what the axis shall say."""
        return AxisText(
            title=self.title.data,
            question=self.question.data,
            led_by=self.led_by.data,
            objectives=self.objectives.data,
        )
