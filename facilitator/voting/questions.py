"""What the room is asked when nobody has written a question. Pure."""

from typing import Final

from facilitator.errors import N_
from facilitator.voting.rules import Method

USUAL_QUESTIONS: Final = {
    Method.CONSENT: N_("Do we adopt this proposal?"),
    Method.STARS: N_("How much do you like each proposal?"),
    Method.BUDGET: N_("What should the money be spent on?"),
    Method.TRIAGE: N_("What should become of each proposal?"),
    Method.RANKING: N_("In which order would you put these proposals?"),
    Method.JUDGMENT: N_("How good is each proposal?"),
    Method.MATRIX: N_("How much would each proposal change, and how easy is it?"),
}


def usual_question(method: Method) -> str:
    """Return what is asked when nobody says otherwise."""
    return USUAL_QUESTIONS.get(method, N_("Which of these proposals matter most?"))
