"""Preparing a vote: what it is for, about what, how many win, who may vote."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
)

from facilitator.setup.vote_words import (
    CASES,
    FURTHER,
    GROUPS,
    LEVELS,
    OUTCOMES,
    USUAL,
    numbered,
)
from facilitator.voting.cases import RECIPES, Asked, Case, asked, case_of, usual_outcome
from facilitator.voting.rules import QUESTION_LIMIT, Level, Method, Outcome
from facilitator.voting.settings import MOST_MARKS, VoteSettings
from facilitator.voting.terms import LEAST_MAJORITY, MOST_SEATS, Terms
from facilitator.web.fields import (
    Limit,
    LongLineField,
    MoneyField,
    NumberField,
)
from facilitator.web.forms import TextsForm
from facilitator.web.texts_field import TextsField

ALL, APART, AXIS, PICKED = "all", "apart", "axis", "picked"
Named = Sequence[tuple[int, str]]


def _number(value: Any) -> int | None:
    return int(value) if str(value).isdecimal() and int(value) else None


class VoteForm(TextsForm):
    """All that may be said of a vote before it opens; a case has some of it.

    `fields_of` is the case to which the other fields belong: after another case was
    chosen they say nothing.
    """

    case = RadioField(_("What is the vote for?"))
    fields_of = HiddenField()
    scope = RadioField(_("Over which proposals?"))
    axis_id = SelectField(_("Which axis"), coerce=_number, validate_choice=False)
    picked = SelectMultipleField(_("Which proposals"), validate_choice=False)
    one = RadioField(_("Which proposal?"), validate_choice=False)
    seats = NumberField(_("How many proposals win?"), least=1, most=MOST_SEATS)
    budget = MoneyField(_("How much money is there, in dirhams?"))
    level = RadioField(_("Who may vote?"))
    question = TextsField(
        _("Question"), each=LongLineField(validators=[Limit(QUESTION_LIMIT)])
    )
    most = NumberField(_("Stickers for each person"), least=1, most=MOST_MARKS)
    outcome = SelectField(_("How the winners are found"))
    hard = BooleanField(
        _("Never more than this number"),
        description=_(
            "Else all proposals that are tied for the last place win. "
            "A tie goes to the lower cost, then to an order drawn by lot."
        ),
    )
    one_per_axis = BooleanField(
        _("At least one winner from each axis"),
        description=_("If enough ballots support one of its proposals."),
    )
    majority = NumberField(
        _("Majority in per cent"),
        description=_("Of those who say yes, yes with reservations, or no."),
        least=LEAST_MAJORITY,
        most=100,
    )
    quorum = NumberField(
        _("Quorum in per cent"),
        description=_("Of the people who may vote."),
        least=0,
        most=100,
    )
    dice = BooleanField(
        _("Roll dice in the room after the close"),
        description=_("They break the last ties, so that nobody can foresee them."),
    )
    groups = SelectMultipleField(
        _("Asked on the ballot, for the turnout by group"),
        description=_("Nobody has to answer. Small groups are never shown."),
    )

    def __init__(
        self,
        languages: Sequence[str],
        settings: VoteSettings,
        *,
        axes: Named,
        proposals: Named,
        **kwargs: Any,
    ) -> None:
        """Ask what `settings` leave open; axes by id and proposals by number."""
        super().__init__(languages, data=_as_fields(settings), **kwargs)
        self._was, self._axes = settings, [key for key, _title in axes]
        self._numbers = [number for number, _title in proposals]
        self._offer(settings, axes, proposals)
        self.asks = asked(settings)
        unasked = {str(name) for name in set(Asked) - self.asks - {Asked.APART}}
        unasked |= {"scope", "axis_id", "picked"} if self.is_about_one else {"one"}
        for name in unasked:
            del self[name]

    @property
    def is_about_one(self) -> bool:
        """Whether one proposal alone is put to the vote."""
        return self._was.method is Method.CONSENT

    @property
    def new_case(self) -> Case | None:
        """The case that was chosen, if not that of the fields or not the kept one.

        The fields may be late: they are fetched after the case is kept.
        """
        chosen = self.case.data
        known = chosen in {str(case) for case in Case}
        is_new = {chosen} != {self.fields_of.data, str(case_of(self._was))}
        return Case(chosen) if known and is_new else None

    def _offer(self, settings: VoteSettings, axes: Named, proposals: Named) -> None:
        recipe = RECIPES[case_of(settings)]
        self.case.choices = [choice(c, CASES[c][0]) for c in (*USUAL, *FURTHER)]
        self.level.choices = [choice(one, LEVELS[one][0]) for one in Level]
        self.outcome.choices = [choice(one, OUTCOMES[one]) for one in recipe.outcomes]
        self.groups.choices = [choice(one, title) for one, title in GROUPS.items()]
        self.axis_id.choices = [choice(str(key), title) for key, title in axes]
        titles = [choice(str(n), numbered(n, title)) for n, title in proposals]
        self.picked.choices, self.one.choices = titles, titles
        self.scope.choices = _scopes(settings, axes, proposals)
        if settings.method is Method.POINTS:
            self.most.label.text = gettext("Points for each person")
        if settings.terms.per_axis:
            self.seats.label.text = gettext("How many proposals win in each axis?")

    def with_question(self, settings: VoteSettings) -> VoteSettings:
        """Return `settings` with the question of this form, unless that is wrong."""
        question = settings.question if self.question.errors else self.question.data
        return replace(settings, question=question)

    def settings(self) -> VoteSettings:
        """Return what the vote is set to by this form, which is valid."""
        return replace(
            self._was,
            question=self.question.data,
            level=Level(self.level.data),
            most=self._said(Asked.MOST, self._was.most),
            terms=self._terms(),
            **self._about(),
        )

    def _about(self) -> dict[str, Any]:
        if self.is_about_one:
            number = _number(self.one.data)
            return {"picked": (number,) if number in self._numbers else None}
        scope = self.scope.data
        axis_id = self.axis_id.data if self.axis_id.data in self._axes else None
        ticked = {_number(number) or 0 for number in self.picked.data or ()}
        return {
            "axis_id": axis_id if scope == AXIS else None,
            "picked": tuple(sorted(ticked & set(self._numbers)))
            if scope == PICKED
            else None,
        }

    def _terms(self) -> Terms:
        was = self._was.terms
        names = Asked.SEATS, Asked.BUDGET, Asked.HARD, Asked.MAJORITY, Asked.QUORUM
        said = {str(name): self._said(name, getattr(was, name)) for name in names}
        for name in (Asked.MAJORITY, Asked.QUORUM):  # left empty: the usual one
            if said[name] is None:
                said[name] = getattr(Terms(), name)
        apart = not self.is_about_one and self.scope.data == APART
        return replace(
            was,
            **said,
            outcome=self._outcome(apart=apart),
            per_axis=apart,
            one_per_axis=not apart
            and bool(self._said(Asked.ONE_PER_AXIS, was.one_per_axis)),
            dice=bool(self._said(Asked.DICE, was.dice)),
            groups=tuple(self._said(Asked.GROUPS, was.groups) or ()),
        )

    def _outcome(self, *, apart: bool) -> Outcome | None:
        """Each axis apart has its first; otherwise what is chosen, or usual again."""
        was = self._was.terms
        case = case_of(self._was)
        if apart and Asked.OUTCOME in RECIPES[case].asks:
            return Outcome.TOP
        if was.per_axis:
            return usual_outcome(case, len(self._axes))
        said = self._said(Asked.OUTCOME, was.outcome)
        return Outcome(said) if said else None

    def _said(self, name: Asked, was: Any) -> Any:
        return self[str(name)].data if str(name) in self else was


def choice(value: str, title: str) -> SelectChoice:
    """Return a choice; words that are translated later are fine."""
    return SelectChoice(str(value), title)


def _scopes(
    settings: VoteSettings, axes: Named, proposals: Named
) -> list[SelectChoice]:
    """Return what the vote may be over, as far as there is any."""
    offered = {
        ALL: (gettext("All proposals"), True),
        APART: (
            gettext("All, each axis apart"),
            Asked.APART in RECIPES[case_of(settings)].asks and len(axes) > 1,
        ),
        AXIS: (gettext("Those of one axis"), bool(axes)),
        PICKED: (
            gettext("A list that I choose"),
            bool(proposals) or settings.picked is not None,
        ),
    }
    return [choice(key, title) for key, (title, is_so) in offered.items() if is_so]


def scope_of(settings: VoteSettings) -> str:
    """Return which choice of the scope these settings are."""
    if settings.picked is not None:
        return PICKED
    if settings.axis_id is not None:
        return AXIS
    return APART if settings.terms.per_axis else ALL


def _as_fields(settings: VoteSettings) -> dict[str, Any]:
    terms = settings.terms
    picked = [str(number) for number in settings.picked or ()]
    case = case_of(settings)
    return {
        **{str(name): getattr(terms, name, None) for name in Asked},
        "most": settings.most,
        "outcome": str(terms.outcome or RECIPES[case].outcomes[0]),
        "groups": list(terms.groups),
        "case": str(case),
        "fields_of": str(case),
        "scope": scope_of(settings),
        "axis_id": settings.axis_id,
        "picked": picked,
        "one": picked[0] if len(picked) == 1 else None,
        "level": str(settings.level),
        "question": settings.question,
    }
