"""What people type and choose before an account is closed."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField

from facilitator.accounts.forms import TypedPassword
from facilitator.accounts.models import Account
from facilitator.accounts.rules import LONGEST_PASSWORD
from facilitator.web.fields import Limit, Required


class LeavingForm(FlaskForm):
    """Somebody closes their own account, and proves that it is theirs."""

    password = TypedPassword(_("Password"), [Required(), Limit(LONGEST_PASSWORD)])
    erase = BooleanField(
        _("Erase my name and my e-mail as well"),
        description=_("The log then keeps what I did, without my name, for ever."),
    )


class ClosingForm(FlaskForm):
    """Who takes over the workshops that would have nobody."""

    heir = SelectField(
        _("Hand them to"),
        description=_("They work on these workshops from then on, as if invited."),
        coerce=lambda typed: int(typed) if typed and str(typed).isdecimal() else None,
    )

    def __init__(self, people: Sequence[Account]) -> None:
        super().__init__()
        names = [SelectChoice(str(one.id), one.name) for one in people]
        self.heir.choices = [SelectChoice("", _("Nobody")), *names]
