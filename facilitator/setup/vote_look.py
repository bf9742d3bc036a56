"""What a vote would be if it opened now: what the room reads, and what is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from facilitator.axes.models import Axis
from facilitator.slips.queries import count_slips
from facilitator.slips.rules import SlipState
from facilitator.voting.cases import MOST_RAW, RECIPES, Asked, asked, case_of
from facilitator.voting.methods import COUNTINGS
from facilitator.voting.models import Vote
from facilitator.voting.opening import completed, gathered, refusals
from facilitator.voting.preparing import settings_of
from facilitator.voting.rules import Level, Method, Outcome
from facilitator.voting.sealing import digest
from facilitator.voting.spec import AxisOnBallot, Option, Spec
from facilitator.web.locale import money

EXAMPLE_COST = 4_000_000  # centimes


@dataclass(frozen=True)
class Look:
    """A vote as it would open. `usual` is the same with nothing chosen by hand.

    With too few proposals it is an example, with as many as its case usually has.
    `hints` are sentences about what is missing or odd.
    """

    spec: Spec
    usual: Spec
    is_example: bool
    hints: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """A name for what it shows, for the address of the preview."""
        return digest("look", replace(self.spec, tokens=0, previous="").to_text())[:12]


def look_at(session: Session, vote: Vote, axes: Sequence[Axis]) -> Look:
    """Return what opening `vote` now would put to the room."""
    found, _ids = gathered(session, vote)
    is_example = len(found.options) < COUNTINGS[vote.method].least
    settings = settings_of(vote)
    number = RECIPES[case_of(settings)].example
    shown = _example(found, axes, number) if is_example else found
    bare = replace(shown, most=0, terms=replace(shown.terms, seats=None))
    spec = completed(shown)
    sentences = [refusal.sentence(gettext, ngettext) for refusal in refusals(found)]
    if not is_example:
        sentences += _oddities(spec, may_win=Asked.SEATS in asked(settings))
    if vote.level is not Level.OPEN and not _slips(session, vote.workshop_id):
        sentences.append(
            gettext("No voting slip is printed yet: without slips nobody can vote.")
        )
    return Look(spec, completed(bare), is_example, tuple(sentences))


def _example(spec: Spec, axes: Sequence[Axis], number: int) -> Spec:
    """Return `spec` with proposals that nobody made, under the workshop's axes."""
    language = spec.main_language
    title: Callable[[int], str] = lambda n: gettext("Example %(number)s", number=n)  # noqa: E731
    under = [AxisOnBallot(a.position, a.colour, a.title) for a in axes] or [
        AxisOnBallot(1, 1, {language: gettext("An axis")})
    ]
    is_costly = spec.method is Method.BUDGET
    options = tuple(
        Option(
            id=f"P{n + 1}",
            number=n + 1,
            axis=under[n % len(under)].number,
            language=language,
            title=title(n + 1),
            cost=EXAMPLE_COST * (1 + n % 4) if is_costly else None,
        )
        for n in range(number)
    )
    used = {option.axis for option in options}
    return replace(
        spec, options=options, axes=tuple(a for a in under if a.number in used)
    )


def _oddities(spec: Spec, *, may_win: bool) -> list[str]:
    """Return what can be voted on, and is perhaps not what was meant."""
    number, found = len(spec.options), list[str]()
    if number > MOST_RAW and spec.method in (Method.STICKERS, Method.POINTS):
        found.append(
            ngettext(
                "There is %(num)d proposal.",
                "There are %(num)d proposals. Bring those together that say the same "
                "before the vote: a long ballot is hard to read on a phone.",
                number,
            )
        )
    if may_win and (spec.terms.seats or 0) >= number:
        found.append(gettext("As many proposals win as there are: all of them."))
    return found + _money_oddities(spec)


def _money_oddities(spec: Spec) -> list[str]:
    budget = spec.terms.budget
    costs = [option.cost for option in spec.options if option.cost is not None]
    if spec.method is not Method.BUDGET or budget is None or not costs:
        return []
    found = []
    if len(costs) == len(spec.options) and sum(costs) <= budget:
        found.append(
            gettext(
                "All proposals together cost %(cost)s: the money is enough for all.",
                cost=money(sum(costs)),
            )
        )
    if dearer := sum(cost > budget for cost in costs):
        found.append(
            ngettext(
                "%(num)d proposal costs more than all the money: it cannot be funded.",
                "%(num)d proposals cost more than all the money: "
                "they cannot be funded.",
                dearer,
            )
        )
    return found


def _slips(session: Session, workshop_id: int) -> int:
    counted = count_slips(session, workshop_id)
    return counted[SlipState.PRINTED] + counted[SlipState.HANDED]


def wins_usually(look: Look) -> int | None:
    """Return how many win when nobody says otherwise, None where that is no number."""
    return (
        look.usual.terms.seats
        if look.usual.terms.outcome is not Outcome.ORDER
        else None
    )
