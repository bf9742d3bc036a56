"""Steps, what each allows, and the limits of a workshop's texts."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypedDict

from facilitator.errors import N_, NN_, RuleBroken
from facilitator.texts import LANGUAGES

TITLE_LIMIT = 200  # characters
ORGANISER_LIMIT = 160
VENUE_LIMIT = 200
MANDATE_LIMIT = 600
CLOSING_LIMIT = 600
CONTACT_LIMIT = 200
WIFI_NAME_LIMIT = 32  # as the standard of Wi-Fi has it
WIFI_PASSWORD_LIMIT = 63  # the same
PARTNER_LIMIT = 160
MAX_PARTNERS = 20
NEXT_STEP_LIMIT = 300
MAX_NEXT_STEPS = 20
STEP_TITLE_LIMIT = 160
MAX_STEPS = 40
LONGEST_STEP = 600  # minutes
LONGEST_KEPT = 60  # months


class Status(StrEnum):
    """A workshop's life as its facilitators see it."""

    DRAFT = "draft"
    OPEN = "open"
    ENDED = "ended"


class PartOfDay(StrEnum):
    """When no hour is known."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Template(StrEnum):
    """What a new workshop begins with."""

    OPENNESS = "openness"
    BLANK = "blank"


class StepKind(StrEnum):
    """What an item of the agenda is. Source: DESIGN, "How a workshop runs"."""

    RECEPTION = "reception"
    OPENING = "opening"
    PRESENTATION = "presentation"
    WRITING = "writing"
    TABLES = "tables"
    REPORT_BACK = "report_back"
    MERGING = "merging"
    VOTE = "vote"
    RESULTS = "results"
    CLOSING = "closing"
    BREAK = "break"
    DISCUSSION = "discussion"
    FREE = "free"


class Activity(StrEnum):
    """What participants may do at a step."""

    PROPOSE = "propose"
    READ = "read"  # the proposals of others
    VOTE = "vote"


ALLOWED: dict[StepKind, frozenset[Activity]] = {
    StepKind.WRITING: frozenset({Activity.PROPOSE}),
    StepKind.TABLES: frozenset({Activity.PROPOSE, Activity.READ}),
    StepKind.REPORT_BACK: frozenset({Activity.READ}),
    StepKind.MERGING: frozenset({Activity.READ}),
    StepKind.DISCUSSION: frozenset({Activity.READ}),
    StepKind.VOTE: frozenset({Activity.VOTE, Activity.READ}),
    StepKind.RESULTS: frozenset({Activity.READ}),
    StepKind.CLOSING: frozenset({Activity.READ}),
}

STEP_NAMES: dict[StepKind, str] = {
    StepKind.RECEPTION: N_("Reception"),
    StepKind.OPENING: N_("Opening"),
    StepKind.PRESENTATION: N_("Presentation of the axes"),
    StepKind.WRITING: N_("Writing alone"),
    StepKind.TABLES: N_("Work at the tables"),
    StepKind.REPORT_BACK: N_("Report back to everybody"),
    StepKind.MERGING: N_("Bringing proposals together"),
    StepKind.VOTE: N_("Vote"),
    StepKind.RESULTS: N_("Results"),
    StepKind.CLOSING: N_("Closing"),
    StepKind.BREAK: N_("Break"),
    StepKind.DISCUSSION: N_("Discussion"),
    StepKind.FREE: N_("Other item"),
}

# (kind, planned minutes, minimum minutes). The half day of the model workshops;
# their sources give no durations, these are our proposal.
OPENNESS_WORKSHOP: tuple[tuple[StepKind, int, int], ...] = (
    (StepKind.RECEPTION, 20, 10),
    (StepKind.OPENING, 15, 5),
    (StepKind.PRESENTATION, 20, 10),
    (StepKind.WRITING, 10, 5),
    (StepKind.TABLES, 45, 20),
    (StepKind.REPORT_BACK, 20, 10),
    (StepKind.MERGING, 15, 5),
    (StepKind.VOTE, 10, 5),
    (StepKind.RESULTS, 10, 5),
    (StepKind.CLOSING, 10, 5),
)


BLANK_WORKSHOP: tuple[tuple[StepKind, int, int], ...] = (
    (StepKind.RECEPTION, 15, 5),
    (StepKind.FREE, 60, 10),
    (StepKind.CLOSING, 10, 5),
)

USUAL_MINUTES = {kind: (most, least) for kind, most, least in OPENNESS_WORKSHOP}
AGENDAS = {Template.OPENNESS: OPENNESS_WORKSHOP, Template.BLANK: BLANK_WORKSHOP}

# What the vote decides, until the organiser writes it better. It goes into the
# workshop in every language at once, so it is content and not a message.
MANDATE: dict[str, str] = {
    "ar": "التصويت استشاري: يرتب المشاركون والمشاركات الاقتراحات حسب الأولوية، "
    "ويبقى القرار لمجلس الجماعة، الذي يعلل جوابه.",
    "fr": "Le vote est consultatif : il classe les propositions par priorité. "
    "La décision revient au conseil, qui motive sa réponse.",
    "en": "The vote is consultative: it ranks the proposals by priority. "
    "The decision is the council's, which gives its reasons.",
}


Texts = dict[str, str]


class Facts(TypedDict, total=False):
    """What a workshop says of itself. See the model for what each means."""

    title: Texts
    organiser: Texts
    venue: Texts
    mandate: Texts
    closing_words: Texts
    held_on: str | None
    weekday: int | None
    part_of_day: PartOfDay | None
    starts: str | None
    ends: str | None
    languages: list[str]
    main_language: str
    contact: str
    kept_months: int | None
    reviewed: bool
    wifi_name: str
    wifi_password: str
    census: dict[str, dict[str, int]] | None


class NotAtThisStep(RuleBroken):
    """The workshop's current step does not allow it."""

    message = N_("That is not open at this step of the workshop.")


def allowed(kind: StepKind | None) -> frozenset[Activity]:
    """Return what participants may do at a step; nothing before the first."""
    return ALLOWED.get(kind, frozenset()) if kind else frozenset()


def require(kind: StepKind | None, activity: Activity) -> None:
    """Refuse `activity` where the step does not allow it.

    Raises:
        NotAtThisStep: it does not.
    """
    if activity not in allowed(kind):
        raise NotAtThisStep()


class StepIsCurrent(RuleBroken):
    """The workshop stands at the step."""

    message = N_("The workshop stands at this step now. Go on to another step first.")


class TooManySteps(RuleBroken):
    """The agenda is full."""

    message = NN_(
        "An agenda has at most %(num)d step.", "An agenda has at most %(num)d steps."
    )


class NoSuchAccount(RuleBroken):
    """There is nobody to share the workshop with."""

    message = N_(
        "No facilitator has this e-mail address. Invite them first, then share."
    )


class OwnerStays(RuleBroken):
    """A workshop always has its owner."""

    message = N_("The workshop stays with the person who made it.")


def in_order(languages: Iterable[str], main: str) -> list[str]:
    """Return the languages that a workshop offers, its main language first."""
    others = [code for code in LANGUAGES if code in set(languages) - {main}]
    return [main, *others]


class TooManyNextSteps(RuleBroken):
    """The list is full."""

    message = NN_(
        "The list has room for %(num)d step.", "The list has room for %(num)d steps."
    )


class EndsBeforeStart(RuleBroken):
    """The hours are the wrong way round."""

    message = N_("The end must be later than the start.")
