"""The shape of a ballot and of a search for one; the rules judge the rest."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
)

from facilitator.texts import western
from facilitator.voting.answers import SIDES
from facilitator.voting.methods import COUNTINGS, Content, Shape
from facilitator.voting.methods.matrix import key
from facilitator.voting.rules import (
    BLANK,
    REASON_LIMIT,
    MalformedBallot,
    Method,
    NothingAnswered,
)
from facilitator.voting.spec import Spec
from facilitator.web.fields import Limit, LongLineField, Required

# Where a nought is as good as no answer.
_NOUGHT_IS_NONE = {Method.POINTS, Method.STARS}
_NUMBER = re.compile(r"[0-9]{1,3}")


class ValuesField(Field):
    """What was given to each option: the fields `<name>-<key>`, as they were sent.

    `data` holds what was sent by key: texts, for a refusal shows them again. A
    field sent twice with two answers is kept as what no rule takes.
    """

    def process(self, formdata: Any, data: Any = None, **_more: Any) -> None:
        """Gather the fields of the same name; without a form sent, take `data`."""
        self.process_errors: list[str] = []
        self.data: dict[str, str] = dict(data) if isinstance(data, Mapping) else {}
        if formdata:
            self.data.update(values_in(formdata, self.name))


def values_in(formdata: Any, field: str) -> dict[str, str]:
    """Return what a form gives to each option in the fields `<field>-<key>`."""
    start = f"{field}-"
    return {
        name[len(start) :]: " ".join(sorted(set(formdata.getlist(name)))).strip()
        for name in formdata
        if name.startswith(start)
    }


def says(spec: Spec, *, blank: Any, marks: Any, answer: Any, values: Any) -> Content:
    """Return what a ballot says in the shape of the vote's method.

    Raises:
        NothingAnswered: it says nothing, and not that it is blank.
        MalformedBallot: a value is no number.
    """
    if blank:
        return BLANK
    shape = COUNTINGS[spec.method].shape
    if shape is Shape.MARKS:
        return list(marks or [])
    found = answer if shape is Shape.ANSWER else _numbers(spec.method, values)
    if not found:
        raise NothingAnswered()
    return found


def says_at_once(formdata: Any, spec: Spec) -> Content:
    """Return what a ballot says, read from the fields of `BallotForm` as sent.

    Raises:
        NothingAnswered, MalformedBallot: as `says`.
    """
    return says(
        spec,
        blank=formdata.get("blank"),
        marks=formdata.getlist("marks"),
        answer=formdata.get("answer"),
        values=values_in(formdata, "value"),
    )


class BallotForm(FlaskForm):
    """What a ballot of any method sends, and which ballot it stands instead of."""

    marks = SelectMultipleField(_("Your choices"), validate_choice=False)
    answer = StringField(_("Your answer"))
    reason = LongLineField(
        _("Your reason, in one line"),
        [Limit(REASON_LIMIT)],
        description=_("After the close everybody may read it, without your name."),
    )
    value = ValuesField()
    blank = HiddenField()
    instead_of = HiddenField()

    def answer_for(self, spec: Spec) -> Content:
        """Return what the ballot says in the shape of the vote's method.

        Raises:
            NothingAnswered: it says nothing, and not that it is blank.
            MalformedBallot: a value is no number.
        """
        return says(
            spec,
            blank=self.blank.data,
            marks=self.marks.data,
            answer=self.answer.data,
            values=self.value.data,
        )

    def fill(self, content: Content, reason: str = "") -> None:
        """Show a ballot as it was sent."""
        self.reason.data = reason
        if isinstance(content, dict):
            self.value.data = {name: str(value) for name, value in content.items()}
        elif isinstance(content, list):
            self.marks.data = content
        elif content != BLANK:
            self.answer.data = content

    def is_half(self, option_id: str) -> bool:
        """Whether of an option only one of its two sides is rated."""
        sides = [self.value.data.get(key(option_id, side)) for side in SIDES]
        return any(sides) and not all(sides)


def _numbers(method: Method, typed: Mapping[str, str]) -> dict[str, int]:
    values = {name: _number(value) for name, value in typed.items() if value}
    if method in _NOUGHT_IS_NONE:
        return {name: value for name, value in values.items() if value}
    return values


def _number(typed: str) -> int:
    digits = western(typed)
    if not _NUMBER.fullmatch(digits):
        raise MalformedBallot()
    return int(digits)


class ReceiptForm(FlaskForm):
    """A receipt to look for. Sent by POST: no address and no log holds it."""

    receipt = StringField(_("Receipt"), [Required()])
