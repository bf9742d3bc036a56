"""What is said about a result, sentence by sentence. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from facilitator.errors import N_, NN_
from facilitator.texts import Sentence
from facilitator.voting.results import Standing
from facilitator.voting.rules import Method
from facilitator.voting.telling import words
from facilitator.voting.telling.told import Margin, Told, ids, numbers, whole_dirhams

_AHEAD: Final = NN_(
    "Proposal %(last)d, the last that won, is %(num)d vote ahead of proposal %(next)d.",
    "Proposal %(last)d, the last that won, is %(num)d votes ahead of proposal "
    "%(next)d.",
)
_BEHIND: Final = NN_(
    "Proposal %(next)d did not win although it has %(num)d vote more than proposal "
    "%(last)d: its supporters had spent their share on other proposals.",
    "Proposal %(next)d did not win although it has %(num)d votes more than proposal "
    "%(last)d: its supporters had spent their share on other proposals.",
)
_LEVEL: Final = N_(
    "Proposal %(last)d, the last that won, and proposal %(next)d have equally many "
    "votes."
)
_BALLOTS: Final = NN_(
    "With %(num)d ballot filled in otherwise, the list could be another.",
    "With %(num)d ballots filled in otherwise, the list could be another; with fewer "
    "it could not.",
)
_NOT_COMPUTED: Final = N_(
    "How many ballots would change the list is not computed for this rule."
)
_SHOWN: Final = NN_(
    "Every ballot showed the %(num)d proposal.",
    "Every ballot showed all %(num)d proposals, in an order drawn for each ballot.",
)
_TIE: Final = N_("Equal at place %(rank)d: proposals %(numbers)s.")
_DRAWN: Final = N_(
    "Proposals %(numbers)s were equal: the public order decided. It follows from the "
    "seal of the ballots, which nobody knew before the close."
)
_ROLLED: Final = N_(
    "Proposals %(numbers)s were equal: the public order decided. It follows from the "
    "seal of the ballots and from the dice rolled in the room: %(dice)s."
)
_NO_LOT: Final = N_("The public order, which breaks ties, was not needed.")
_DICE: Final = N_("Dice rolled in the room: %(dice)s.")
_SAME: Final = N_("Most votes first would have given the same list.")
_SAME_MONEY: Final = N_("Most votes first would have funded the same proposals.")
_OTHERWISE: Final = N_(
    "Most votes first would have taken no. %(gained)s instead of no. %(lost)s."
)
_MORE: Final = N_("Most votes first would have taken no. %(gained)s too.")
_FEWER: Final = N_("Most votes first would not have taken no. %(lost)s.")
_SPENT: Final = N_("Spent: %(spent)s dirhams. Left: %(left)s dirhams.")
_PLACES_LEFT: Final = NN_("%(num)d place stayed empty.", "%(num)d places stayed empty.")
_REPRESENTED: Final = NN_(
    "%(num)d ballot of %(ballots)d (%(part)d%%) names at least one winner.",
    "%(num)d ballots of %(ballots)d (%(part)d%%) name at least one winner.",
)
_LACKED: Final = NN_(
    "There was %(reached)d%% of its price; %(num)d more vote would have sufficed.",
    "There was %(reached)d%% of its price; %(num)d more votes would have sufficed.",
)
_REACHED: Final = N_("There was %(reached)d%% of its price.")
_PAID: Final = NN_("%(num)d supporter paid for it.", "%(num)d supporters paid for it.")
_PAID_EACH: Final = NN_(
    "%(num)d supporter paid for it, at most %(each)s dirhams.",
    "%(num)d supporters paid for it, at most %(each)s dirhams each.",
)
_MIRROR: Final = {
    True: N_(
        "A note, not the decision: if the room mirrored the town by these groups, the "
        "winners would be the same."
    ),
    False: N_(
        "A note, not the decision: if the room mirrored the town by these groups, the "
        "winners would not be the same."
    ),
}


def level(told: Told) -> Sentence:
    """Return how sure it is that one person had one ballot."""
    return Sentence(words.LEVELS[told.result.spec.level])


def explanation(told: Told) -> tuple[Sentence, ...]:
    """Return the two sentences that explain equal shares, or nothing."""
    if not told.is_shared_out:
        return ()
    if told.is_money:
        first = N_("Everybody who votes has the same share of the money.")
        second = N_(
            "A proposal is funded when those who chose it can pay for it together "
            "with what is left of their shares."
        )
    else:
        first = N_("Everybody who votes has the same share of the places.")
        second = N_(
            "A proposal wins a place when those who chose it can pay for it together "
            "with what is left of their shares."
        )
    return Sentence(first), Sentence(second)


def picture() -> Sentence:
    """Return in words what the picture of equal shares shows."""
    return Sentence(
        N_(
            "Seven people with a coin each. Three pay for one proposal and three for "
            "another; the coin of the seventh is not enough for the third proposal."
        )
    )


def comparison(told: Told) -> tuple[Sentence, ...]:
    """Return how the decision differs from most votes first."""
    if not told.compares:
        return ()
    if told.is_same:
        return (Sentence(_SAME_MONEY if told.is_money else _SAME),)
    won, plain = ids(told.first), ids(told.plain)
    gained = numbers(s for s in told.plain if s.option.id not in won)
    lost = numbers(s for s in told.first if s.option.id not in plain)
    message = _OTHERWISE if gained and lost else _MORE if gained else _FEWER
    return (Sentence(message, values={"gained": gained, "lost": lost}),)


def money(told: Told) -> tuple[Sentence, ...]:
    """Return what was spent and what is left, or how many places stayed empty."""
    if "spent" not in told.facts:
        return ()
    left = int(told.facts["left"])
    if told.is_money:
        spent = words.money(told.facts["spent"])
        return (Sentence(_SPENT, values={"spent": spent, "left": words.money(left)}),)
    return (Sentence(*_PLACES_LEFT, {"num": left}),) if left else ()


def about(told: Told, line: Standing) -> Sentence | None:
    """Return who paid for a winner, or what a loser lacked; None where nobody paid."""
    for one in told.bought:
        if one.standing is line and one.each is not None:
            if not told.is_money:
                return Sentence(*_PAID, {"num": one.payers})
            each = words.money(whole_dirhams(one.each))
            return Sentence(*_PAID_EACH, {"num": one.payers, "each": each})
    for lacking in told.missed:
        if lacking.standing is line:
            if lacking.missing is None:
                return Sentence(_REACHED, values={"reached": lacking.reached})
            values = {"reached": lacking.reached, "num": lacking.missing}
            return Sentence(*_LACKED, values)
    return None


def represented(told: Told) -> tuple[Sentence, ...]:
    """Return how many people have at least one winner."""
    number = told.facts.get("represented")
    if number is None or not told.voters:
        return ()
    part = 100 * number // told.voters
    values = {"num": number, "ballots": told.voters, "part": part}
    return (Sentence(*_REPRESENTED, values),)


def firmness(told: Told, *, with_ties: bool = True) -> tuple[Sentence, ...]:
    """Return how firm the result is: margins, ties, lots, how options were shown."""
    if told.is_consent:
        return ()
    return (
        *_margin(told.margin, told),
        *(ties(told) if with_ties else ()),
        *lots(told),
        Sentence(*_SHOWN, {"num": len(told.result.spec.options)}),
    )


def ties(told: Told) -> tuple[Sentence, ...]:
    """Return which options share a place."""
    return tuple(
        Sentence(_TIE, values={"rank": tie[0].rank or 0, "numbers": numbers(tie)})
        for tie in told.result.ties
    )


def lots(told: Told) -> tuple[Sentence, ...]:
    """Return where the public order decided, and the dice."""
    dice = told.result.dice
    if not told.drawn:
        rolled = (Sentence(_DICE, values={"dice": dice}),) if dice else ()
        return (*rolled, Sentence(_NO_LOT)) if told.decides else rolled
    message = _ROLLED if dice else _DRAWN
    return tuple(
        Sentence(message, values={"numbers": numbers(group), "dice": dice})
        for group in told.drawn
    )


def mirror(told: Told) -> tuple[Sentence, ...]:
    """Return whether a room that mirrored the town would have chosen the same."""
    kept: Mapping[str, Any] = told.result.groups.get("mirror") or {}
    same = kept.get("same_winners")
    return (Sentence(_MIRROR[same]),) if same is not None else ()


def _margin(margin: Margin | None, told: Told) -> tuple[Sentence, ...]:
    if margin is None:
        return ()
    values = {
        "num": abs(margin.votes),
        "last": margin.last.option.number,
        "next": margin.next.option.number,
    }
    if margin.votes == 0:
        ahead = Sentence(_LEVEL, values=values)
    elif margin.votes < 0:
        ahead = Sentence(*_BEHIND, values)
    else:
        ahead = Sentence(*_AHEAD, values)
    counts_votes = told.method in (Method.STICKERS, Method.BUDGET)
    said = (ahead,) if counts_votes else ()
    if margin.ballots is None:
        return (*said, Sentence(_NOT_COMPUTED))
    return (*said, Sentence(*_BALLOTS, {"num": margin.ballots}))
