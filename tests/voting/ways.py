"""A room for each method of voting, with proposals as people write them."""

from typing import Any

from sqlalchemy.orm import Session

from facilitator.proposals.models import Objective
from facilitator.voting.actions import open_vote
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
COSTS = (6_000_000, 125_000_000, 4_550_050, 800_000, 30_000_000, 99_900)  # centimes
MONEY = {"budget": 150_000_000}


def make_room_for(
    session: Session, method: Method, *, opened: bool = True, **terms: Any
) -> Room:
    """A room in which a vote by `method` is open, or ready to be."""
    room = make_room(session, options=len(TITLES))
    for proposal, (language, title), cost in zip(
        room.proposals, TITLES, COSTS, strict=True
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
