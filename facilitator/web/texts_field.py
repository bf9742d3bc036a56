"""Form fields for the same text in several languages."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from wtforms import Field, Form
from wtforms.utils import unset_value

from facilitator.texts import LANGUAGES, OWN_NAMES, Text
from facilitator.web.fields import LinesField, Required

Texts = dict[str, str]
_DIRECTIONS = {code: Text("", code).direction for code in LANGUAGES}


class TextsField(Field):
    """One field of the kind `each` for every language; data is language -> text.

    A language that the form does not send keeps its text. The label of each field
    is the language's own name: show them under the label of the whole.
    """

    def __init__(self, *args: Any, each: Any, **kwargs: Any) -> None:
        self._each = each
        super().__init__(*args, **kwargs)

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Any = None,  # noqa: ARG002 -- WTForms names it
    ) -> None:
        """Hand each language's text to its field."""
        values = self._by_language(None if data is unset_value else data)
        self.by_language = {code: self._field(code) for code in LANGUAGES}
        for code, field in self.by_language.items():
            field.process(formdata, values.get(code))
        self.process_errors: list[str] = []

    def _field(self, code: str) -> Field:
        unbound = self._each
        field = unbound.bind(form=None, name=f"{self.name}-{code}", _meta=self.meta)
        field.label.text = OWN_NAMES[code]
        field.render_kw = {"lang": code, "dir": _DIRECTIONS[code]}
        return field

    def _by_language(self, data: Any) -> dict[str, Any]:
        return dict(data or {})

    @property
    def data(self) -> Any:
        """The texts that are not empty, by language."""
        return {code: f.data for code, f in self.by_language.items() if f.data}

    @data.setter
    def data(self, _value: Any) -> None:
        """Ignored: WTForms sets it before the languages are there."""

    @property
    def parts(self) -> tuple[Field, ...]:
        """The fields of all languages."""
        return tuple(self.by_language.values())

    def among(self, languages: Sequence[str]) -> list[Field]:
        """Return the fields of `languages`, in their order.

        A field that stands alone needs no language's name: it has the whole's label.
        """
        fields = [self.by_language[code] for code in languages]
        if len(fields) == 1:
            fields[0].label.text = self.label.text
        return fields

    def require_in(self, code: str) -> None:
        """Refuse the form when there is no text in this language."""
        field = self.by_language[code]
        field.validators = [Required(), *field.validators]
        field.flags.required = True

    def validate(self, form: Form, _extra_validators: Sequence[Any] = ()) -> bool:
        """Validate each language's text."""
        self.errors = []
        for field in self.parts:
            field.validate(form)
            self.errors += field.errors
        return not self.errors


class TextListsField(TextsField):
    """A list in several languages; data is a list of language -> text.

    Lines at the same place in two languages are each other's translation.
    """

    def __init__(self, *args: Any, validators: Sequence[Any], **kwargs: Any) -> None:
        each = LinesField(validators=validators, keep_gaps=True)
        super().__init__(*args, each=each, **kwargs)

    def _by_language(self, data: Any) -> dict[str, Any]:
        items: list[Texts] = list(data or ())
        lists = {code: [i.get(code, "") for i in items] for code in LANGUAGES}
        return {code: _without_end(lines) for code, lines in lists.items()}

    @property
    def data(self) -> Any:
        """The items, each with the languages in which it has a text."""
        lines = [field.data for field in self.by_language.values()]
        items = zip_longest(*lines, fillvalue="")
        found = (dict(zip(self.by_language, item, strict=True)) for item in items)
        texts = ({code: t for code, t in item.items() if t} for item in found)
        return [item for item in texts if item]

    @data.setter
    def data(self, _value: Any) -> None:
        """Ignored: WTForms sets it before the languages are there."""


def _without_end(lines: list[str]) -> list[str]:
    """Drop the empty lines at the end."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines
