"""What each method decided, in sentences with their numbers. Pure."""

from collections.abc import Callable
from typing import Final

from facilitator.errors import N_, NN_
from facilitator.texts import Sentence
from facilitator.voting.rules import Method, Outcome
from facilitator.voting.telling import words
from facilitator.voting.telling.told import Told

_LISTED: Final = NN_(
    "%(num)d proposal is in the shortlist.", "%(num)d proposals are in the shortlist."
)
_FUNDED: Final = NN_("%(num)d proposal is funded.", "%(num)d proposals are funded.")
_CHOSEN: Final = N_("Proposal %(number)d is chosen.")
_NOBODY: Final = N_("No proposal won: nobody voted for one.")
_REACHED: Final = N_(
    "%(sum)d of %(valid)d answers are for it, %(support)d%%: at least %(majority)d%% "
    "were needed, and reached."
)
_MISSED: Final = N_(
    "%(sum)d of %(valid)d answers are for it, %(support)d%%: at least %(majority)d%% "
    "were needed, and not reached."
)
_QUORUM: Final = N_(
    "%(valid)d of %(tokens)d people entitled answered: at least %(quorum)d%% were "
    "needed, and reached."
)
_NO_QUORUM: Final = N_(
    "%(valid)d of %(tokens)d people entitled answered: at least %(quorum)d%% were "
    "needed, and not reached."
)
_PREFERRED: Final = N_(
    "Proposal %(one)d got more stars than proposal %(other)d on %(a)d ballots, fewer "
    "on %(b)d, and equally many on %(equal)d."
)
_HOW: Final = {
    "total": N_("The two were level in the runoff: the higher total decided."),
    "fives": N_(
        "The two were level in the runoff and in total: more ratings of five stars "
        "decided."
    ),
    "order": N_("The two were level in everything: the public order decided."),
}
_BEATS_ALL: Final = N_(
    "Proposal %(number)d beats every other proposal when two are compared."
)
_NO_BEATING_ALL: Final = N_(
    "No proposal beats every other when two are compared: the strongest chain of "
    "comparisons decided."
)
_MEDIAN: Final = N_(
    "Half of the ballots or more give proposal %(number)d the grade shown as middle "
    "grade, or a better one."
)
_KEPT: Final = NN_(
    "A majority wants to keep %(num)d proposal.",
    "A majority wants to keep %(num)d proposals.",
)
_MEANS: Final = N_(
    "Each proposal stands at the mean of its ratings, from 1 to 5 each way."
)


def verdict(told: Told) -> tuple[Sentence, ...]:
    """Return what was decided, the decision first."""
    own = _OF_METHOD.get(told.method)
    if own:
        return own(told)
    return _listed(told)


def _listed(told: Told) -> tuple[Sentence, ...]:
    if not told.decides:
        return ()
    number = len(told.first)
    if not number:
        return (Sentence(_NOBODY),)
    if told.outcome is Outcome.ONE:
        return _one(told)
    return (Sentence(*(_FUNDED if told.is_money else _LISTED), {"num": number}),)


def _one(told: Told) -> tuple[Sentence, ...]:
    if not told.first:
        return (Sentence(_NOBODY),)
    return (Sentence(_CHOSEN, values={"number": told.first[0].option.number}),)


def _consent(told: Told) -> tuple[Sentence, ...]:
    """Return the decision and the two inequalities with their numbers."""
    facts, terms = told.facts, told.result.spec.terms
    sum_ = int(facts.get("yes", 0)) + int(facts.get("reservations", 0))
    values: dict[str, str | int] = {
        "sum": sum_,
        "valid": sum_ + int(facts.get("no", 0)),
        "support": int(facts.get("support", 0)),
        "majority": terms.majority,
        "quorum": terms.quorum,
        "tokens": told.result.tokens,
    }
    majority = _REACHED if facts.get("majority_met") else _MISSED
    quorum = _QUORUM if facts.get("quorum_met") else _NO_QUORUM
    decision = words.ADOPTED if facts.get("adopted") else words.NOT_ADOPTED
    return (
        Sentence(decision),
        Sentence(majority, values=values),
        Sentence(quorum, values=values),
    )


def _stars(told: Told) -> tuple[Sentence, ...]:
    if told.outcome is not Outcome.ONE or len(told.finalists) != len(("a", "b")):
        return _listed(told)
    a, b = told.finalists
    found = told.facts.get("preferences", {})
    values: dict[str, str | int] = {
        "one": a.option.number,
        "other": b.option.number,
        "a": int(found.get(a.option.id, 0)),
        "b": int(found.get(b.option.id, 0)),
        "equal": int(found.get("equal", 0)),
    }
    how = _HOW.get(str(told.facts.get("how")))
    level = (Sentence(how),) if how else ()
    return (*_one(told), Sentence(_PREFERRED, values=values), *level)


def _ranking(told: Told) -> tuple[Sentence, ...]:
    best = told.facts.get("condorcet")
    if not told.first:
        return _one(told)
    if best is not None and best in told.by_id:
        number = told.by_id[best].option.number
        beating = Sentence(_BEATS_ALL, values={"number": number})
        return (*_one(told), beating)
    return (*_one(told), Sentence(_NO_BEATING_ALL))


def _judgment(told: Told) -> tuple[Sentence, ...]:
    if not told.first:
        return _one(told)
    number = told.first[0].option.number
    return (*_one(told), Sentence(_MEDIAN, values={"number": number}))


def _triage(told: Told) -> tuple[Sentence, ...]:
    verdicts = list(told.facts.get("verdicts", {}).values())
    return (Sentence(*_KEPT, {"num": verdicts.count("keep")}),)


def _matrix(_told: Told) -> tuple[Sentence, ...]:
    return (Sentence(_MEANS),)


_OF_METHOD: Final[dict[Method, Callable[[Told], tuple[Sentence, ...]]]] = {
    Method.CONSENT: _consent,
    Method.STARS: _stars,
    Method.RANKING: _ranking,
    Method.JUDGMENT: _judgment,
    Method.TRIAGE: _triage,
    Method.MATRIX: _matrix,
}
