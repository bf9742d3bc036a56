"""What the answers on a ballot are called. Pure: sentences to be said later."""

from typing import Final

from facilitator.errors import N_, NN_
from facilitator.texts import Sentence
from facilitator.voting.methods import Content, matrix
from facilitator.voting.methods import points as points_method
from facilitator.voting.methods import stars as stars_method
from facilitator.voting.rules import Method
from facilitator.voting.spec import Option, Spec

MOST_STARS: Final = stars_method.MOST
MOST_ON_ONE: Final = points_method.MOST_ON_ONE
SIDES: Final = matrix.SIDES

# As the word of each stands on a ballot, in the order in which people read them.
CONSENT: Final = {
    "yes": N_("Yes"),
    "reservations": N_("Yes, with reservations"),
    "no": N_("No"),
}
# By the number that ballots hold, the lowest first.
VERDICTS: Final = (N_("Drop it"), N_("Change it"), N_("Keep it"))
# Balinski and Laraki's six.
GRADES: Final = (
    N_("Reject"),
    N_("Poor"),
    N_("Passable"),
    N_("Fair"),
    N_("Good"),
    N_("Very good"),
)
# From 1 to 5.
IMPACTS: Final = (
    N_("very small"),
    N_("small"),
    N_("medium"),
    N_("large"),
    N_("very large"),
)
FEASIBILITIES: Final = (
    N_("very hard"),
    N_("hard"),
    N_("feasible"),
    N_("easy"),
    N_("very easy"),
)
# (number on the ballot, word) of what one is chosen from, in the order of reading.
CHOICES: Final = {
    Method.TRIAGE: tuple(enumerate(VERDICTS))[::-1],
    Method.JUDGMENT: tuple(enumerate(GRADES))[::-1],
}
LEVELS: Final = {
    "impact": tuple(enumerate(IMPACTS, 1)),
    "feasibility": tuple(enumerate(FEASIBILITIES, 1)),
}

_POINTS = NN_("%(num)d point", "%(num)d points")
_STARS = NN_("%(num)d star", "%(num)d stars")
_PLACE = N_("Place %(rank)s")
_SIDES = N_("Impact %(impact)s of %(most)s, feasibility %(feasibility)s of %(most)s")


def points(number: int) -> Sentence:
    """Return how many points were given."""
    return Sentence(*_POINTS, {"num": number})


def stars(number: int) -> Sentence:
    """Return how many stars were given."""
    return Sentence(*_STARS, {"num": number})


def place(number: int) -> Sentence:
    """Return the place in an order that somebody made."""
    return Sentence(_PLACE, values={"rank": number})


def answer_to(method: Method, option_id: str, content: Content) -> Sentence | None:
    """Return what a ballot says of one option, None when nothing in words.

    A mark says no more than that the option is named.
    """
    if isinstance(content, str):
        return Sentence(CONSENT[content]) if content in CONSENT else None
    if isinstance(content, list):
        return None
    if method is Method.MATRIX:
        return _both_sides(option_id, content)
    value = content.get(option_id)
    return None if value is None else _value(method, value)


def answered(spec: Spec, content: Content) -> list[tuple[Option, Sentence | None]]:
    """Return the options that a ballot names, with what it says of each in words.

    An order that somebody made is kept; else they come by number.
    """
    if isinstance(content, str):
        return []
    named = [o for o in spec.options if _names(spec.method, o.id, content)]
    if spec.method is Method.RANKING and isinstance(content, dict):
        named.sort(key=lambda option: content[option.id])
    return [(o, answer_to(spec.method, o.id, content)) for o in named]


def _names(method: Method, option_id: str, content: Content) -> bool:
    if isinstance(content, list):
        return option_id in content
    return answer_to(method, option_id, content) is not None


def _value(method: Method, value: int) -> Sentence:
    if method is Method.TRIAGE:
        return Sentence(VERDICTS[value])
    if method is Method.JUDGMENT:
        return Sentence(GRADES[value])
    return {Method.POINTS: points, Method.STARS: stars, Method.RANKING: place}[method](
        value
    )


def _both_sides(option_id: str, content: dict[str, int]) -> Sentence | None:
    given = {side: content.get(matrix.key(option_id, side)) for side in SIDES}
    if None in given.values():
        return None
    values = {side: value or 0 for side, value in given.items()}
    return Sentence(_SIDES, values={**values, "most": matrix.BEST})
