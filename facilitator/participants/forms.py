"""What people type to find a workshop, to join it, and to come back."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from facilitator.keys import CODE_LENGTH, TOKEN_LENGTH, read_code
from facilitator.participants.rules import (
    CODE_DIGITS,
    HIGHEST_TABLE,
    NAME_LIMIT,
    read_workshop_code,
)
from facilitator.web.fields import Limit, LineField, NumberField, Required, add_error


class FindForm(FlaskForm):
    """The code on the projector."""

    code = LineField(_("Workshop code"), [Required()])

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a code. With letters, a slip's was meant."""
        if any(letter.isalpha() for letter in field.data or ""):
            raise ValidationError(
                ngettext(
                    "The code of a voting slip has %(num)d letter or digit.",
                    "The code of a voting slip has %(num)d letters and digits.",
                    TOKEN_LENGTH,
                )
            )
        if read_workshop_code(field.data) is None:
            raise ValidationError(
                ngettext(
                    "The code has %(num)d digit.",
                    "The code has %(num)d digits.",
                    CODE_DIGITS,
                )
            )

    def refuse(self) -> None:
        """Say that no workshop has this code."""
        sentence = gettext(
            "No workshop is open under this code. Please compare it with the screen."
        )
        add_error(self.code, sentence)


class JoinForm(FlaskForm):
    """Everything may be left out. `seat` is the personal code, made and signed here."""

    seat = HiddenField()
    name = LineField(_("First name"), [Limit(NAME_LIMIT)])
    table_number = NumberField(
        _("Table"),
        description=_("The number on the card on your table."),
        least=1,
        most=HIGHEST_TABLE,
    )


class ComeBackForm(FlaskForm):
    """The personal code, typed on another phone."""

    code = LineField(_("Personal code"), [Required()])

    def validate_code(self, field: Field) -> None:
        """Refuse what cannot be a personal code."""
        if read_code(field.data) is None:
            raise ValidationError(
                ngettext(
                    "A personal code has %(num)d letter or digit, like K7QM-2XPD.",
                    "A personal code has %(num)d letters and digits, like K7QM-2XPD.",
                    CODE_LENGTH,
                )
            )

    def refuse(self) -> None:
        """Say that nobody in this workshop has this code."""
        add_error(self.code, gettext("Nobody joined this workshop with this code."))
