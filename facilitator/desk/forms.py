"""What the control room's buttons send."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, Form, IntegerField, StringField
from wtforms.validators import (
    AnyOf,
    InputRequired,
    Length,
    NumberRange,
    ValidationError,
)

from facilitator.logbook.rules import NoDigest, read_digest
from facilitator.proposals.rules import REASON_LIMIT
from facilitator.robots.rules import MOST
from facilitator.voting.rules import MOST_DICE
from facilitator.web.fields import Limit, LineField, Required
from facilitator.workshops.moving import LONGEST_EXTENSION


class PressForm(FlaskForm):
    """A button that says all by its address."""


class MoveForm(FlaskForm):
    """The one button; `here` is where the workshop stood when it was drawn."""

    here = StringField(validators=[InputRequired(), Length(max=60)])


class TimeForm(FlaskForm):
    """More time for the current step."""

    minutes = IntegerField(
        validators=[InputRequired(), NumberRange(1, LONGEST_EXTENSION)]
    )


class RobotsForm(FlaskForm):
    """How many robots shall take part."""

    robots = IntegerField(validators=[InputRequired(), NumberRange(1, MOST)])


class ApprovalForm(FlaskForm):
    """A held proposal may be shown; `version` is the one that was read."""

    version = IntegerField(validators=[InputRequired()])


class HidingForm(FlaskForm):
    """Why a proposal is taken out; its author reads it."""

    reason = LineField(
        _("Reason"),
        description=_("The author sees this reason. Nobody else sees the proposal."),
        validators=[Required(), Limit(REASON_LIMIT)],
    )


class DiceForm(FlaskForm):
    """What was rolled in the room."""

    digits = LineField(
        _("Digits, in the order in which they were rolled"),
        validators=[Required(), Limit(MOST_DICE)],
    )


class ReasonForm(FlaskForm):
    """A reason, by its keyed name, is to be hidden or not."""

    reason = StringField(validators=[InputRequired(), Length(max=64)])
    hidden = StringField(validators=[AnyOf(("0", "1"))])


class ReadingForm(FlaskForm):
    """Whether everybody reads the reasons."""

    shown = StringField(validators=[AnyOf(("0", "1"))])


class CompareForm(Form):
    """A digest from a print. Comparing changes nothing, and needs no token."""

    meant = ""  # what was understood
    digest = LineField(_("Digest from a print"), validators=[Required()])

    def validate_digest(self, field: Field) -> None:
        """Refuse what is no digest."""
        try:
            self.meant = read_digest(field.data)
        except NoDigest as why:
            raise ValidationError(why.sentence(gettext, ngettext)) from why
