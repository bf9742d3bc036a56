"""What people type to sign in, to make an account, to change it."""

from collections.abc import Sequence

from flask_babel import gettext, lazy_ngettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, PasswordField, SelectChoice, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import EmailInput

from facilitator.accounts.rules import (
    EMAIL_LENGTH,
    LONGEST_PASSWORD,
    NAME_LENGTH,
    SHORTEST_PASSWORD,
    check_password,
    clean_email,
    clean_password,
    is_email,
)
from facilitator.errors import RuleBroken
from facilitator.texts import LANGUAGES, OWN_NAMES
from facilitator.web.fields import Limit, LineField, Required

_languages = [SelectChoice(code, OWN_NAMES[code]) for code in LANGUAGES]
_ten = lazy_ngettext(
    "At least %(num)d character. A short sentence is good.",
    "At least %(num)d characters. A short sentence is good.",
    SHORTEST_PASSWORD,
)


class TypedPassword(PasswordField):
    """A password, the same from every keyboard. It never comes back in a page."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed, spaces too."""
        if valuelist:
            self.data = clean_password(valuelist[0])


class _EmailField(LineField):
    """An e-mail in small letters."""

    widget = EmailInput()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed, in small letters."""
        super().process_formdata(valuelist)
        self.data = clean_email(self.data or "")


def _refuse_weak(password: str, email: str) -> None:
    try:
        check_password(password, email)
    except RuleBroken as refused:
        raise ValidationError(refused.sentence(gettext, ngettext)) from refused


class SignInForm(FlaskForm):
    """An e-mail and a password."""

    email = _EmailField(_("E-mail"), [Required(), Limit(EMAIL_LENGTH)])
    password = TypedPassword(_("Password"), [Required(), Limit(LONGEST_PASSWORD)])


class NewcomerForm(FlaskForm):
    """Who somebody is that makes an account."""

    name = LineField(_("Your name"), [Required(), Limit(NAME_LENGTH)])
    email = _EmailField(
        _("E-mail"),
        [Required(), Limit(EMAIL_LENGTH)],
        description=_("To sign in with. Nothing is sent to it."),
    )
    password = TypedPassword(
        _("Password"), [Required(), Limit(LONGEST_PASSWORD)], description=_ten
    )
    language = SelectField(
        _("Language of your pages"), [Required()], choices=_languages
    )

    def validate_email(self, field: Field) -> None:
        """Refuse what cannot be an e-mail."""
        if not is_email(field.data):
            raise ValidationError(gettext("Write an e-mail like amina@example.ma."))

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is easy to guess."""
        _refuse_weak(field.data, self.email.data or "")


class KnownForm(FlaskForm):
    """A password for an account that exists; it may stay as it is, if there is one."""

    password = TypedPassword(
        _("New password"), [Limit(LONGEST_PASSWORD)], description=_ten
    )

    def __init__(self, email: str, *, has_password: bool) -> None:
        super().__init__()
        self._email = email
        self.password.flags.required = not has_password
        if not has_password:
            self.password.validators = [Required(), *self.password.validators]

    def validate_password(self, field: Field) -> None:
        """Refuse a password that is easy to guess."""
        if field.data:
            _refuse_weak(field.data, self._email)


class ProfileForm(FlaskForm):
    """How an account is called, and its language."""

    name = LineField(_("Your name"), [Required(), Limit(NAME_LENGTH)])
    language = SelectField(
        _("Language of your pages"), [Required()], choices=_languages
    )


class PasswordForm(FlaskForm):
    """A new password, and the present one as proof."""

    current = TypedPassword(
        _("Present password"), [Required(), Limit(LONGEST_PASSWORD)]
    )
    new = TypedPassword(
        _("New password"), [Required(), Limit(LONGEST_PASSWORD)], description=_ten
    )

    def __init__(self, email: str) -> None:
        super().__init__()
        self._email = email

    def validate_new(self, field: Field) -> None:
        """Refuse a password that is easy to guess."""
        _refuse_weak(field.data, self._email)


class InvitationForm(FlaskForm):
    """What a guest will be allowed to do."""

    is_admin = BooleanField(
        _("May invite others"),
        description=_("And may make links to new passwords for them."),
    )


class ButtonForm(FlaskForm):
    """Nothing but a button, protected as every form is."""
