"""The words for what a vote comes to, by method. Pure."""

from typing import Final

from facilitator.errors import N_
from facilitator.money import Amount
from facilitator.texts import Sentence
from facilitator.voting import answers
from facilitator.voting.rules import BLANK, Level, Method, Outcome

CONSULTATIVE: Final = N_(
    "This vote is consultative: it informs the council, which decides."
)
WON: Final = {
    Outcome.TOP: N_("In the shortlist"),
    Outcome.FAIR: N_("In the shortlist"),
    Outcome.ONE: N_("Chosen"),
    Outcome.SHARES: N_("Funded"),
    Outcome.GREEDY: N_("Funded"),
}
LOST: Final = {
    Outcome.TOP: N_("Not in the shortlist"),
    Outcome.FAIR: N_("Not in the shortlist"),
    Outcome.ONE: N_("Not chosen"),
    Outcome.SHARES: N_("Not funded"),
    Outcome.GREEDY: N_("Not funded"),
}
ADOPTED: Final = N_("Adopted")
NOT_ADOPTED: Final = N_("Not adopted")
FIRST: Final = N_("First places")
OTHERS: Final = N_("The other places")

# What the number of a bar counts.
UNITS: Final = {
    Method.STICKERS: N_("Votes"),
    Method.BUDGET: N_("Votes"),
    Method.CONSENT: N_("Answers"),
    Method.POINTS: N_("Points"),
    Method.STARS: N_("Stars"),
    Method.TRIAGE: answers.VERDICTS[-1],
    Method.RANKING: N_("Proposals beaten"),
    Method.JUDGMENT: N_("Middle grade"),
    Method.MATRIX: N_("Impact + feasibility"),
}
ANSWERS: Final = {**answers.CONSENT, BLANK: N_("Abstention")}
VERDICTS: Final = {
    **dict(zip(("drop", "change", "keep"), answers.VERDICTS, strict=True)),
    "none": N_("No majority"),
}
QUADRANTS: Final = {
    "now": N_("Do now: much impact, easy"),
    "plan": N_("Plan: much impact, hard"),
    "easy": N_("Easy, with little impact"),
    "leave": N_("Leave: little impact, hard"),
}
NUMBERED: Final = N_("Proposal %(number)d")
LEVEL: Final = N_("Both the same")
SIDES: Final = (N_("Impact"), N_("Feasibility"))
HOWS: Final = {
    "all": N_("There was enough for every proposal"),
    "reserved": N_("Reserved at the opening"),
    "shares": N_("Paid by its supporters"),
    "filled": N_("From what was left, by most votes"),
}
LEVELS: Final = {
    Level.OPEN: N_("Indicative: one person could vote twice."),
    Level.SLIPS: N_("One voting slip, one ballot."),
    Level.WITNESSED: N_("One voting slip, one ballot; witnesses check the count."),
}


REASON_HEADS: Final = (Sentence(N_("Answer")), Sentence(N_("Reason")))


def answer(said: str) -> Sentence:
    """Return the words for an answer to a consent check."""
    return Sentence(ANSWERS[said])


def sides() -> tuple[Sentence, ...]:
    """Return the names of the two sides of a field: up, and along."""
    return tuple(Sentence(side) for side in SIDES)


def decimal(hundredths: int) -> Sentence:
    """Return hundredths as a number with one decimal, rounded half up."""
    tenths = (hundredths + 5) // 10
    return Sentence(N_("%(whole)s.%(tenth)s"), "", _parts(tenths))


def _parts(tenths: int) -> dict[str, str | int]:
    return {"whole": str(tenths // 10), "tenth": str(tenths % 10)}


def money(centimes: int) -> Sentence:
    """Return an amount in dirhams, grouped as the reader's language does."""
    return Amount(centimes)
