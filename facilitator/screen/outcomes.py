"""A result as the room sees it, stage by stage, on slides. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from facilitator.errors import N_
from facilitator.screen.rules import (
    BAR,
    BAR_LINE,
    BAR_ROOM,
    BARS,
    LINES,
    WHOLE,
    lines,
    paged,
    portions,
)
from facilitator.texts import Sentence
from facilitator.voting import telling
from facilitator.voting.results import Standing
from facilitator.voting.rules import Method, Outcome
from facilitator.voting.stages import Stage
from facilitator.voting.telling import Told

LEGEND_ROOM: Final = 2.0  # lines
LEAD_ROOM: Final = 3.0
FAR_LINE: Final = 27  # characters of a name beside two results
NEAREST: Final = 6  # losers whose distance is told; the tables have them all
SIDES_ROOM: Final = 4.0

RESULTS: Final = N_("Results")
OUTCOME: Final = N_("The outcome")
DIFFERENT: Final = N_("What differs")
FAR: Final = N_("How far the others were")
FIRM: Final = N_("How firm this result is")
COUNTED: Final = N_("How this was counted")
WINNERS_FOUND: Final = N_("How the winners are found")
NOBODY_ELSE: Final = N_("There are no other places: everything else comes next.")
TWO_LISTS: Final = N_("Two ways to count")
RUNOFF: Final = N_("The runoff")
DUELS: Final = N_("Ballots: row before column")
REASONS: Final = N_("Reasons")
ROUNDS: Final = N_("The rounds side by side")
FIELD: Final = N_("Impact and feasibility")
ANSWERS: Final = N_("Answers")
BEFORE: Final = N_("Before the result")
VOTED: Final = N_("%(ballots)d of %(people)d people voted; blank ballots: %(blank)d.")

Say = Callable[[Sentence], str]


@dataclass(frozen=True)
class Look:
    """One slide: its kind is that of the macro that draws it."""

    kind: str
    heading: Sentence
    lines: Sequence[Any] = ()
    said: Sequence[Sentence | str] = ()
    more: Any = None


@dataclass(frozen=True)
class Showing:
    """What the slides of a result are made of.

    `say` says a sentence in the projector's language, to measure it; `question` is
    in that language too. `warnings` are what must be known before the result,
    `reasons` those of a consent check that may be shown.
    """

    told: Told
    stage: Stage
    say: Say
    question: str = ""
    rounds: Sequence[Told] = ()
    reasons: Sequence[str] = ()
    warnings: Sequence[Sentence] = ()

    def looks(self) -> list[Look]:
        """Return the slides of the stage."""
        return _STAGES[self.stage](self)

    def words(self, heading: str, said: Iterable[Sentence | str]) -> list[Look]:
        """Return sentences on as many slides as they need."""
        texts = [one if isinstance(one, str) else self.say(one) for one in said]
        pieces = [
            piece for text in texts for piece in portions(text, WHOLE, int(LINES))
        ]
        pages = paged(pieces, lambda piece: lines(piece, WHOLE), LINES)
        return [Look("words", Sentence(heading), said=page) for page in pages]


def bar_pages(
    standings: Sequence[Standing], room: float = BAR_ROOM
) -> list[list[Standing]]:
    """Return bars in pages, in their order."""
    return paged(standings, _bar_cost, room, BARS)


def _turnout(showing: Showing) -> list[Look]:
    told = showing.told
    first = Look("turnout", Sentence(BEFORE), said=[telling.level(told)])
    warned = showing.words(BEFORE, showing.warnings)
    return [first, *warned, *_explained(told)]


def _others(showing: Showing) -> list[Look]:
    """Return all but the first, the last places first; or what has no places."""
    told = showing.told
    if told.is_consent:
        return [Look("answers", Sentence(ANSWERS))]
    if told.method is Method.MATRIX:
        return [Look("field", Sentence(FIELD))]
    pages = _bars(told, told.lost_word, told.others)
    if not pages:
        return showing.words(OUTCOME, [Sentence(NOBODY_ELSE)])
    return pages[::-1]


def _first(showing: Showing) -> list[Look]:
    told = showing.told
    decision = list(telling.verdict(told))
    if told.is_consent:
        return [Look("decision", decision[0], said=decision[1:])]
    found = [Look("runoff", Sentence(RUNOFF))] if told.finalists else []
    if told.outcome is Outcome.ONE and told.first:
        return [*found, Look("winner", told.won_word, told.first, decision[1:])]
    found += _bars(told, told.won_word, told.first)
    return found or showing.words(OUTCOME, decision)


def _all(showing: Showing) -> list[Look]:
    told = showing.told
    is_order = not told.decides and told.method is not Method.MATRIX
    whole = _bars(told, Sentence(RESULTS), told.result.standings) if is_order else []
    found = [
        *(whole or _first(showing)),
        *_two_lists(showing),
        *_explained(told),
        *_in_words(showing),
        *([] if whole else _rest(showing)),
        *_far(told),
    ]
    if told.method is Method.RANKING:
        found.append(Look("duels", Sentence(DUELS), lines=told.result.standings))
    found += _rounds(showing)
    found += _groups(showing)
    found += showing.words(REASONS, showing.reasons)
    return [*found, *showing.words(COUNTED, _counted(showing))]


_STAGES: Final[dict[Stage, Callable[[Showing], list[Look]]]] = {
    Stage.HIDDEN: lambda _showing: [],
    Stage.TURNOUT: _turnout,
    Stage.OTHERS: _others,
    Stage.FIRST: _first,
    Stage.ALL: _all,
}


def _in_words(showing: Showing) -> list[Look]:
    """Return what was decided, and how firm that is: sentences."""
    told = showing.told
    if told.is_consent:
        return []
    decided = () if told.outcome is Outcome.ONE else telling.verdict(told)
    more = (*telling.money(told), *telling.represented(told))
    return [
        *showing.words(OUTCOME, (*decided, *more)),
        *showing.words(FIRM, telling.firmness(told, with_ties=False)),
    ]


def _rest(showing: Showing) -> list[Look]:
    """Return what did not come first, the higher places first; answers; the field."""
    told = showing.told
    if told.is_consent:
        return [Look("answers", Sentence(ANSWERS))]
    found = [Look("field", Sentence(FIELD))] if told.method is Method.MATRIX else []
    return found + _bars(told, told.lost_word, told.others)


def _counted(showing: Showing) -> list[Sentence | str]:
    """Return what was asked, the rule, who took part, and what it means."""
    result = showing.told.result
    voted = {
        "ballots": result.ballots,
        "people": result.tokens,
        "blank": result.blank,
    }
    return [
        showing.question,
        *showing.warnings,
        *result.spec.rule,
        Sentence(VOTED, values=voted),
        telling.level(showing.told),
        Sentence(telling.CONSULTATIVE),
    ]


def _bars(told: Told, heading: Sentence, standings: Sequence[Standing]) -> list[Look]:
    is_stacked = telling.shapes.is_stacked(told)
    room = BAR_ROOM - (LEGEND_ROOM if is_stacked else 0)
    return [Look("bars", heading, page) for page in bar_pages(standings, room)]


def _explained(told: Told) -> list[Look]:
    if not told.is_shared_out:
        return []
    said = telling.explanation(told)
    return [Look("shares", Sentence(WINNERS_FOUND), said=said)]


def _two_lists(showing: Showing) -> list[Look]:
    """Return the decision beside most votes first, then what differs by name."""
    told = showing.told
    if not told.compares:
        return []
    said = telling.comparison(told)
    found = [Look("lists", Sentence(TWO_LISTS), said=said)]
    plain = {line.option.id for line in told.plain}
    different = [
        *(line for line in told.first if line.option.id not in plain),
        *(line for line in told.plain if not line.won),
    ]
    pages = paged(different, _bar_cost, SIDES_ROOM + 1)
    return found + [Look("different", Sentence(DIFFERENT), page) for page in pages]


def _far(told: Told) -> list[Look]:
    pages = paged(
        told.missed[:NEAREST],
        lambda one: lines(one.standing.option.title, FAR_LINE) + BAR,
        BAR_ROOM - LEAD_ROOM,
        BARS,
    )
    return [Look("far", Sentence(FAR), page) for page in pages]


def _rounds(showing: Showing) -> list[Look]:
    runs = telling.runs(showing.rounds) if showing.rounds else []
    pages = paged(
        runs,
        lambda run: lines(run.title.value, BAR_LINE) + BAR * len(run.lines),
        BAR_ROOM,
        BARS,
    )
    return [
        Look("rounds", Sentence(ROUNDS), page, more=showing.rounds) for page in pages
    ]


def _groups(showing: Showing) -> list[Look]:
    found = [
        Look("table", table.title, table.rows, more=table)
        for table in telling.turnout(showing.told)
    ]
    return found + showing.words(FIRM, telling.mirror(showing.told))


def _bar_cost(standing: Standing) -> float:
    return lines(standing.option.title, BAR_LINE) + BAR
