"""What people type to sign in, to make an account, to change it."""

from collections.abc import Callable

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from facilitator.accounts.rules import (
    EMAIL_LENGTH,
    LONGEST_PASSWORD,
    NAME_LENGTH,
    SHORTEST_PASSWORD,
    check_password,
    clean_email,
    clean_name,
    clean_password,
    is_email,
)
from facilitator.errors import RuleBroken
from facilitator.texts import LANGUAGES, OWN_NAMES


def _when_there(clean: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda typed: clean(typed) if typed else typed


_email = {"filters": [_when_there(clean_email)]}
_password = {"filters": [_when_there(clean_password)]}
_languages = [(code, OWN_NAMES[code]) for code in LANGUAGES]
_not_too_long = Length(
    max=LONGEST_PASSWORD, message=_("This is longer than any password here.")
)
_ten = _(
    "At least %(num)s characters. A short sentence is good.", num=SHORTEST_PASSWORD
)


def _refuse_weak(password: str, email: str) -> None:
    try:
        check_password(password, email)
    except RuleBroken as refused:
        raise ValidationError(refused.sentence(gettext, ngettext)) from refused


class SignInForm(FlaskForm):
    """An e-mail and a password."""

    email = EmailField(
        _("E-mail"),
        [
            DataRequired(_("Write the e-mail of your account.")),
            Length(max=EMAIL_LENGTH, message=_("This is longer than any e-mail.")),
        ],
        **_email,
    )
    password = PasswordField(
        _("Password"),
        [DataRequired(_("Write your password.")), _not_too_long],
        **_password,
    )


class NewcomerForm(FlaskForm):
    """Who somebody is that makes an account."""

    name = StringField(
        _("Your name"),
        [
            DataRequired(_("Write your name.")),
            Length(max=NAME_LENGTH, message=_("This name is too long.")),
        ],
        filters=[_when_there(clean_name)],
    )
    email = EmailField(
        _("E-mail"),
        [DataRequired(_("Write your e-mail."))],
        description=_("To sign in with. Nothing is sent to it."),
        **_email,
    )
    password = PasswordField(
        _("Password"),
        [DataRequired(_("Choose a password.")), _not_too_long],
        description=_ten,
        **_password,
    )
    language = SelectField(_("Language of your pages"), choices=_languages)

    def validate_email(self, field: EmailField) -> None:
        """Refuse what cannot be an e-mail."""
        if not is_email(field.data):
            raise ValidationError(_("Write an e-mail like amina@example.ma."))

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that is easy to guess."""
        _refuse_weak(field.data, self.email.data or "")


class KnownForm(FlaskForm):
    """A password for an account that exists; it may stay as it is, if there is one."""

    password = PasswordField(_("New password"), description=_ten, **_password)

    def __init__(self, email: str, *, has_password: bool) -> None:
        super().__init__()
        self._email = email
        needed = [] if has_password else [DataRequired(_("Choose a password."))]
        self.password.validators = [*needed, _not_too_long]
        self.password.flags.required = not has_password

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that is easy to guess."""
        if field.data:
            _refuse_weak(field.data, self._email)


class ProfileForm(FlaskForm):
    """How an account is called, and its language."""

    name = StringField(
        _("Your name"),
        [
            DataRequired(_("Write your name.")),
            Length(max=NAME_LENGTH, message=_("This name is too long.")),
        ],
        filters=[_when_there(clean_name)],
    )
    language = SelectField(_("Language of your pages"), choices=_languages)


class PasswordForm(FlaskForm):
    """A new password, and the present one as proof."""

    current = PasswordField(
        _("Present password"),
        [DataRequired(_("Write your present password.")), _not_too_long],
        **_password,
    )
    new = PasswordField(
        _("New password"),
        [DataRequired(_("Choose a password.")), _not_too_long],
        description=_ten,
        **_password,
    )

    def __init__(self, email: str) -> None:
        super().__init__()
        self._email = email

    def validate_new(self, field: PasswordField) -> None:
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
