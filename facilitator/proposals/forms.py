"""The form in which people write a proposal."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    FieldList,
    Form,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import ValidationError

from facilitator.proposals.rules import (
    DESCRIPTION_LIMIT,
    MAX_OBJECTIVES,
    OBJECTIVE_LIMIT,
    PARTNERS_LIMIT,
    TITLE_LIMIT,
    WRITTEN_IN,
    NeedsAxis,
    Words,
    read_number,
)
from facilitator.texts import clean_line
from facilitator.web.fields import Limit, ParagraphsField, Required


def one_line(value: str | None) -> str:
    """Return what was typed in a text area as one line."""
    return clean_line(value or "")


class Lines(FieldList):
    """A few lines, each with its own field; its errors are theirs."""

    def _add_entry(self, *args: Any, **kwargs: Any) -> Field:
        line = super()._add_entry(*args, **kwargs)
        number = len(self.entries)
        line.label.text = gettext("Objective %(number)s", number=number)
        return line

    def validate(self, form: Form, extra_validators: Sequence[Any] = ()) -> bool:
        """Validate each line."""
        good: bool = super().validate(form, extra_validators)
        self.errors = [error for line in self.entries for error in line.errors]
        return good


class ProposalForm(FlaskForm):
    """A proposal. The view sets `axes`, the ids that `axis` may have, as text."""

    axes: frozenset[str] = frozenset()

    version = HiddenField()
    axis = StringField(_("Axis"))
    title = ParagraphsField(
        _("Title"),
        [Required(), Limit(TITLE_LIMIT)],
        filters=[one_line],
        description=_("What should be done, in a few words."),
    )
    objectives = Lines(
        ParagraphsField(validators=[Limit(OBJECTIVE_LIMIT)], filters=[one_line]),
        _("Objectives"),
        min_entries=MAX_OBJECTIVES,
        max_entries=MAX_OBJECTIVES,
    )
    description = ParagraphsField(
        _("Description"),
        [Limit(DESCRIPTION_LIMIT)],
        description=_("How, where, for whom."),
    )
    partners = ParagraphsField(
        _("Partners"),
        [Limit(PARTNERS_LIMIT)],
        description=_("Who could carry it out or help."),
    )
    language = SelectField(
        _("Language of this text"),
        choices=[
            SelectChoice("", _("Found from the text")),
            *(SelectChoice(code, name) for code, name in WRITTEN_IN.items()),
        ],
        validate_choice=False,
    )

    def validate_axis(self, field: Field) -> None:
        """Refuse what is none of the workshop's."""
        if field.data not in self.axes:
            raise ValidationError(gettext(NeedsAxis.message))

    @property
    def written_over(self) -> int:
        """The version over which this was written; 0 when there was none."""
        return read_number(self.version.data)

    def words(self) -> Words:
        """Return what was written, complete or not."""
        return Words(
            title=self.title.data,
            description=self.description.data or "",
            partners=self.partners.data or "",
            objectives=tuple(text for text in self.objectives.data if text),
            axis_id=int(self.axis.data) if self.axis.data in self.axes else None,
            language=self.language.data if self.language.data in WRITTEN_IN else "",
        )

    def show(self, words: Words, version: int) -> None:
        """Fill the form with a text that was saved as `version`."""
        lines = [*words.objectives, *[""] * MAX_OBJECTIVES]
        self.process(
            data={
                "version": str(version),
                "axis": str(words.axis_id or ""),
                "title": words.title,
                "objectives": lines[:MAX_OBJECTIVES],
                "description": words.description,
                "partners": words.partners,
                "language": words.language,
            }
        )
