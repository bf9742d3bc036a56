"""What an axis may be."""

from collections.abc import Sequence

from facilitator.errors import N_, NN_, RuleBroken

COLOURS = 8  # in the accessible set of static/css/tokens.css
MAX_AXES = 12
TITLE_LIMIT = 240  # characters; the longest of Fez has 150 in French
QUESTION_LIMIT = 300
OBJECTIVE_LIMIT = 300
MAX_OBJECTIVES = 8
LED_BY_LIMIT = 160


class TooManyAxes(RuleBroken):
    """A room cannot work on more."""

    message = NN_(
        "A workshop has at most %(num)d axis.", "A workshop has at most %(num)d axes."
    )


class AxisInUse(RuleBroken):
    """Something hangs on the axis."""

    message = N_(
        "This axis holds proposals, or a vote is about it: it cannot be removed."
    )


def next_colour(used: Sequence[int]) -> int:
    """Return the first colour that is used least; `used` names one for each axis."""
    return min(range(1, COLOURS + 1), key=lambda colour: (used.count(colour), colour))
