"""What staff types about slips and their paper."""

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from facilitator.errors import RuleBroken
from facilitator.slips.rules import (
    A_SHEET,
    LIST_LIMIT,
    MOST_AT_ONCE,
    MOST_NUMBER,
    REASON_LIMIT,
    NotNumbers,
    read_numbers,
)
from facilitator.voting.reconciling import NAME_LIMIT, NOTE_LIMIT, Checked
from facilitator.web.fields import (
    Counted,
    Limit,
    LineField,
    NumberField,
    ParagraphsField,
    Required,
    add_error,
)


class NumbersField(LineField):
    """Numbers of slips, like "1-40, 55"; `numbers` are what was meant."""

    def pre_validate(self, _form: FlaskForm) -> None:
        """Refuse what is no such list."""
        try:
            self.numbers = read_numbers(self.data or "")
        except NotNumbers as broken:
            if self.data:
                raise ValidationError(broken.sentence(gettext, ngettext)) from broken


def _numbers(label: str) -> NumbersField:
    return NumbersField(
        label,
        [Required(), Limit(LIST_LIMIT)],
        description=_("Numbers and ranges, such as 1-40, 55"),
        render_kw={"inputmode": "text", "dir": "ltr", "autocomplete": "off"},
    )


class SlipsForm(FlaskForm):
    """A form about slips; `main` is the field that a refusal stands under."""

    main = ""

    def refuse(self, why: RuleBroken) -> None:
        """Say why the slips cannot be changed so."""
        add_error(self[self.main], why)


class MakeForm(SlipsForm):
    """How many slips to make."""

    main = "number"
    number = NumberField(
        _("How many slips"),
        [Required()],
        description=_(
            "One for each person expected, and some more. A sheet has 24 slips."
        ),
        least=1,
        most=MOST_AT_ONCE,
    )


class HandForm(SlipsForm):
    """Slips that were handed out."""

    main = "handed"
    handed = _numbers(_("Numbers handed out"))


class NextForm(SlipsForm):
    """A tap: the next few were handed out."""

    count = IntegerField(validators=[InputRequired(), NumberRange(1, A_SHEET)])


class ReturnForm(SlipsForm):
    """Slips that came back unused."""

    main = "returned"
    returned = _numbers(_("Numbers that came back unused"))


class VoidForm(SlipsForm):
    """Slips that shall vote no more; `sure` when staff knows that some have voted."""

    main = "voided"
    voided = _numbers(_("Numbers to make void"))
    reason = LineField(
        _("Reason"),
        [Required(), Limit(REASON_LIMIT)],
        description=_("For example: lost, spoilt, badly printed."),
    )
    sure = HiddenField()


class UndoForm(FlaskForm):
    """A button that says all by its address."""


class CheckForm(FlaskForm):
    """What was counted on paper; with witnesses when the vote has them."""

    left = NumberField(
        _("Slips that were never handed out"),
        [Counted()],
        description=_("Count the pile, uncut sheets too: 24 slips each."),
        most=MOST_NUMBER,
    )
    returned = NumberField(
        _("Slips that were given back unused"),
        [Counted()],
        description=_("Count those that people brought back without having voted."),
        most=MOST_NUMBER,
    )
    first_witness = LineField(
        _("First witness"),
        [Limit(NAME_LIMIT)],
        description=_("The names stay on this page; the report says how many."),
    )
    second_witness = LineField(_("Second witness"), [Limit(NAME_LIMIT)])
    note = ParagraphsField(
        _("Note"),
        [Limit(NOTE_LIMIT)],
        description=_("What explains a difference. It is printed in the report."),
    )

    @property
    def checked(self) -> Checked:
        """What the form says."""
        named = (self.first_witness.data, self.second_witness.data)
        return Checked(
            left=self.left.data or 0,
            returned=self.returned.data or 0,
            witnesses=tuple(name for name in named if name),
            note=self.note.data or "",
        )

    def fill(self, checked: Checked) -> None:
        """Show what was counted before."""
        self.left.data, self.returned.data = checked.left, checked.returned
        names = (*checked.witnesses, "", "")
        self.first_witness.data, self.second_witness.data = names[:2]
        self.note.data = checked.note

    def refuse(self, why: RuleBroken) -> None:
        """Say what is missing."""
        add_error(self.first_witness, why)
