"""How a result is shown to the room, stage after stage. Pure."""

from enum import IntEnum

from facilitator.errors import N_


class Stage(IntEnum):
    """How much of a result the room has seen. Each stage holds those before it.

    Source: UX requirement 83.
    """

    HIDDEN = 0
    TURNOUT = 1  # the question, and how many voted
    OTHERS = 2  # what did not come first, from the last place up; the answers
    FIRST = 3  # what came first; the decision
    ALL = 4  # everything, on phones and public pages too


# What the button says that goes on to a stage.
NEXT = {
    Stage.TURNOUT: N_("Results, 1 of 4: who took part"),
    Stage.OTHERS: N_("Results, 2 of 4: from the last place up"),
    Stage.FIRST: N_("Results, 3 of 4: what comes first"),
    Stage.ALL: N_("Results, 4 of 4: everything, on phones too"),
}


def following(revealed: int) -> Stage:
    """Return the stage after `revealed`; the last stays the last."""
    return Stage(min(revealed + 1, Stage.ALL))
