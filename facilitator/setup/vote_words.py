"""The words in which a vote is prepared."""

from flask_babel import lazy_gettext as _

from facilitator.voting.cases import Case
from facilitator.voting.rounds import Among
from facilitator.voting.rules import Level, Outcome

# What the choice is, and what it is good for.
CASES = {
    Case.SHORTLIST: (
        _("20 to 60 ideas → a shortlist"),
        _("Each person has a few stickers. The best supported proposals go on."),
    ),
    Case.MONEY: (
        _("Share out an amount of money"),
        _("Each proposal has a cost. Stickers show what people want to be funded."),
    ),
    Case.ADOPT: (
        _("Adopt one text or proposal"),
        _("Yes, yes with reservations, or no. It is adopted when enough people agree."),
    ),
    Case.ONE: (
        _("Choose one of a few"),
        _("For 2 to 10 proposals. None to five stars for each, then a runoff."),
    ),
    Case.ORDER: (
        _("See which proposals matter most"),
        _("Each person has a few stickers. It ends in an order; nobody wins."),
    ),
    Case.PRIORITIES: (
        _("Rank a few priorities"),
        _("For at most 7 proposals. Each person puts them in order."),
    ),
    Case.POINTS: (
        _("Share out points"),
        _("Each person has ten points, for some proposals more, for others fewer."),
    ),
    Case.WORDS: (
        _("Rate each with a word"),
        _("From “to be rejected” to “very good”. The best rated proposal wins."),
    ),
    Case.TRIAGE: (
        _("Keep, change or drop each"),
        _("For projects that are drafted already. Nobody wins."),
    ),
    Case.MATRIX: (
        _("Impact and feasibility"),
        _("Each proposal is rated on both, to talk about it. It decides nothing."),
    ),
}
USUAL = (Case.SHORTLIST, Case.MONEY, Case.ADOPT, Case.ONE, Case.ORDER)
FURTHER = tuple(case for case in CASES if case not in USUAL)

LEVELS = {
    Level.OPEN: (
        _("Everybody who joined by phone"),
        _("Indicative: one person could vote twice."),
    ),
    Level.SLIPS: (
        _("Whoever holds a voting slip"),
        _("One printed slip, one ballot. The usual choice for a decision."),
    ),
    Level.WITNESSED: (
        _("Voting slips, and witnesses"),
        _("Witnesses photograph the seals and count the slips that are left."),
    ),
}

OUTCOMES = {
    Outcome.FAIR: _("Fair: every group of people gets its part of the list"),
    Outcome.TOP: _("The most votes first"),
    Outcome.ORDER: _("An order only; nobody wins"),
    Outcome.SHARES: _("Fair: every ballot carries the same part of the money"),
    Outcome.GREEDY: _("The most votes first, as long as the money lasts"),
    Outcome.ONE: _("One winner"),
}
GROUPS = {
    "gender": _("Gender"),
    "age": _("Age band"),
    "belonging": _("Resident, association or staff"),
}
AMONG = {
    Among.TIED: _("Those between which the lot decided"),
    Among.WINNERS: _("The winners"),
    Among.FIRST: _("The first five"),
    Among.VOTED: _("All that got votes"),
}


def numbered(number: int, title: str) -> str:
    """Return how a proposal is named in a list of choices."""
    return f"{number}. {title}"
