"""What is typed at the polling station: papers, counted hands, a tablet's start."""

import re
from typing import Final

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired

from facilitator.errors import N_, RuleBroken
from facilitator.participants.rules import NAME_LIMIT, read_slip_code
from facilitator.polling.typed import (
    BlankWithNumbers,
    NothingTyped,
    read_marks,
    read_values,
    typed_marks,
)
from facilitator.slips.forms import SlipForm
from facilitator.texts import western
from facilitator.voting.forms import BallotForm, ValuesField
from facilitator.voting.hands import MOST_HANDS
from facilitator.voting.methods import COUNTINGS, Content, Shape
from facilitator.voting.rules import BLANK
from facilitator.voting.spec import Spec
from facilitator.web.fields import Limit, LineField, NumberField, Required

_HANDS: Final = re.compile(r"[0-9]{1,4}")


class HandsAreNumbers(RuleBroken):
    """Something else than a number stands for hands."""

    message = N_("Write the numbers of hands in digits, at most 9999.")
    status = 422


class ButtonForm(FlaskForm):
    """A button that says all by its address."""


class PaperForm(SlipForm):
    """The slip that was voted with on paper, and who is going to type the paper."""

    typist = LineField(
        _("Who types"),
        [Required(), Limit(NAME_LIMIT)],
        description=_("Two people type each paper, each under their own name."),
    )
    slip = LineField(_("Code of the voting slip"), [Required()])


class TypingForm(BallotForm):
    """A paper as it is typed: numbers, one answer, or that it is blank.

    `numbers` are those of the proposals marked. With `replace`, this typing stands
    in the place of a first one that was different.
    """

    slip = HiddenField(validators=[InputRequired()])
    typist = HiddenField(validators=[InputRequired(), Limit(NAME_LIMIT)])
    numbers = LineField(
        _("Numbers of the proposals marked"),
        description=_("In any order, with commas or spaces between: 3, 8, 12"),
    )
    replace = HiddenField()

    @property
    def token(self) -> str:
        """The token of the slip, empty when it cannot be one."""
        return read_slip_code(self.slip.data or "") or ""

    def answer_for(self, spec: Spec) -> Content:
        """Return what the paper says in the shape of the vote's method.

        Raises:
            NotUnderstood: a subclass that says what cannot be read.
        """
        if self.blank.data and (self.numbers.data or any(self.value.data.values())):
            raise BlankWithNumbers()
        if self.blank.data:
            return BLANK
        says = self._read(spec)
        if not says:
            raise NothingTyped()
        return says

    def show(self, content: Content, spec: Spec) -> None:
        """Show what was typed, to be corrected."""
        self.fill(content)
        if isinstance(content, list):
            self.numbers.data = typed_marks(content, spec)

    def _read(self, spec: Spec) -> Content:
        match COUNTINGS[spec.method].shape:
            case Shape.MARKS:
                return read_marks(self.numbers.data or "", spec)
            case Shape.ANSWER:
                return self.answer.data or ""
            case Shape.VALUES:
                return read_values(self.value.data, spec)


class HandsForm(FlaskForm):
    """Hands for each line, and how many people are in the room.

    The numbers of hands are the fields `hands-<line>`; `counted` reads them.
    """

    present = NumberField(
        _("People present"),
        description=_("Counted in the room. Leave it empty if nobody counted."),
        most=MOST_HANDS,
    )
    hands = ValuesField()

    def counted(self) -> dict[str, int]:
        """Return the hands by line, of those where a number was typed.

        Raises:
            HandsAreNumbers: something else was typed.
        """
        return {line: _count(typed) for line, typed in self.hands.data.items() if typed}


def _count(typed: str) -> int:
    digits = western(typed)
    if not _HANDS.fullmatch(digits):
        raise HandsAreNumbers()
    return int(digits)
