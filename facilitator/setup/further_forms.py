"""What proposals cost, and a second round: forms beside that of a vote."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectMultipleField

from facilitator.proposals.models import Proposal
from facilitator.setup.vote_words import AMONG, numbered
from facilitator.voting.rounds import Candidates
from facilitator.web.fields import MoneyField

LIST = "list"  # of a second round: neither the winners nor another usual choice
_COST = "cost-"


class CostsForm(FlaskForm):
    """What each proposal of a ballot costs: `costs_form` adds a field for each."""

    @property
    def costs(self) -> dict[int, int | None]:
        """The costs in centimes, None where not known, by number."""
        return {
            int(field.short_name.removeprefix(_COST)): field.data
            for field in self
            if field.short_name.startswith(_COST)
        }


def costs_form(proposals: Sequence[Proposal], **kwargs: Any) -> CostsForm:
    """Return the form for the costs of `proposals`, which all have numbers."""
    kept = {f"{_COST}{one.number}": one for one in proposals}
    fields = {
        name: MoneyField(numbered(one.number or 0, one.title))
        for name, one in kept.items()
    }
    form_class = type("CostsForm", (CostsForm,), fields)
    known = {name: one.cost for name, one in kept.items()}
    form: CostsForm = form_class(data=known, prefix="costs", **kwargs)
    return form


class RoundForm(FlaskForm):
    """Among what a second round is."""

    among = RadioField(_("Second round among"))
    picked = SelectMultipleField(_("Which proposals"), coerce=int)

    def __init__(self, candidates: Candidates, **kwargs: Any) -> None:
        """Offer what `candidates` has, its proposed choice ticked."""
        proposed = candidates.groups[candidates.proposed]
        kept = {"among": str(candidates.proposed), "picked": list(proposed)}
        super().__init__(data=kept, prefix="round", **kwargs)
        self._groups = candidates.groups
        self.among.choices = [
            *(SelectChoice(str(one), AMONG[one]) for one in candidates.groups),
            SelectChoice(LIST, gettext("A list that I choose")),
        ]
        self.picked.choices = [
            SelectChoice(str(option.number), numbered(option.number, option.title))
            for option in candidates.options
        ]

    @property
    def sizes(self) -> dict[str, int]:
        """How many proposals each usual choice has."""
        return {str(among): len(numbers) for among, numbers in self._groups.items()}

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the proposals chosen."""
        for among, numbers in self._groups.items():
            if self.among.data == among:
                return numbers
        return tuple(self.picked.data or ())
