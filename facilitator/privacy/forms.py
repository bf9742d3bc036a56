"""What people tick and type before something is erased."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField

from facilitator.participants.forms import ComeBackForm
from facilitator.privacy.rules import NotSure
from facilitator.web.fields import add_error


class SureForm(FlaskForm):
    """A box to tick before what cannot be undone."""

    sure = BooleanField(_("I know that this cannot be undone."))

    def validate(self, extra_validators: object = None) -> bool:
        """Refuse a form without the tick."""
        fine: bool = super().validate(extra_validators)
        if fine and not self.sure.data:
            add_error(self.sure, NotSure())
            return False
        return fine


class ErasureForm(SureForm):
    """A person erases what is kept about them."""

    withdraw = BooleanField(
        _("Take my proposals out as well, where no vote has been opened on them.")
    )


class PersonForm(ComeBackForm):
    """The same at the desk, where the person types their personal code."""

    withdraw = BooleanField(
        _("Take their proposals out as well, where no vote has been opened on them.")
    )
