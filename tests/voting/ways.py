"""A room for each method of voting, with proposals as people write them."""

from itertools import cycle
from typing import Any

from sqlalchemy.orm import Session

from facilitator.proposals.models import Objective
from facilitator.voting.actions import open_vote
from facilitator.voting.methods import Content
from facilitator.voting.rules import Method
from facilitator.voting.terms import Terms
from tests.voting.rooms import Room, make_room

TITLES = (
    ("ar", "إحداث وتجهيز متحف رياضي بالملعب البلدي"),
    ("ar", "تنظيم مهرجان دولي لفنون الطبخ بمنطقة الغرب"),
    ("fr", "Journées portes ouvertes du numérique à la commune de Kénitra"),
    ("ar", "WiFi مجاني في دور الشباب"),
    ("fr", "Anticonstitutionnellement" * 5),  # 125 letters without a blank
    ("ar", "حملات توعوية بيئية"),
)
QUESTIONS = {
    Method.CONSENT: {
        "ar": "هل نعتمد هذا المقترح باسم الورشة؟",
        "fr": "Adoptons-nous cette proposition au nom de l'atelier ?",
    },
}
# A ballot of each, as it is kept.
SAYS: dict[Method, Content] = {
    Method.STICKERS: ["P1", "P3"],
    Method.BUDGET: ["P1", "P3"],
    Method.CONSENT: "reservations",
    Method.POINTS: {"P1": 3, "P3": 5, "P4": 1},
    Method.STARS: {"P1": 4, "P3": 5, "P6": 1},
    Method.TRIAGE: {"P1": 2, "P3": 0, "P4": 1},
    Method.RANKING: {"P1": 2, "P3": 2, "P4": 1},
    Method.JUDGMENT: {"P1": 5, "P2": 0, "P3": 2},
    Method.MATRIX: {
        "P1.feasibility": 2,
        "P1.impact": 4,
        "P3.feasibility": 5,
        "P3.impact": 1,
    },
}
SCRIPTS = {
    Method.STICKERS: "marks",
    Method.BUDGET: "marks",
    Method.CONSENT: "reason",
    Method.POINTS: "points",
    Method.STARS: "rated",
    Method.TRIAGE: "rated",
    Method.RANKING: "ranking",
    Method.JUDGMENT: "rated",
    Method.MATRIX: "rated",
}
COSTS = (6_000_000, 125_000_000, 4_550_050, 800_000, 30_000_000, 99_900)  # centimes
MONEY = {"budget": 150_000_000}


def make_room_for(
    session: Session,
    method: Method,
    *,
    options: int = len(TITLES),
    opened: bool = True,
    **terms: Any,
) -> Room:
    """A room in which a vote by `method` is open, or ready to be."""
    room = make_room(session, options=options)
    written = cycle(zip(TITLES, COSTS, strict=True))
    for proposal, ((language, title), cost) in zip(
        room.proposals, written, strict=False
    ):
        proposal.language, proposal.title = language, title
        proposal.cost = cost if method is Method.BUDGET else None
        for place in range(2):
            text = "التعريف بالخدمات الرقمية المتاحة للمواطنين"
            session.add(Objective(proposal_id=proposal.id, position=place, text=text))
    given = {**(MONEY if method is Method.BUDGET else {}), **terms}
    room.vote.method = method
    room.vote.question = QUESTIONS.get(method, {})
    room.vote.terms = Terms(**given).plain()
    room.vote.picked = [1] if method is Method.CONSENT else None
    session.flush()
    if opened:
        open_vote(session, room.vote, room.account.id)
    return room


def as_sent(says: Content) -> dict[str, Any]:
    """The fields in which a form sends what a ballot says."""
    if isinstance(says, list):
        return {"marks": says}
    if isinstance(says, str):
        return {"answer": says}
    return {f"value-{key}": str(value) for key, value in says.items()}
