"""Form fields that clean what people type, and say what is wrong in a sentence.

Numbers, amounts, dates and hours may be typed with Arabic-Indic digits everywhere.
"""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TextArea

from facilitator.errors import RuleBroken
from facilitator.money import read_money, typed_in
from facilitator.texts import clean_line, clean_lines, clean_text, western


def add_error(field: Field, why: str | RuleBroken) -> None:
    """Say under a field why its answer is refused, after what was said already."""
    sentence = why if isinstance(why, str) else why.sentence(_, ngettext)
    field.errors = [*field.errors, sentence]


class Limit:
    """At most `most` characters. A text area shows how many are left."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse a text that is too long, saying by how much."""
        over = len(field.data or "") - self.most
        if over > 0:
            raise ValidationError(
                ngettext(
                    "This is %(num)d character too long.",
                    "This is %(num)d characters too long.",
                    over,
                )
            )


class Required:
    """Something must be typed or chosen."""

    field_flags = {"required": True}  # noqa: RUF012

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse an empty answer, unless a clearer sentence was said already."""
        if not field.data and not field.errors:
            raise StopValidation(_("Please fill this in."))


class Counted:
    """A number must be typed; none at all is 0."""

    field_flags = {"required": True}  # noqa: RUF012

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse an empty answer, unless a clearer sentence was said already."""
        if field.data is None and not field.errors:
            raise StopValidation(_("Please fill this in."))


class LimitLines:
    """At most `lines` lines, each of at most `each` characters."""

    def __init__(self, lines: int, *, each: int) -> None:
        self.lines, self.each = lines, each

    def __call__(self, _form: Form, field: Field) -> None:
        """Refuse a list that is too long, or say which of its lines is."""
        if len(field.data) > self.lines:
            raise ValidationError(
                ngettext(
                    "Please write at most %(num)d line.",
                    "Please write at most %(num)d lines.",
                    self.lines,
                )
            )
        for number, line in enumerate(field.data, 1):
            if len(line) > self.each:
                raise ValidationError(self._too_long(number, len(line) - self.each))

    @staticmethod
    def _too_long(number: int, over: int) -> str:
        sentence: str = ngettext(
            "Line %(line)s is %(num)d character too long.",
            "Line %(line)s is %(num)d characters too long.",
            over,
            line=number,
        )
        return sentence


class LineField(StringField):
    """One line of text, cleaned. A browser never cuts off what is pasted."""

    def __call__(self, **attributes: Any) -> Markup:
        """Render without `maxlength`, which would cut silently."""
        return Markup(super().__call__(**{"maxlength": False, **attributes}))  # noqa: S704 -- WTForms escapes

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Clean what was typed."""
        if valuelist:
            self.data = clean_line(valuelist[0])


class LongLineField(LineField):
    """One line that is too long for one row: shown as an area, kept as a line."""

    widget = TextArea()

    def __call__(self, **attributes: Any) -> Markup:
        """Render in two rows, which grow where the browser can."""
        return super().__call__(**{"rows": 2, **attributes})


class ParagraphsField(TextAreaField):
    """A text of several paragraphs, cleaned."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Clean what was typed."""
        if valuelist:
            self.data = clean_text(valuelist[0])


class LinesField(TextAreaField):
    """A list, one item a line. Empty lines are left out unless `keep_gaps`.

    With gaps, the lines of two languages can stand for each other by place.
    """

    def __init__(self, *args: Any, keep_gaps: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keep_gaps = keep_gaps

    def process_data(self, value: Sequence[str] | None) -> None:
        """Take a list; nothing is an empty one."""
        self.data = list(value or ())

    def _value(self) -> str:
        return "\n".join(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Split what was typed into clean lines."""
        if valuelist:
            lines = clean_lines(valuelist[0])
            while lines and not lines[-1]:
                lines.pop()
            self.data = lines if self.keep_gaps else [line for line in lines if line]


class NumberField(StringField):
    """A whole number from `least` to `most`, or nothing (None)."""

    def __init__(
        self, *args: Any, least: int = 0, most: int = 999_999, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.least, self.most = least, most
        given = kwargs.get("render_kw") or {}
        self.render_kw = {"inputmode": "numeric", "dir": "ltr", **given}

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number; spaces between groups of digits are allowed."""
        if not valuelist:
            return
        typed = re.sub(r"\s", "", western(clean_line(valuelist[0])))
        self.data = None
        if not typed:
            return
        if not re.fullmatch(r"[0-9]{1,9}", typed):
            raise ValueError(_("Please type a whole number in digits."))
        number = int(typed)
        if not self.least <= number <= self.most:
            raise ValueError(
                _(
                    "Please type a number from %(least)s to %(most)s.",
                    least=self.least,
                    most=self.most,
                )
            )
        self.data = number


class MoneyField(StringField):
    """An amount of dirhams in centimes, or nothing (None)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = kwargs.get("render_kw") or {}
        self.render_kw = {"inputmode": "decimal", "dir": "ltr", **given}

    def _value(self) -> str:
        if self.raw_data and self.errors:
            return str(self.raw_data[0])
        return "" if self.data is None else typed_in(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the amount."""
        if valuelist:
            self.data = None
            try:
                self.data = read_money(valuelist[0])
            except RuleBroken as error:
                raise ValueError(error.sentence(_, ngettext)) from error
