"""The code of a voting slip, typed."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from facilitator.errors import RuleBroken
from facilitator.keys import TOKEN_LENGTH
from facilitator.participants.rules import read_slip_code
from facilitator.slips.rules import NotASlipCode
from facilitator.web.fields import LineField, Required, add_error


class SlipForm(FlaskForm):
    """A slip's code, and the signed personal code of the seat that may be taken."""

    slip = LineField(_("Code of your voting slip"), [Required()])
    seat = HiddenField()

    def validate_slip(self, field: Field) -> None:
        """Refuse what cannot be the code of a slip."""
        if read_slip_code(field.data or "") is None:
            sentence = NotASlipCode(num=TOKEN_LENGTH).sentence(gettext, ngettext)
            raise ValidationError(sentence)

    @property
    def token(self) -> str:
        """The token meant, empty when it cannot be one."""
        return read_slip_code(self.slip.data or "") or ""

    def refuse(self, why: RuleBroken) -> None:
        """Say why this slip does not vote here."""
        add_error(self.slip, why)
