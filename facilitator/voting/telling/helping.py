"""Which winners one ballot helped. For the phone of the ballot's owner. Pure."""

from collections.abc import Mapping
from fractions import Fraction

from facilitator.voting.methods.counting import Content
from facilitator.voting.results import Result, Standing
from facilitator.voting.rules import BLANK, Method, Outcome
from facilitator.voting.telling.told import Told

_COUNTED = (Method.STICKERS, Method.POINTS, Method.BUDGET)


def helped(result: Result, content: Content) -> tuple[Standing, ...]:
    """Return the winners that a ballot helped, in the order of the result.

    Where everybody had a share, those for which the ballot still had something to
    pay; else those that it names. Nothing is kept of it.
    Source: VOTING, "Explained to participants".
    """
    told = Told(result)
    if content == BLANK or told.method not in _COUNTED or not told.decides:
        return ()
    values = _values(content)
    if not told.is_shared_out:
        return tuple(line for line in told.first if values.get(line.option.id))
    return tuple(told.by_id[one] for one in _paid(result, values))


def _paid(result: Result, values: Mapping[str, int]) -> list[str]:
    """Return the bought options that a ballot names and could still pay for."""
    left = Fraction(result.facts.get("share", 0))
    is_money = result.facts.get("outcome") == Outcome.SHARES
    found = []
    for one in result.facts.get("purchases", ()):
        value = values.get(one["option"], 0)
        if not value:
            continue
        if one.get("price") is None:
            found.append(one["option"])
            continue
        utility = one["cost"] if is_money else value
        paid = min(left, Fraction(one["price"]) * utility)
        left -= paid
        if paid > 0:
            found.append(one["option"])
    return found


def _values(content: Content) -> Mapping[str, int]:
    if isinstance(content, list):
        return dict.fromkeys(content, 1)
    return content if isinstance(content, dict) else {}
