"""What a proposal may be, and what may become of it."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from facilitator.errors import N_, NN_, RuleBroken
from facilitator.limits import Allowance
from facilitator.texts import language_of

TITLE_LIMIT = 140  # characters
OBJECTIVE_LIMIT = 300
MAX_OBJECTIVES = 6
DESCRIPTION_LIMIT = 2000
PARTNERS_LIMIT = 300
REASON_LIMIT = 300
WRITES_AT_ONCE, WRITES_EACH = 120, 1.0  # of one phone; then one in so many seconds
MOST_OF_ONE = 100  # drafts and proposals; a table of eight has one phone
STILL_WRITING = 10  # minutes without a change after which nobody writes any more

WRITTEN_IN = {"ar": "العربية", "fr": "Français", "en": "English", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}
_KEY = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[0-9]{1,9}")


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


class NeedsTitle(RuleBroken):
    """A proposal without a title."""

    message = N_("Please give your proposal a title.")


class NeedsAxis(RuleBroken):
    """A proposal under no axis of this workshop."""

    message = N_("Please choose an axis.")


class NeedsReason(RuleBroken):
    """Hiding without saying why: the author would not know."""

    message = N_("Please say why the proposal is hidden. Its author will read it.")


class ReasonTooLong(RuleBroken):
    """A reason that no phone shows at once."""

    message = NN_(
        "The reason may have at most %(num)d character.",
        "The reason may have at most %(num)d characters.",
    )


class TooManyOfOne(RuleBroken):
    """More drafts and proposals than one phone may hold."""

    message = NN_(
        "One phone can hold at most %(num)d proposal.",
        "One phone can hold at most %(num)d proposals.",
    )


class ChangedMeanwhile(RuleBroken):
    """Somebody else saved another text since this page was opened."""

    message = N_(
        "This proposal was changed elsewhere since you opened this page. "
        "Nothing of yours is lost: compare the two texts and send again."
    )


@dataclass(frozen=True)
class Words:
    """What the author wrote, cleaned. `language` is empty where it is to be found."""

    title: str = ""
    description: str = ""
    partners: str = ""
    objectives: tuple[str, ...] = ()
    axis_id: int | None = None
    language: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written at all."""
        return not (
            self.title or self.description or self.partners or any(self.objectives)
        )

    def in_a_language(self, default: str) -> "Words":
        """Return these words with their language, found in the text if not told."""
        if self.language in WRITTEN_IN:
            return self
        text = " ".join([self.title, *self.objectives, self.description])
        return replace(self, language=language_of(text, default))


def check_complete(words: Words) -> None:
    """Refuse to submit what has no title or stands under no axis.

    Raises:
        NeedsTitle, NeedsAxis: it has none.
    """
    if not words.title:
        raise NeedsTitle()
    if words.axis_id is None:
        raise NeedsAxis()


def check_reason(reason: str) -> None:
    """Refuse to hide a proposal for a reason that is missing or too long.

    Raises:
        NeedsReason, ReasonTooLong: it is.
    """
    if not reason:
        raise NeedsReason()
    if len(reason) > REASON_LIMIT:
        raise ReasonTooLong(num=REASON_LIMIT)


def writes() -> Allowance:
    """Return how often a phone writes: 120 times at once, then once a second.

    Drafts are kept two seconds after the last key; a table of eight that sends all
    its proposals after an outage has room for that. A phone holds at most 100 texts,
    whatever it sends: what this bounds is the work, not the room that it takes.
    """
    return Allowance(WRITES_AT_ONCE, WRITES_EACH)


def is_key(value: str) -> bool:
    """Whether `value` can be the key of a proposal: 32 hexadecimal characters."""
    return _KEY.fullmatch(value) is not None


def read_number(typed: str | None) -> int:
    """Return the number that a hidden field or an address holds, else 0."""
    return int(typed) if typed and _NUMBER.fullmatch(typed) else 0


def state_after_writing(state: State, *, reviewed: bool) -> State:
    """Return where a proposal stands once its author has sent it (again).

    In a workshop that is reviewed nothing new is shown before the facilitator
    saw it, and what was hidden comes back only through the facilitator.
    """
    if reviewed or state is State.HIDDEN:
        return State.HELD
    return State.HELD if state is State.HELD else State.SHOWN
