"""What forms with texts in several languages have in common."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import Form


class TextsForm(FlaskForm):
    """A form of a workshop: it knows the languages offered, the main one first.

    The texts named in `required` must be there in the main language.
    """

    required: ClassVar[tuple[str, ...]] = ()

    def __init__(self, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = languages
        for name in self.required:
            self[name].require_in(languages[0])


def errors_by_id(form: Form) -> dict[str, list[str]]:
    """Return what is wrong, by the id of the element that shows it."""
    fields = [part for field in form for part in getattr(field, "parts", (field,))]
    return {
        field.id: [str(error) for error in field.errors]
        for field in fields
        if field.errors
    }
