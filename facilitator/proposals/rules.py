"""What a proposal may be, and what may become of it."""

from enum import StrEnum

TITLE_LIMIT = 140  # characters
OBJECTIVE_LIMIT = 300
MAX_OBJECTIVES = 6
DESCRIPTION_LIMIT = 2000
PARTNERS_LIMIT = 300
REASON_LIMIT = 300


class State(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"  # only its author sees it
    HELD = "held"  # submitted, waits for the facilitator
    SHOWN = "shown"  # everybody sees it
    HIDDEN = "hidden"  # taken out with a reason; can come back


class Origin(StrEnum):
    """How a proposal came in."""

    PHONE = "phone"
    ORGANISER = "organiser"  # announced by the organiser, or entered for a person
