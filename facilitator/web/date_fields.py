"""Form fields for dates of which a part may be unknown, and for hours."""

from collections.abc import Sequence
from typing import Any

from babel.dates import get_month_names
from flask_babel import get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import Field, Form, SelectChoice, SelectField, StringField
from wtforms.utils import unset_value

from facilitator import dates
from facilitator.errors import RuleBroken
from facilitator.web.fields import NumberField, add_error


class HourField(StringField):
    """A time of day as HH:MM, or None. Typed in any usual form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = kwargs.get("render_kw") or {}
        self.render_kw = {"dir": "ltr", "autocomplete": "off", **given}

    def _value(self) -> str:
        if self.raw_data and self.errors:
            return str(self.raw_data[0])
        return dates.hour_in_words(self.data) if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the hour."""
        if valuelist:
            self.data = None
            try:
                self.data = dates.read_hour(valuelist[0])
            except RuleBroken as error:
                raise ValueError(error.sentence(gettext, ngettext)) from error


class MonthField(SelectField):
    """A month by its name, 1 to 12, or None."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        names = get_month_names("wide", "stand-alone", locale=get_locale())
        choices = [
            SelectChoice("", "—"),
            *(SelectChoice(str(n), names[n]) for n in range(1, 13)),
        ]
        super().__init__(*args, choices=choices, coerce=_number, **kwargs)


class PartialDateField(Field):
    """Day, month and year, of which the first may be missing; an ISO date or None.

    Three fields, `day`, `month` and `year`, to be shown beside each other.
    """

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Any = None,  # noqa: ARG002 -- WTForms names it
    ) -> None:
        """Hand each part to its field, then put the date together."""
        known = dates.known_parts(None if data is unset_value else data)
        year, month, day = (*known, None, None, None)[:3]
        self.day = self._part("day", NumberField(_("Day"), least=1, most=31))
        self.month = self._part("month", MonthField(_("Month")))
        self.year = self._part(
            "year",
            NumberField(_("Year"), least=dates.FIRST_YEAR, most=dates.LAST_YEAR),
        )
        for part, value in zip(self.parts, (day, month, year), strict=True):
            part.process(formdata, value)
        self.data = data if data is not unset_value else None
        self.process_errors: list[str] = []

    @property
    def parts(self) -> tuple[Field, Field, Field]:
        """The three fields, in the order in which people say a date."""
        return self.day, self.month, self.year

    def _part(self, name: str, unbound: Any) -> Field:
        return unbound.bind(form=None, name=f"{self.name}-{name}", _meta=self.meta)

    def validate(self, form: Form, _extra_validators: Sequence[Any] = ()) -> bool:
        """Validate each part, then the date that they make."""
        self.errors = []
        fine = [part.validate(form) for part in self.parts]  # each says its own
        if all(fine):
            try:
                self.data = dates.partial_date(
                    self.year.data, self.month.data, self.day.data
                )
            except dates.NoSuchDay as error:
                add_error(self.day, error)
            except dates.DayWithoutMonth as error:
                add_error(self.month, error)
            except dates.MonthWithoutYear as error:
                add_error(self.year, error)
        self.errors = [error for part in self.parts for error in part.errors]
        return not self.errors


def _number(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None
