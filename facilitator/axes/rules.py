"""What an axis may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from facilitator.errors import N_, NN_, RuleBroken

# The accessible set of static/css/tokens.css, by number from 1.
COLOUR_NAMES = (
    N_("Blue"),
    N_("Ochre"),
    N_("Violet"),
    N_("Green"),
    N_("Red"),
    N_("Teal"),
    N_("Rose"),
    N_("Slate"),
)
COLOURS = len(COLOUR_NAMES)
MAX_AXES = 12
TITLE_LIMIT = 240  # characters; the longest of Fez has 150 in French
QUESTION_LIMIT = 300
OBJECTIVE_LIMIT = 300
MAX_OBJECTIVES = 8
LED_BY_LIMIT = 160


Texts = dict[str, str]


@dataclass(frozen=True)
class AxisText:
    """What an axis says, in each language."""

    title: Texts
    question: Texts = field(default_factory=dict)
    led_by: Texts = field(default_factory=dict)
    objectives: Sequence[Texts] = ()


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
