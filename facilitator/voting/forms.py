"""The shape of a ballot and of a search for one; the rules judge the rest."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField, StringField

from facilitator.voting.rules import BLANK
from facilitator.web.fields import Required


class BallotForm(FlaskForm):
    """Marks or an explicit blank, and which ballot they stand instead of."""

    marks = SelectMultipleField(_("Your choices"), validate_choice=False)
    blank = HiddenField()
    instead_of = HiddenField()

    @property
    def answer(self) -> list[str] | str:
        """What the ballot says: option ids, or `BLANK`."""
        return BLANK if self.blank.data else list(self.marks.data or [])


class ReceiptForm(FlaskForm):
    """A receipt to look for. Sent by POST: no address and no log holds it."""

    receipt = StringField(_("Receipt"), [Required()])
