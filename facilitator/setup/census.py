"""What the organiser knows of the town: its groups, in per cent."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from facilitator.errors import RuleBroken
from facilitator.voting.groups import OF_THE_TOWN, QUESTIONS, asked, check_shares
from facilitator.web.fields import NumberField, add_error
from facilitator.web.forms import TextsForm
from facilitator.workshops.rules import Facts

Census = Mapping[str, Mapping[str, int]]


def _name(group: str, value: str) -> str:
    return f"{group}_{value}".replace("-", "_")


def shares_kept(census: Census) -> dict[str, int]:
    """Return what the form shows of the shares that are kept."""
    return {
        _name(group, value): share
        for group, shares in census.items()
        for value, share in shares.items()
    }


class CensusForm(TextsForm):
    """The share of each group that a ballot's card can ask about, or nothing."""

    def groups(self) -> list[tuple[str, list[Field]]]:
        """Return the fields by group, under its title."""
        return [
            (
                gettext(question.title),
                [self[_name(group, value)] for value in question.answers],
            )
            for group, question in asked(OF_THE_TOWN).items()
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a group of which the shares are not 100 together."""
        fine: bool = super().validate(extra_validators)
        for group in OF_THE_TOWN if fine else ():
            try:
                check_shares(self._shares(group))
            except RuleBroken as refusal:
                last = list(QUESTIONS[group].answers)[-1]
                add_error(self[_name(group, last)], refusal)
                fine = False
        return fine

    def facts(self) -> Facts:
        """Return the shares that are given."""
        found = {group: check_shares(self._shares(group)) for group in OF_THE_TOWN}
        return Facts(census={key: part for key, part in found.items() if part} or None)

    def _shares(self, group: str) -> dict[str, int | None]:
        answers = QUESTIONS[group].answers
        return {value: self[_name(group, value)].data for value in answers}


for _group, _question in asked(OF_THE_TOWN).items():
    for _value, _text in _question.answers.items():
        setattr(CensusForm, _name(_group, _value), NumberField(_(_text), most=100))
